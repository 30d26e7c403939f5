"""`migrate` as the owner role; then the status edges and the application role's grants follow the code."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import migrate

from casework import grants
from casework.states import store_edges


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        whole = not options["app_label"] and not options["plan"] and not options["check_unapplied"]
        if whole and options["database"] == "owner":
            call_command("createcachetable", database="owner", verbosity=0)
            store_edges(using="owner")
            grants.apply(owner="owner", app="default")
