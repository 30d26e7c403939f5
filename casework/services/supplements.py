"""Verbs on supplement requests (보완 요구): one consolidated request at a time; the clock stops meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.enums import SupplementStatus
from casework.guards import guarded
from casework.models import Case, ClockStop, SupplementItem, SupplementRequest, User
from casework.registry import Event, tell
from casework.services.audit import audit
from casework.transitions import Refused, move

CLOCK_REASON = "supplement"


def ask(
    *,
    actor: User,
    case: Case,
    items: Sequence[tuple[str, str]],
    due_on: date,
    now: datetime,
    expect: int,
) -> SupplementRequest:
    """Ask the applicant for everything that is missing, at once; (requirement code, why) each.

    `due_on` is the last day (Asia/Seoul) for the answer. The case waits, its clock stops (Civil Petitions
    Act, Art. 22), the applicant is told. Raises Refused or Stale.
    """
    if not items or not all(why.strip() for _code, why in items):
        raise Refused(_("Say for each item why it is needed."))
    if due_on <= timezone.localdate(now):
        raise Refused(_("The applicant needs time: choose a later day."))
    with guarded():
        moved = move(case=case, action="ask", actor=actor, now=now, expect=expect)
        request = SupplementRequest.objects.create(case=moved, due_on=due_on, asked_by=actor, asked_at=now)
        SupplementItem.objects.bulk_create(
            SupplementItem(request=request, requirement=code, why=why.strip()) for code, why in items
        )
        ClockStop.objects.create(case=moved, reason=CLOCK_REASON, started_at=now)
        audit(actor=actor, verb="supplement.ask", case=moved, subject=str(request.pk), items=len(items))
        tell(Event.ASKED, case=moved, actor=actor, now=now)
    return request


def cancel(*, actor: User, case: Case, now: datetime, expect: int) -> Case:
    """Withdraw the open request: it is no longer needed. The clock runs again. Raises Refused or Stale."""
    with guarded():
        moved = move(case=case, action="cancel_ask", actor=actor, now=now, expect=expect)
        SupplementRequest.objects.filter(case=moved, status=SupplementStatus.OPEN).update(
            status=SupplementStatus.CANCELLED
        )
        ClockStop.objects.filter(case=moved, ended_at=None).update(ended_at=now)
        audit(actor=actor, verb="supplement.cancel", case=moved)
        tell(Event.ASK_CANCELLED, case=moved, actor=actor, now=now)
    return moved
