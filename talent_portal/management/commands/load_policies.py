"""Put the law that comes with the portal in force: the top-tier visa of April 2025 and the GNI table."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from casework.models import PolicyVersion
from visas.policies import seed_policies


class Command(BaseCommand):
    help = "Load the policies that come with the portal, unless they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        seed_policies(now=timezone.now())
        for version in PolicyVersion.objects.enacted():
            self.stdout.write(f"{version.title_en} is in force.")
