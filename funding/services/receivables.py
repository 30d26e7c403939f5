"""Money to come back: recovery (회수), clawback (환수), surcharge, interest; ordered by two persons.

National R&D Innovation Act, Art. 32: a clawback, and with it a surcharge of at most five times the money
concerned. Only recovery and clawback move the ledger, and only what was paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casework.clock import seoul_date
from casework.enums import Role
from casework.guards import guarded
from casework.models import User
from casework.permissions import Answer
from casework.references import next_reference
from casework.services.audit import audit
from casework.transitions import Refused, lock
from funding import ledger
from funding import report_notices as notices
from funding.enums import FROM_PAID, RUNNING, ReceivableKind, RequestStatus
from funding.models import FundingRequest, Receivable, Report, Ruling
from funding.permissions import may_officiate
from funding.report_reads import balance_of
from funding.settlement import Due
from funding.words import NOT_NOW

SURCHARGE_TIMES = 5
DAYS_TO_PAY = 30
SOURCES = {
    ReceivableKind.RECOVERY: gettext_noop("Decree of the National R&D Innovation Act, Art. 26(5)"),
    ReceivableKind.CLAWBACK: gettext_noop("National R&D Innovation Act, Art. 32"),
    ReceivableKind.SURCHARGE: gettext_noop("National R&D Innovation Act, Art. 32"),
    ReceivableKind.INTEREST: gettext_noop("Decree of the National R&D Innovation Act, Art. 20(3)"),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """What shall come back, KRW, why, and by when."""

    kind: ReceivableKind
    amount: int
    reason: str
    due_on: date


def propose(*, actor: User, request: FundingRequest, demand: Demand, now: datetime) -> Receivable:
    """Propose that money come back. Raises Refused beyond what was paid, or beyond five times the clawbacks
    for a surcharge."""
    with guarded():
        case = lock(request.case)
        answer = may_officiate(actor=actor, agency=case.agency, role=Role.FINANCE_OFFICER, case=case)
        if not answer:
            raise Refused(answer.reason)
        if case.status not in (*RUNNING, RequestStatus.CLOSED):
            raise Refused(NOT_NOW)
        if demand.due_on <= seoul_date(now):
            raise Refused(_("Give the team at least until tomorrow."))
        receivable = _create(request, demand, actor, now, report=None)
        _within(receivable)
        audit(actor=actor, verb="receivable.propose", case=case, kind=str(demand.kind), amount=demand.amount)
        notices.to_order(receivable, actor=actor)
    return receivable


def of_settlement(*, report: Report, due: Due, ruling: Ruling, now: datetime) -> list[Receivable]:
    """Propose what settled final accounts demand, in the name of the officer who proposed to settle. Why is
    left to the accounts (`Receivable.why`)."""
    made = []
    for kind, amount in (
        (ReceivableKind.RECOVERY, due.recovery),
        (ReceivableKind.INTEREST, due.interest),
    ):
        if amount:
            demand = Demand(kind, amount, "", seoul_date(now) + timedelta(days=DAYS_TO_PAY))
            made.append(_create(report.request, demand, ruling.proposed_by, now, report=report))
            notices.to_order(made[-1], actor=ruling.proposed_by)
    return made


def order(*, actor: User, receivable: Receivable, now: datetime) -> Receivable:
    """Sign as the second person; the team is told what to pay back by when. Raises Refused."""
    with guarded():
        own = _locked(receivable)
        answer = may_order(actor=actor, receivable=own)
        if not answer:
            raise Refused(answer.reason)
        _within(own)
        own.signed_by, own.signed_at = actor, now
        own.save(update_fields=["signed_by", "signed_at"])
        audit(actor=actor, verb="receivable.order", case=own.request.case, subject=own.reference)
        notices.ordered(own)
    return own


def drop(*, actor: User, receivable: Receivable, now: datetime) -> Receivable:
    """Drop a proposal before it is signed. Raises Refused."""
    with guarded():
        own = _locked(receivable)
        if own.signed_at or own.dropped_at:
            raise Refused(NOT_NOW)
        _finance(actor, own)
        own.dropped_at = now
        own.save(update_fields=["dropped_at"])
        audit(actor=actor, verb="receivable.drop", case=own.request.case, subject=own.reference)
    return own


def receive(*, actor: User, receivable: Receivable, bank_reference: str, now: datetime) -> Receivable:
    """Note that the whole amount came in, and book it where it lowers what is paid; the same again changes
    nothing. Raises Refused, also where the ledger holds less as paid."""
    with guarded():
        own = _locked(receivable)
        _finance(actor, own)
        if own.received_at is not None and own.bank_reference == bank_reference:
            return own
        if own.signed_at is None or own.received_at is not None:
            raise Refused(NOT_NOW)
        own.received_at, own.bank_reference = now, bank_reference
        own.save(update_fields=["received_at", "bank_reference"])
        audit(actor=actor, verb="receivable.receive", case=own.request.case, subject=own.reference)
        notices.received(own)
        _book(own, actor)
    return own


def may_order(*, actor: User, receivable: Receivable) -> Answer:
    """A payment approver of the agency who did not propose it, under any account, not on their own case."""
    if receivable.signed_at or receivable.dropped_at:
        return Answer(False, NOT_NOW)
    if receivable.proposed_person_id == actor.person_id:
        return Answer(False, _("You proposed this. Another person must sign it."))
    case = receivable.request.case
    return may_officiate(actor=actor, agency=case.agency, role=Role.PAYMENT_APPROVER, case=case)


def live(request: FundingRequest, *kinds: ReceivableKind) -> QuerySet[Receivable]:
    """Receivables of these kinds that were not dropped."""
    return Receivable.objects.filter(request=request, kind__in=kinds, dropped_at=None)


def _within(receivable: Receivable) -> None:
    """Hold the sums, this one included, against what was paid and what was clawed back."""
    request, kind = receivable.request, receivable.kind
    if kind in FROM_PAID:
        waiting = _sum(live(request, *FROM_PAID).filter(received_at=None))
        if waiting > balance_of(request).paid:
            raise Refused(_("No more can come back than was paid and has not come back."))
    if kind == ReceivableKind.SURCHARGE:
        most = SURCHARGE_TIMES * _sum(live(request, ReceivableKind.CLAWBACK))
        if _sum(live(request, ReceivableKind.SURCHARGE)) > most:
            raise Refused(
                _("Surcharges may reach ₩%(most)s: five times what is clawed back from this agreement.")
                % {"most": f"{most:,}"}
            )


def _book(receivable: Receivable, actor: User) -> None:
    post = {ReceivableKind.RECOVERY: ledger.recover, ReceivableKind.CLAWBACK: ledger.claw_back}
    if receivable.kind in FROM_PAID:
        post[ReceivableKind(receivable.kind)](
            request=receivable.request,
            amount=receivable.amount,
            key=f"receivable:{receivable.pk}",
            actor=actor,
            note=receivable.reference,
        )


def _create(
    request: FundingRequest, demand: Demand, actor: User, now: datetime, *, report: Report | None
) -> Receivable:
    return Receivable.objects.create(
        request=request,
        report=report,
        kind=demand.kind,
        reference=next_reference("RC", now),
        amount=demand.amount,
        reason=demand.reason,
        legal_source=SOURCES[demand.kind],
        due_on=demand.due_on,
        proposed_by=actor,
        proposed_at=now,
    )


def _locked(receivable: Receivable) -> Receivable:
    """The receivable as it is now; its agreement's case is locked first, as when one is proposed."""
    lock(receivable.request.case)
    rows = Receivable.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("request__case", "request__team__programme").get(pk=receivable.pk)


def _finance(actor: User, receivable: Receivable) -> None:
    case = receivable.request.case
    answer = may_officiate(actor=actor, agency=case.agency, role=Role.FINANCE_OFFICER, case=case)
    if not answer:
        raise Refused(answer.reason)


def _sum(rows: QuerySet[Receivable]) -> int:
    total: int = rows.aggregate(sum=Sum("amount", default=0))["sum"]
    return total
