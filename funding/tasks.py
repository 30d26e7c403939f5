"""Background work of funding: each task takes nothing and calls one service."""

from celery import shared_task
from django.utils import timezone

from funding.services import agreements, parity, report_opening


@shared_task(name="funding.write_agreements")
def write_agreements() -> int:
    """Write owed agreements until none is due; how many were taken up."""
    total = 0
    while taken := agreements.drain():
        total += taken
    return total


@shared_task(name="funding.reports_due")
def reports_due() -> int:
    """Open the reports that agreements owe and remind of waiting ones; how many were opened."""
    now = timezone.now()
    opened = report_opening.open_due(now)
    report_opening.remind(now)
    return opened


@shared_task(name="funding.compare_ledger")
def compare_ledger() -> int:
    """Compare balances with the entries of the ledger; how many differ."""
    return parity.compare().wrong
