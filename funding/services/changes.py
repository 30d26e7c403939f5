"""Changes of an agreement: money moved between categories, and money carried over to the next year.

By notice, in force at once; where indirect cost or the research allowance rises, and for what is carried
over, by approval of two persons. National R&D Innovation Act, Decree, Art. 14(2).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.guards import guarded
from casework.models import User
from casework.services.audit import audit
from casework.services.receipts import give, replayed
from casework.transitions import Refused, Stale, lock
from funding import change_rules, ledger
from funding import request_notices as notices
from funding.enums import RESERVING, RUNNING, ChangeKind
from funding.models import Change, ChangeLine, FundingRequest
from funding.permissions import may_officiate, may_write
from funding.request_reads import lines_of
from funding.services import agreements
from funding.services.requests import load

ASK = "funding.change.ask"


def transfer(
    *,
    actor: User,
    request: FundingRequest,
    deltas: Mapping[str, int],
    reason: str,
    token: UUID,
    now: datetime,
) -> Change:
    """Move agreed money between categories: KRW by code, in sum nothing. In force at once, or to be approved.

    Raises Refused: not running, below what is claimed, above a ceiling. The same token again answers as the
    first time.
    """
    moved = {code: delta for code, delta in deltas.items() if delta}
    body = {"request": request.pk, "deltas": moved, "reason": reason}
    with guarded():
        own = _open(actor, request)
        if replayed(actor=actor, token=token, action=ASK, case=own.case, body=body):
            return own.changes.order_by("-number")[0]
        problem = change_rules.against_transfer(change_rules.balances(own), moved)
        if problem:
            raise Refused(problem)
        change = _ask(
            actor, own, ChangeKind.TRANSFER, moved, reason, now,
            needs_approval=change_rules.needs_approval(change_rules.balances(own), moved),
        )  # fmt: skip
        give(actor=actor, token=token, action=ASK, case=own.case, body=body)
        if change.needs_approval:
            notices.change_asked(own, role=Role.FINANCE_OFFICER, event=f"change:{change.number}", actor=actor)
        else:
            _apply(change, own, now)
    return change


def carry_over(
    *,
    actor: User,
    request: FundingRequest,
    to_request: FundingRequest,
    amounts: Mapping[str, int],
    reason: str,
    token: UUID,
    now: datetime,
) -> Change:
    """Ask to carry unclaimed money over to the team's request for the same researcher and the next year.

    `amounts`: KRW by code of the category. Nothing moves until two persons approve. Raises Refused.
    """
    taken = {code: -amount for code, amount in amounts.items() if amount}
    body = {"request": request.pk, "to": to_request.pk, "deltas": taken, "reason": reason}
    with guarded():
        own = _open(actor, request)
        if replayed(actor=actor, token=token, action=ASK, case=own.case, body=body):
            return own.changes.order_by("-number")[0]
        _check_carry(own, to_request, taken)
        change = _ask(
            actor, own, ChangeKind.CARRY_OVER, taken, reason, now, needs_approval=True, to_request=to_request
        )
        give(actor=actor, token=token, action=ASK, case=own.case, body=body)
        notices.change_asked(own, role=Role.FINANCE_OFFICER, event=f"change:{change.number}", actor=actor)
    return change


def propose(*, actor: User, change: Change, answer: str, now: datetime) -> Change:
    """The finance officer recommends approval; another person signs. Raises Refused, Stale."""
    with guarded():
        own, row = _waiting(change)
        _officer(actor, own, Role.FINANCE_OFFICER)
        if row.proposed_by_id is not None:
            raise Stale
        row.proposed_by, row.answer = actor, answer
        row.save(update_fields=["proposed_by", "answer"])
        audit(actor=actor, verb="change.propose", case=own.case, subject=str(row.pk))
        notices.change_asked(own, role=Role.PAYMENT_APPROVER, event=f"change-sign:{row.number}", actor=actor)
    return row


def approve(*, actor: User, change: Change, now: datetime) -> Change:
    """Sign as the second person: the change is in force. Raises Refused (ledger.OverCap), Stale."""
    with guarded():
        own, row = _waiting(change)
        _officer(actor, own, Role.PAYMENT_APPROVER)
        if row.proposed_by_id is None:
            raise Refused(_("A finance officer has to look at this first."))
        if row.proposed_person_id == actor.person_id:
            raise Refused(_("You proposed this. Another person must sign it."))
        row.signed_by = actor
        row.save(update_fields=["signed_by"])
        audit(actor=actor, verb="change.approve", case=own.case, subject=str(row.pk))
        _apply(row, own, now)
    return row


def refuse(*, actor: User, change: Change, answer: str, now: datetime) -> Change:
    """Leave the agreement as it is, with the reason; either officer may. Raises Refused, Stale."""
    with guarded():
        own, row = _waiting(change)
        _officer(actor, own, Role.FINANCE_OFFICER if row.proposed_by_id is None else Role.PAYMENT_APPROVER)
        row.refused_at, row.answer = now, answer
        row.save(update_fields=["refused_at", "answer"])
        audit(actor=actor, verb="change.refuse", case=own.case, subject=str(row.pk))
        notices.changed(own, "change_refused", row.number)
    return row


def _open(actor: User, request: FundingRequest) -> FundingRequest:
    case = lock(request.case)
    own = load(request.pk)
    answer = may_write(actor=actor, team=own.team)
    if not answer:
        raise Refused(answer.reason)
    if case.status not in RUNNING:
        raise Refused(_("Only an agreement that runs can be changed."))
    return own


def _ask(
    actor: User,
    request: FundingRequest,
    kind: ChangeKind,
    deltas: Mapping[str, int],
    reason: str,
    now: datetime,
    *,
    needs_approval: bool,
    to_request: FundingRequest | None = None,
) -> Change:
    if request.changes.filter(needs_approval=True, in_force_at=None, refused_at=None).exists():
        raise Refused(_("Another change of this agreement still waits for the officers."))
    last = request.changes.aggregate(last=Max("number"))["last"] or 0
    change = Change.objects.create(
        request=request, number=last + 1, kind=kind, needs_approval=needs_approval, reason=reason,
        amount=sum(abs(delta) for delta in deltas.values()) // (2 if kind == ChangeKind.TRANSFER else 1),
        asked_by=actor, asked_at=now, to_request=to_request,
    )  # fmt: skip
    categories = {line.category.code: line.category for line in lines_of(request)}
    ChangeLine.objects.bulk_create(
        ChangeLine(change=change, category=categories[code], delta=delta) for code, delta in deltas.items()
    )
    audit(actor=actor, verb="change.ask", case=request.case, subject=str(change.pk), kind=kind.value)
    return change


def _apply(change: Change, request: FundingRequest, now: datetime) -> None:
    """Put a change in force; money that crosses the years moves in the ledger, the earlier year first."""
    deltas = {row.category.code: row.delta for row in change.lines.select_related("category")}
    crossing = change.kind == ChangeKind.CARRY_OVER
    if crossing and change.to_request:
        target = load(change.to_request.pk)
        lock(target.case)
        _check_carry(request, target, deltas)
    else:
        problem = change_rules.against_transfer(change_rules.balances(request), deltas)
        if problem:
            raise Refused(problem)
    _write(request, deltas)
    change.in_force_at = now
    change.save(update_fields=["in_force_at"])
    agreements.owe(request)
    notices.changed(request, "change_in_force", change.number)
    if crossing and change.to_request:
        _cross(change, request, load(change.to_request.pk), deltas)


def _cross(change: Change, source: FundingRequest, target: FundingRequest, deltas: Mapping[str, int]) -> None:
    if target.case.status in RUNNING:
        _write(target, {code: -delta for code, delta in deltas.items()})
        agreements.owe(target)
    actor = change.signed_by
    ledger.release(request=source, amount=change.amount, key=f"change:{change.pk}:release", actor=actor)
    ledger.reserve(request=target, amount=change.amount, key=f"change:{change.pk}:reserve", actor=actor)


def _write(request: FundingRequest, deltas: Mapping[str, int]) -> None:
    """Move the agreed shares of the categories, and their sum on the request."""
    for line in lines_of(request):
        if delta := deltas.get(line.category.code, 0):
            line.agreed = (line.agreed or 0) + delta
            line.save(update_fields=["agreed"])
    if total := sum(deltas.values()):
        request.agreed_amount = (request.agreed_amount or 0) + total
        request.save(update_fields=["agreed_amount", "updated_at"])


def _check_carry(source: FundingRequest, target: FundingRequest, deltas: Mapping[str, int]) -> None:
    same = (source.team_id, source.case.person_id, source.year + 1)
    if (target.team_id, target.case.person_id, target.year) != same:
        raise Refused(_("Money is carried over to the next year of the same researcher and team."))
    if target.case.status not in RESERVING:
        raise Refused(_("The request for the next year has to be submitted first."))
    problem = change_rules.against_carry_over(change_rules.balances(source), deltas)
    if problem:
        raise Refused(problem)


def _waiting(change: Change) -> tuple[FundingRequest, Change]:
    lock(change.request.case)
    row = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if row.in_force_at or row.refused_at:
        raise Stale
    return load(row.request_id), row


def _officer(actor: User, request: FundingRequest, role: Role) -> None:
    answer = may_officiate(actor=actor, agency=request.case.agency, role=role, case=request.case)
    if not answer:
        raise Refused(answer.reason)
