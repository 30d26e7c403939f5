"""`manage.py populate`: invented cases by the hundred thousand in the database that benches use."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from talent_portal.population import populate
from talent_portal.proofs.ground import rules


class Command(BaseCommand):
    help = "Make invented cases, screened by the law in force, until there are as many as asked for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=1_000_000, help="how many there should be")
        parser.add_argument("--seed", type=int, default=7, help="the same seed makes the same cases")

    def handle(self, *args: Any, **options: Any) -> None:
        rules()
        began = time.monotonic()
        made = populate(options["cases"], seed=options["seed"], today=timezone.localdate(), tell=self._told)
        self.stdout.write(f"{made:,} cases made in {time.monotonic() - began:.0f} s")

    def _told(self, done: int) -> None:
        self.stderr.write(f"  {done:,} cases")
