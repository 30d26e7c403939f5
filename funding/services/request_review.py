"""Verbs of officers on a funding request: return it, propose, sign as the second person, send back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.enums import Outcome
from casework.guards import guarded
from casework.models import User
from casework.queries import current_screening
from casework.services.audit import audit
from casework.transitions import Refused, Stale, lock, move
from funding import request_notices as notices
from funding.enums import RulingOutcome
from funding.models import FundingRequest, Remark, Ruling
from funding.request_reads import carried_into, lines_of, period
from funding.services import agreements, rulings
from funding.services.requests import load, settle

ACTIONS = {RulingOutcome.APPROVE: "agree", RulingOutcome.REFUSE: "refuse"}


def return_to_team(
    *, actor: User, request: FundingRequest, note: str, now: datetime, expect: int
) -> FundingRequest:
    """Return the request for correction, with a note the team reads; what it reserved stays reserved."""
    with guarded():
        own = load(request.pk)
        own.case = move(case=own.case, action="return", actor=actor, now=now, expect=expect)
        Remark.objects.create(
            case=own.case, case_version=own.case.version, text=note, made_by=actor, made_at=now
        )
        notices.returned(own)
    return own


def propose(
    *,
    actor: User,
    request: FundingRequest,
    outcome: RulingOutcome,
    agreed: Mapping[str, int],
    note: str,
    override: str = "",
    now: datetime,
    expect: int,
) -> Ruling:
    """Propose to agree (KRW of the government share by code of the category, none above what was asked) or to
    refuse. Raises Refused; also to agree without `override`, a reason, while the gate is not met."""
    with guarded():
        lock(request.case, expect=expect)
        own = load(request.pk)
        amount = _write_agreed(own, agreed) if outcome == RulingOutcome.APPROVE else 0
        if outcome == RulingOutcome.APPROVE:
            _gate_or_reason(own, override, now)
        elif not note.strip():
            raise Refused(_("Say why the request is refused."))
        ruling = rulings.propose(
            actor=actor,
            case=own.case,
            outcome=outcome,
            amount=amount,
            note="\n\n".join(part for part in (note.strip(), override.strip()) if part),
            now=now,
            expect=expect,
        )
        own.case = ruling.case
        if override:
            audit(actor=actor, verb="request.override", case=own.case)
        notices.proposed(own, actor=actor)
    return ruling


def sign(
    *, actor: User, request: FundingRequest, ruling: Ruling, now: datetime, expect: int
) -> FundingRequest:
    """Sign what was proposed. Agreed: the difference to what was asked is released and the agreement is owed
    as PDF. Refused: everything is released. Raises Refused, or Stale."""
    with guarded():
        own = load(request.pk)
        outcome = RulingOutcome(ruling.outcome)
        own.case = rulings.sign(actor=actor, ruling=ruling, action=ACTIONS[outcome], now=now, expect=expect)
        if outcome == RulingOutcome.REFUSE:
            _forget_agreed(own)
            notices.decided(own, "request_refused")
            settle(own, 0, actor)
            return own
        _agree(own, ruling.amount, now)
        agreements.owe(own)
        notices.decided(own, "request_agreed")
        settle(own, own.agreed_amount or 0, actor)
    return own


def send_back(
    *, actor: User, request: FundingRequest, ruling: Ruling, remark: str, now: datetime, expect: int
) -> FundingRequest:
    """Return the proposal to the first officer with a remark."""
    with guarded():
        own = load(request.pk)
        own.case = rulings.send_back(actor=actor, ruling=ruling, remark=remark, now=now, expect=expect)
        notices.sent_back(own, actor=actor)
    return own


def gate_met(request: FundingRequest, now: datetime) -> bool:
    """Whether the programme's policy, as it governs today, is met by the researcher's newest facts."""
    screening = current_screening(request.gate, seoul_date(now))
    return screening is not None and screening.outcome == Outcome.ELIGIBLE


def _gate_or_reason(request: FundingRequest, override: str, now: datetime) -> None:
    if not override.strip() and not gate_met(request, now):
        raise Refused(_("The candidate gate is not met. Say why the money is agreed all the same."))


def _write_agreed(request: FundingRequest, agreed: Mapping[str, int]) -> int:
    """The proposal's amounts on the lines; their sum in KRW."""
    lines = lines_of(request)
    for line in lines:
        line.agreed = agreed.get(line.category.code, 0)
        if not 0 <= line.agreed <= line.government:
            raise Refused(_("No category can be agreed above what was asked for it."))
    if not sum(line.agreed or 0 for line in lines):
        raise Refused(_("Agree to an amount, or refuse the request."))
    for line in lines:
        line.save(update_fields=["agreed"])
    return sum(line.agreed or 0 for line in lines)


def _agree(request: FundingRequest, amount: int, now: datetime) -> None:
    """The agreement as signed, with what was carried over into it from the year before."""
    lines = lines_of(request)
    if sum(line.agreed or 0 for line in lines) != amount:
        raise Stale
    carried = carried_into(request)
    for line in lines:
        if more := carried.get(line.category_id):
            line.agreed = (line.agreed or 0) + more
            line.save(update_fields=["agreed"])
    request.agreed_amount = amount + sum(carried.values())
    request.agreed_on = seoul_date(now)
    request.ends_on = period(request)[1]
    request.save(update_fields=["agreed_amount", "agreed_on", "ends_on", "updated_at"])


def _forget_agreed(request: FundingRequest) -> None:
    for line in lines_of(request):
        if line.agreed is not None:
            line.agreed = None
            line.save(update_fields=["agreed"])
