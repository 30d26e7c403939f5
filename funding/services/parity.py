"""The nightly comparison: every balance beside the sum of its entries. A difference raises an alarm."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import structlog
from django.db import connection, transaction

from funding import report_notices as notices
from funding.models import Balance, LedgerEntry, Parity

COMPARE = "SELECT scope, scope_id, programme, year, stored, summed FROM funding_parity() LIMIT %s"
COUNT = "SELECT count(*) FROM funding_parity()"
KEPT = 100
"""Differing rows kept with a comparison; more are counted only."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Difference:
    """A balance that is wrong: reserved, claimed, paid, recovered and clawed back in KRW, as stored and as
    its entries add up; None where there is no such row, or no entry."""

    scope: str
    scope_id: int
    programme: int
    year: int
    stored: list[int | None] | None
    summed: list[int | None] | None


def differences(limit: int = KEPT) -> list[Difference]:
    """Up to `limit` balances that differ from the sums of their entries."""
    with connection.cursor() as cursor:
        cursor.execute(COMPARE, [limit])
        return [Difference(*row) for row in cursor.fetchall()]


def compare() -> Parity:
    """Compare all balances now and keep the answer; a difference is logged, shown to the officers of money
    and to auditors, and told to every payment approver."""
    with transaction.atomic():
        found = differences()
        parity = Parity.objects.create(
            entries=LedgerEntry.objects.count(),
            balances=Balance.objects.count(),
            wrong=_count() if len(found) == KEPT else len(found),
            detail=[asdict(one) for one in found],
        )
        if parity.wrong:
            notices.differs(parity)
    if parity.wrong:
        log.error("ledger_differs", parity=parity.pk, wrong=parity.wrong)
    return parity


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        (number,) = cursor.fetchone()
    return int(number)
