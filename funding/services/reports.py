"""Verbs on a report: the team hands it in; officers return, disallow, propose; a second person settles."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.guards import guarded
from casework.models import User
from casework.services.audit import audit
from casework.services.receipts import give, replayed
from casework.transitions import Refused, Stale, lock, move
from funding import ledger
from funding import report_notices as notices
from funding.enums import CutReason, ReportKind, ReportStatus, RulingOutcome
from funding.models import CostCategory, Disallowance, FundingRequest, Remark, Report, Ruling
from funding.permissions import may_officiate
from funding.report_reads import LOADED, balance_of, due_of, open_claims
from funding.services import receivables, rulings
from funding.words import NOT_NOW

SUBMIT = "funding.report"
DISALLOW = "funding.disallow"


@dataclass(frozen=True, slots=True)
class Figures:
    """What a team states, in KRW: the government share spent, its own share, interest earned."""

    spent: int
    own_cash: int
    own_in_kind: int
    interest: int
    note: str = ""


def submit(*, actor: User, report: Report, figures: Figures, token: UUID, now: datetime) -> Report:
    """Hand in a report that is due or was returned. The same token again changes nothing.

    Raises Refused, as where more was spent than the claims charged.
    """
    body = {"report": report.pk, **asdict(figures)}
    with guarded():
        case = lock(report.case)
        own = _load(report)
        if replayed(actor=actor, token=token, action=SUBMIT, case=case, body=body):
            return own
        if figures.spent > balance_of(own.request).claimed:
            raise Refused(_("More was spent than the claims of this agreement hold."))
        if case.status in (ReportStatus.DUE, ReportStatus.RETURNED):
            for name, value in asdict(figures).items():
                setattr(own, name, value)
            own.row_version += 1
            own.save(update_fields=[*asdict(figures), "row_version"])
        own.case = move(
            case=case, action="submit", actor=actor, now=now, submitted_at=now, revision=case.revision + 1
        )
        give(actor=actor, token=token, action=SUBMIT, case=own.case, body=body)
        notices.submitted(own, actor=actor)
    return own


def return_to_team(*, actor: User, report: Report, note: str, now: datetime, expect: int) -> Report:
    """Return a report for correction, with a note that the team reads."""
    with guarded():
        own = _load(report)
        own.case = move(case=own.case, action="return", actor=actor, now=now, expect=expect)
        Remark.objects.create(
            case=own.case, case_version=own.case.version, text=note, made_by=actor, made_at=now
        )
        notices.returned(own)
    return own


def disallow(
    *,
    actor: User,
    report: Report,
    category: CostCategory,
    amount: int,
    reason: CutReason,
    note: str,
    token: UUID,
    expect: int,
) -> None:
    """Do not recognise a cost (불인정) of final accounts, KRW. The same token again changes nothing."""
    body = {"category": category.pk, "amount": amount, "reason": str(reason), "note": note}
    with guarded():
        own = _checking(actor, report, expect)
        if replayed(actor=actor, token=token, action=DISALLOW, case=own.case, body=body):
            return
        if reason == CutReason.OTHER and not note.strip():
            raise Refused(_("Give the reason in words."))
        if category.programme_id != own.request.team.programme_id:
            raise Refused(_("This category does not belong to the programme."))
        known = own.disallowances.aggregate(sum=Sum("amount", default=0))["sum"]
        if known + amount > own.spent:
            raise Refused(_("No more can be disallowed than the report says was spent."))
        Disallowance.objects.create(report=own, category=category, amount=amount, reason=reason, note=note)
        audit(actor=actor, verb="report.disallow", case=own.case, amount=amount, reason=str(reason))
        give(actor=actor, token=token, action=DISALLOW, case=own.case, body=body)


def recognise(*, actor: User, disallowance: Disallowance, expect: int) -> None:
    """Recognise the cost after all: take the disallowance back before it is proposed."""
    with guarded():
        own = _checking(actor, disallowance.report, expect)
        amount, _rows = disallowance.amount, disallowance.delete()
        audit(actor=actor, verb="report.recognise", case=own.case, amount=amount)


def propose(*, actor: User, report: Report, note: str, now: datetime, expect: int) -> Ruling:
    """Propose to settle; of final accounts with what must come back, as it stands now.

    Raises Refused while claims are open or the report on use is not settled, and Stale.
    """
    with guarded():
        lock(report.case, expect=expect)
        own = _load(report)
        _ready(own)
        ruling = rulings.propose(
            actor=actor, case=own.case, outcome=RulingOutcome.APPROVE, amount=_amount(own),
            note=note, now=now, expect=expect,
        )  # fmt: skip
        own.case = ruling.case
        notices.proposed(own, actor=actor)
    return ruling


def settle(*, actor: User, report: Report, ruling: Ruling, now: datetime, expect: int) -> Report:
    """Settle as the second person. Final accounts close the agreement: what must come back is proposed as
    receivables and what was never claimed is released. Raises Refused, or Stale."""
    with guarded():
        lock(report.case, expect=expect)
        own = _load(report)
        _ready(own)
        if _amount(own) != ruling.amount:
            raise Stale
        due = due_of(own)
        own.case = rulings.sign(actor=actor, ruling=ruling, action="settle", now=now, expect=expect)
        notices.settled(own)
        if own.kind == ReportKind.FINAL:
            receivables.of_settlement(report=own, due=due, ruling=ruling, now=now)
            move(case=own.request.case, action="close", actor=None, now=now)
            _release(own.request)
    return own


def send_back(
    *, actor: User, report: Report, ruling: Ruling, remark: str, now: datetime, expect: int
) -> Report:
    """Return the proposal to the first officer with a remark (재검토 요청)."""
    with guarded():
        own = _load(report)
        own.case = rulings.send_back(actor=actor, ruling=ruling, remark=remark, now=now, expect=expect)
        notices.sent_back(own, actor=actor)
    return own


def _ready(report: Report) -> None:
    if report.kind != ReportKind.FINAL:
        return
    waiting = open_claims(report.request).first()
    if waiting is not None:
        raise Refused(
            _("Claim %(claim)s is neither paid nor ended. Final accounts come after it.")
            % {"claim": waiting.case.reference}
        )
    uses = report.request.reports.filter(kind=ReportKind.USE)
    if uses.exclude(case__status=ReportStatus.SETTLED).exists():
        raise Refused(_("The report on use must be settled first."))


def _amount(report: Report) -> int:
    return due_of(report).total if report.kind == ReportKind.FINAL else 0


def _release(request: FundingRequest) -> None:
    """What was reserved and never claimed; what was paid and comes back stays used."""
    balance = balance_of(request)
    left = balance.reserved - balance.claimed
    if left > 0:
        ledger.release(request=request, amount=left, key=f"close:{request.pk}", actor=None)


def _checking(actor: User, report: Report, expect: int) -> Report:
    """Final accounts that the officer may check now, locked."""
    case = lock(report.case, expect=expect)
    answer = may_officiate(actor=actor, agency=case.agency, role=Role.FINANCE_OFFICER, case=case)
    if not answer:
        raise Refused(answer.reason)
    own = _load(report)
    if case.status != ReportStatus.SUBMITTED or own.kind != ReportKind.FINAL:
        raise Refused(NOT_NOW)
    return own


def _load(report: Report) -> Report:
    return Report.objects.select_related(*LOADED).get(pk=report.pk)
