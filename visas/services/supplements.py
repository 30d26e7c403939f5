"""The applicant's side of a supplement request (보완 요구): answer item by item, send, or let it lapse."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.enums import SupplementStatus
from casework.guards import guarded
from casework.models import Case, ClockStop, Document, SupplementItem, SupplementRequest, User
from casework.services.audit import audit
from casework.services.documents import use_document
from casework.services.receipts import give, replayed
from casework.transitions import Refused, lock, move
from visas import notices
from visas.enums import TOP_TIER
from visas.permissions import may_answer

ANSWER = "visas.answer"


def answer_item(
    *, actor: User, case: Case, item_id: int, document: Document | None, explanation: str
) -> SupplementItem:
    """Keep the answer to one item: a document, or why it cannot be provided. Nothing is sent yet.

    Raises Refused where nothing is asked, for an item not of the open request, and for both or neither.
    """
    with transaction.atomic():
        locked = _answerable(case, actor)
        item = open_request(locked).items.filter(pk=item_id).first()
        if item is None:
            raise Refused(_("This is no longer being asked."))
        if (document is None) == (not explanation.strip()):
            raise Refused(_("Give either a document or an explanation."))
        item.document, item.explanation = document, explanation.strip()
        item.save(update_fields=["document", "explanation"])
        audit(actor=actor, verb="supplement.save", case=locked, subject=str(item.pk))
    return item


def send_answer(*, actor: User, case: Case, token: UUID, now: datetime) -> Case:
    """Send every answer: documents take their slots, the case is in review again, its clock runs again.

    The same token again returns the same case. Raises Refused while an item has no answer.
    """
    body = {"case": case.pk}
    with guarded():
        locked = lock(case)
        if replayed(actor=actor, token=token, action=ANSWER, case=locked, body=body):
            return locked
        answer = may_answer(actor=actor, case=locked)
        if not answer:
            raise Refused(answer.reason)
        request = open_request(locked)
        items = list(request.items.select_related("document"))
        if not all(item.answered for item in items):
            raise Refused(_("Answer every item before you send."))
        for item in items:
            if item.document:
                use_document(
                    actor=actor, case=locked, requirement=item.requirement, document=item.document, now=now
                )
        request.status, request.answered_at = SupplementStatus.ANSWERED, now
        request.save(update_fields=["status", "answered_at"])
        ClockStop.objects.filter(case=locked, ended_at=None).update(ended_at=now)
        moved = move(case=locked, action="answer", actor=actor, now=now)
        give(actor=actor, token=token, action=ANSWER, case=moved, body=body)
        notices.supplement_answered(moved)
    return moved


def lapse(*, request: SupplementRequest, now: datetime) -> bool:
    """Return (반려) the case of an open request whose last day is over; whether that happened.

    Civil Petitions Treatment Act, Art. 22(2). Safe to call twice and beside an answer that is being sent.
    """
    with guarded():
        locked = lock(request.case)
        own = SupplementRequest.objects.select_for_update().get(pk=request.pk)
        if own.status != SupplementStatus.OPEN or own.due_on >= seoul_date(now):
            return False
        own.status = SupplementStatus.LAPSED
        own.save(update_fields=["status"])
        ClockStop.objects.filter(case=locked, ended_at=None).update(ended_at=now)
        moved = move(case=locked, action="lapse", actor=None, now=now)
        notices.returned(moved)
    return True


def overdue(now: datetime) -> list[SupplementRequest]:
    """Open requests of top-tier cases whose last day (Asia/Seoul) is over."""
    requests = SupplementRequest.objects.filter(
        case__kind=TOP_TIER, status=SupplementStatus.OPEN, due_on__lt=seoul_date(now)
    )
    return list(requests.select_related("case"))


def open_request(case: Case) -> SupplementRequest:
    """The open request of a case. Raises Refused where there is none."""
    request = SupplementRequest.objects.filter(case=case, status=SupplementStatus.OPEN).first()
    if request is None:
        raise Refused(_("Nothing is being asked of you now."))
    return request


def _answerable(case: Case, actor: User) -> Case:
    locked = lock(case)
    answer = may_answer(actor=actor, case=locked)
    if not answer:
        raise Refused(answer.reason)
    return locked
