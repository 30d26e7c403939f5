"""Repeat stored automatic checks from their frozen inputs; exits 1 when one comes out otherwise."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.models import ReplayRun, Screening
from casework.services.replaying import replay_all, replay_sample


class Command(BaseCommand):
    help = "Repeat stored automatic checks and compare: all of them, or a random sample."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sample", type=int, default=0, help="so many, chosen at random (default: all)")
        parser.add_argument("--policy-version", type=int, help="only those by this version (key)")

    def handle(self, *args: Any, **options: Any) -> None:
        run = self._run(options)
        line = f"{run.screenings:,} checks and {run.standings:,} standings repeated, {run.differing:,} differ"
        if run.differing:
            raise CommandError(f"{line}; first: {', '.join(map(str, run.examples))}")
        self.stdout.write(line)

    def _run(self, options: dict[str, Any]) -> ReplayRun:
        if options["sample"]:
            return replay_sample(size=options["sample"])
        chosen = Screening.objects.all()
        if options["policy_version"]:
            chosen = chosen.filter(version=options["policy_version"])
        return replay_all(chosen, scope="version" if options["policy_version"] else "all")
