"""The files of a funding request: attach one to a slot, take it out, open it."""

from __future__ import annotations

from datetime import datetime

from casework.guards import guarded
from casework.models import CaseDocument, Document, User
from casework.services.audit import audit
from casework.services.viewing import original
from casework.transitions import Refused, lock
from funding.enums import REQUEST_EDITABLE
from funding.models import FundingRequest
from funding.permissions import may_write
from funding.request_reads import SLOTS
from funding.words import NOT_NOW


def attach(
    *, actor: User, request: FundingRequest, slot: str, document: Document, now: datetime
) -> CaseDocument:
    """Put a file of the team into a slot; what stood there stays, marked as replaced. Raises Refused."""
    with guarded():
        _check(actor, request, slot)
        present = CaseDocument.objects.filter(case=request.case_id, requirement=slot, replaced_at=None)
        same = present.filter(document=document).first()
        if same:
            return same
        present.update(replaced_at=now)
        used = CaseDocument.objects.create(case=request.case, requirement=slot, document=document)
        audit(actor=actor, verb="document.use", case=request.case, subject=str(document.pk), slot=slot)
    return used


def detach(*, actor: User, request: FundingRequest, slot: str, now: datetime) -> None:
    """Empty a slot. Raises Refused."""
    with guarded():
        _check(actor, request, slot)
        rows = CaseDocument.objects.filter(case=request.case_id, requirement=slot, replaced_at=None)
        if rows.update(replaced_at=now):
            audit(actor=actor, verb="document.clear", case=request.case, slot=slot)


def content(*, actor: User, request: FundingRequest, use: CaseDocument) -> bytes:
    """The file as kept; `request` came through a `visible_to(actor)` and `use` is one of its case."""
    return original(actor=actor, document=use.document, case=request.case)


def _check(actor: User, request: FundingRequest, slot: str) -> None:
    case = lock(request.case)
    answer = may_write(actor=actor, team=request.team)
    if not answer:
        raise Refused(answer.reason)
    if slot not in SLOTS or case.status not in REQUEST_EDITABLE:
        raise Refused(NOT_NOW)
