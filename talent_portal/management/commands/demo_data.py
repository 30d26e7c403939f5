"""Fill the demonstration: registry, editions, policy, cast, cases. Safe to repeat; makes what is missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from recruitment import registry
from recruitment.models import Organisation
from talent_portal.demo.seed import seed


class Command(BaseCommand):
    help = "Fill the demonstration with its invented cast and cases."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Organisation.objects.exists():
            self.stdout.write(f"{registry.load():,} organisations")
        self.stdout.write(f"{seed(now=timezone.now()):,} cases")
