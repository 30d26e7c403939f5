"""Put the law that comes with the portal in force: the visa policies and the GNI table."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from casework.models import PolicyVersion
from visas.policies import seed_policies


class Command(BaseCommand):
    help = "Load the policies that come with the portal, unless they are there, and list all that are law."

    def handle(self, *args: Any, **options: Any) -> None:
        seed_policies(now=timezone.now())
        for version in PolicyVersion.objects.enacted().order_by("policy", "number"):
            stage = version.stage(timezone.localdate()).label
            since = version.effective.lower if version.effective else None
            self.stdout.write(
                f"{version.policy} {version.number}: {version.title_en}, {stage}, from {since}."
            )
