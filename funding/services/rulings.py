"""Two persons on a request, claim or report: one proposes, another signs or sends back."""

from __future__ import annotations

from datetime import datetime

from casework.guards import guarded
from casework.models import Case, User
from casework.transitions import Refused, Stale, lock, move
from funding.enums import RulingOutcome, RulingStatus
from funding.models import Ruling
from funding.permissions import may_countersign


def propose(
    *, actor: User, case: Case, outcome: RulingOutcome, amount: int, note: str, now: datetime, expect: int
) -> Ruling:
    """Move the case to its second officer with a proposal, KRW. Raises Refused, or Stale."""
    with guarded():
        moved = move(case=case, action="propose", actor=actor, now=now, expect=expect)
        return Ruling.objects.create(
            case=moved,
            case_version=moved.version,
            outcome=outcome,
            amount=amount,
            note=note,
            proposed_by=actor,
            proposed_at=now,
        )


def sign(*, actor: User, ruling: Ruling, action: str, now: datetime, expect: int) -> Case:
    """Sign as the second person and take the edge `action`; the caller books the money in its transaction.

    Raises Refused for the proposer under any account, and Stale when the case changed meanwhile.
    """
    with guarded():
        _close(actor, ruling, RulingStatus.SIGNED, expect, signed_by=actor, signed_at=now)
        return move(case=ruling.case, action=action, actor=actor, now=now)


def send_back(*, actor: User, ruling: Ruling, remark: str, now: datetime, expect: int) -> Case:
    """Return the proposal to the first officer with a remark (재검토 요청)."""
    with guarded():
        _close(actor, ruling, RulingStatus.RETURNED, expect, remark=remark)
        return move(case=ruling.case, action="send_back", actor=actor, now=now)


def open_ruling(case: Case) -> Ruling | None:
    """The proposal that waits for its second signature."""
    rows = Ruling.objects.filter(case=case, status=RulingStatus.PROPOSED)
    return rows.select_related("case", "proposed_by").first()


def _close(actor: User, ruling: Ruling, status: RulingStatus, expect: int, **changes: object) -> None:
    lock(ruling.case, expect=expect)
    if ruling.case_version != expect:
        raise Stale
    answer = may_countersign(actor=actor, ruling=ruling)
    if not answer:
        raise Refused(answer.reason)
    ruling.status = status
    for name, value in changes.items():
        setattr(ruling, name, value)
    ruling.save(update_fields=["status", *changes])
