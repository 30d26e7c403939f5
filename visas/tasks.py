"""Background work of the visa desk; beat calls it, nothing is handed in."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.utils import timezone

from casework.transitions import Refused
from visas.services.supplements import lapse, overdue

log = structlog.get_logger(__name__)


@shared_task(name="visas.lapse_supplements")
def lapse_supplements() -> int:
    """Return every case whose supplement was not answered in time; how many. One refusal stops no other."""
    now = timezone.now()
    lapsed = 0
    for request in overdue(now):
        try:
            lapsed += lapse(request=request, now=now)
        except Refused as refused:
            log.warning("lapse_refused", case=request.case.reference, reason=str(refused))
    return lapsed
