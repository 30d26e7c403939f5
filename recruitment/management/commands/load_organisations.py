"""Load the organisation registry (ROR, CC0) into the database; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from recruitment import registry
from recruitment.models import Organisation


class Command(BaseCommand):
    help = "Loads the registry of organisations; run it after migrate and after the file changed."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = registry.load()
        self.stdout.write(
            f"{changed:,} organisations loaded or changed, {Organisation.objects.count():,} known."
        )
