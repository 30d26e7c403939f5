"""Background work of funding: each task takes nothing and calls one service."""

from celery import shared_task

from funding.services import agreements


@shared_task(name="funding.write_agreements")
def write_agreements() -> int:
    """Write owed agreements until none is due; how many were taken up."""
    total = 0
    while taken := agreements.drain():
        total += taken
    return total
