"""Fill the demonstration: registry, editions, policy, cast, cases. Safe to repeat."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from recruitment import registry
from recruitment.models import Organisation
from talent_portal.demo.seed import seed


class Command(BaseCommand):
    help = "Fill the demonstration with its invented cast and cases."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--afresh", action="store_true", help="forget everything first")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["afresh"]:
            _forget()
        call_command("migrate", verbosity=0)
        if not Organisation.objects.exists():
            self.stdout.write(f"{registry.load():,} organisations")
        self.stdout.write(f"{seed(now=timezone.now()):,} cases")


def _forget() -> None:
    """Drop every table and make them anew. Refused outside a demonstration."""
    if not settings.DEMO:
        raise CommandError("--afresh forgets everything; it needs DEMO.")
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connections.close_all()
