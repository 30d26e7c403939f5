"""After a new key was put first in VAULT_KEYS: seal identifiers and files with it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casework import vault
from casework.documents import store


class Command(BaseCommand):
    help = "Seal vault items and document keys with the newest vault key. May run while the portal is in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=500, help="vault items in one transaction")

    def handle(self, *args: Any, batch: int, **options: Any) -> None:
        items = 0
        while resealed := vault.rotate(batch):
            items += resealed
        files = sum(store.reseal(key) for key in store.stored())
        self.stdout.write(f"{items} vault items and {files} files sealed with the newest key.")
