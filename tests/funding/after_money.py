"""Agreements whose time is over, with paid claims and reports, for tests of what comes after the money."""

from __future__ import annotations

import uuid
from datetime import timedelta

from casework.enums import VaultKind
from casework.models import VaultItem
from casework.transitions import move
from funding import ledger
from funding.enums import ReportKind, RulingOutcome
from funding.models import FundingRequest, PaymentBatch, PaymentOrder, Report, Team
from funding.services import report_opening, reports
from funding.services.reports import Figures
from tests.funding.build import Funds


def paid(funds: Funds, request: FundingRequest, *amounts: int) -> FundingRequest:
    """The agreement with a claim of these lines, approved by two persons and paid."""
    claim = funds.claimed(request, amounts=amounts)
    claim.case = funds.rule(claim.case, RulingOutcome.APPROVE, "approve", amount=claim.amount)
    batch = PaymentBatch.objects.create(
        programme=funds.programme, reference=f"B{claim.pk}", prepared_by=funds.finance,
        prepared_at=funds.now,
    )  # fmt: skip
    account, _made = VaultItem.objects.get_or_create(
        holder=request.institution.key,
        kind=VaultKind.BANK_ACCOUNT,
        defaults={"sealed": b"sealed", "blind_index": bytes(32)},
    )
    order = PaymentOrder.objects.create(
        batch=batch, claim=claim, account=account, amount=claim.amount,
        institution=request.institution,
    )  # fmt: skip
    batch.signed_by, batch.signed_at = funds.payer, funds.now
    batch.save(update_fields=["signed_by", "signed_at"])
    ledger.pay(order=order, actor=funds.payer)
    claim.case = move(case=claim.case, action="pay", actor=funds.finance, now=funds.now)
    return request


def over(funds: Funds, team: Team, *amounts: int, agreed: int = 100_000_000) -> FundingRequest:
    """An agreement of which these amounts were paid and whose costs ended yesterday."""
    request = funds.agreed(team, funds.researcher(), amount=agreed)
    if amounts:
        paid(funds, request, *amounts)
    request.ends_on = funds.today - timedelta(days=1)
    request.save(update_fields=["ends_on"])
    return request


def opened(funds: Funds, request: FundingRequest, kind: ReportKind) -> Report:
    report_opening.open_due(funds.now)
    return Report.objects.select_related("case", "request__case", "request__team").get(
        request=request, kind=kind
    )


def submitted(funds: Funds, report: Report, **figures: int) -> Report:
    """Handed in by a clerk; what is not given is 0."""
    own_cash, own_in_kind = figures.get("own_cash", 0), figures.get("own_in_kind", 0)
    stated = Figures(figures.get("spent", 0), own_cash, own_in_kind, figures.get("interest", 0))
    clerk = funds.clerk_of(report.request.team)
    return reports.submit(actor=clerk, report=report, figures=stated, token=uuid.uuid4(), now=funds.now)


def settled(funds: Funds, report: Report) -> Report:
    """Proposed by the finance officer, settled by the payment approver."""
    report.case.refresh_from_db()
    ruling = reports.propose(
        actor=funds.finance, report=report, note="", now=funds.now, expect=report.case.version
    )
    return reports.settle(
        actor=funds.payer, report=report, ruling=ruling, now=funds.now, expect=ruling.case_version
    )


def ready(funds: Funds, *amounts: int, **figures: int) -> Report:
    """Final accounts handed in, with these figures; the report on use is settled."""
    request = over(funds, funds.team(), *amounts)
    settled(funds, submitted(funds, opened(funds, request, ReportKind.USE), spent=sum(amounts)))
    return submitted(funds, opened(funds, request, ReportKind.FINAL), **figures)
