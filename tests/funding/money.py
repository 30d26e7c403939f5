"""Claims approved by two persons and paid by the bank, for tests that look at money afterwards."""

from __future__ import annotations

from datetime import timedelta

from casework.enums import VaultKind
from casework.vault import put_for
from funding import ledger
from funding.enums import CutReason, RulingOutcome
from funding.models import Claim, FundingRequest, PaymentBatch, PaymentOrder
from tests.funding.build import Funds


def approve(funds: Funds, claim: Claim, *, cut: int = 0) -> Claim:
    """Two persons approve the submitted claim, all but `cut` KRW of its first line."""
    if cut:
        line = claim.lines.order_by("position")[0]
        line.cut, line.cut_reason = cut, CutReason.VAT
        line.save(update_fields=["cut", "cut_reason"])
    claim.case = funds.rule(claim.case, RulingOutcome.APPROVE, "approve", amount=claim.amount - cut)
    claim.approved_amount = claim.amount - cut
    claim.save(update_fields=["approved_amount"])
    if cut:
        ledger.cut(claim=claim, amount=cut, key=f"test:cut:{claim.pk}", actor=funds.payer)
    return claim


def pay(funds: Funds, request: FundingRequest, *, amount: int = 9_000_000, after: int = 3) -> PaymentOrder:
    """A claim of the request, approved, sent to the bank, and confirmed so many days later."""
    claim = approve(funds, funds.claimed(request, amounts=(amount,)))
    host, clerk = request.institution, funds.clerk_of(request.team)
    account = put_for(actor=clerk, holder=host.key, kind=VaultKind.BANK_ACCOUNT, value="004-123456")
    batch = PaymentBatch.objects.create(
        programme=funds.programme, reference=f"B-{claim.pk}", prepared_by=funds.finance, prepared_at=funds.now
    )
    order = PaymentOrder.objects.create(
        batch=batch, claim=claim, institution=host, account=account, amount=amount
    )
    batch.signed_by, batch.signed_at = funds.payer, funds.now
    batch.save(update_fields=["signed_by", "signed_at"])
    ledger.pay(order=order, actor=funds.payer)
    order.confirmed_at = funds.now + timedelta(days=after)
    order.save(update_fields=["confirmed_at"])
    return order
