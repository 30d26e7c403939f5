"""Compare every balance of the ledger with the sum of its entries; the exit status is 1 where one differs."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from funding.services import parity

PARTS = ("reserved", "claimed", "paid", "recovered", "clawed back")


class Command(BaseCommand):
    help = "Compare balances with ledger entries, keep the answer, and print the rows that differ."

    def handle(self, *args: Any, **options: Any) -> None:
        done = parity.compare()
        for row in done.detail:
            self.stdout.write(
                f"{row['scope']} {row['scope_id']}, programme {row['programme']}, year {row['year']}: "
                f"stored {_words(row['stored'])}; entries {_words(row['summed'])}"
            )
        self.stdout.write(f"{done.entries} entries, {done.balances} balances, {done.wrong} wrong.")
        if done.wrong:
            sys.exit(1)


def _words(amounts: list[int | None] | None) -> str:
    if amounts is None or all(amount is None for amount in amounts):
        return "none"
    return ", ".join(f"{part} {amount}" for part, amount in zip(PARTS, amounts, strict=True))
