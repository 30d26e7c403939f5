"""The invented teams' way from costs to money, verb by verb: lines, receipts, checks, batches, the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from funding.enums import CutReason
from funding.imports.table import read_paste
from funding.models import Claim, FundingRequest, PaymentBatch
from funding.services import bank, checks, claims, evidence, payments, staging
from funding.services.bank import Answer
from funding.services.checks import Verdict
from talent_portal.demo.consortium import writer_of
from talent_portal.demo.purse import Purse
from talent_portal.demo.samples import receipt_pdf

HEADER = (
    "Date\tPayee\tBusiness number\tCategory\tSupply value\tVAT\tTotal\tPayment method\tParticipant\t"
    "Participation rate\tMonth\tNote"
)
ALL = Verdict()
Cuts = Mapping[int, tuple[int, CutReason, str]]
"""KRW, reason and words by the line's position."""
KEPT = "The original is with the auditors. 원본은 회계감사 중입니다."


def cost(
    spent_on: date,
    payee: str,
    category: str,
    supply: int,
    *,
    number: str = "",
    by: str = "card",
    note: str = "",
) -> str:
    """A row as a finance department writes it; VAT is a tenth."""
    cells = [spent_on.isoformat(), payee, number, category, f"{supply:,}", f"{supply // 10:,}", "", by]
    return "\t".join([*cells, "", "", "", note])


def salary(spent_on: date, payee: str, amount: int, percent: int, month: date) -> str:
    """A row for a month's salary, which bears no VAT."""
    cells = [spent_on.isoformat(), payee, "", "salary", f"{amount:,}", "0", f"{amount:,}", "transfer"]
    return "\t".join([*cells, payee, f"{percent}%", f"{month:%Y-%m}", ""])


def entered(
    request: FundingRequest, month: date, rows: Sequence[str], now: datetime, *, receipt: bool = True
) -> Claim:
    """A draft with these rows, all proved by one receipt, or with the reason why there is none."""
    actor = writer_of(request.team)
    claim = claims.start(actor=actor, request=request, month=month, now=now)
    if not rows:
        return claim
    table = read_paste("\n".join([HEADER, *rows]))
    staged = staging.stage(actor=actor, claim=claim, table=table, source="Paste", replaces=False, now=now)
    staging.enter(actor=actor, staged=staged, row_version=claim.row_version, now=now)
    lines = list(claim.lines.values_list("pk", flat=True))
    if receipt:
        name = f"{claim.case.reference}.pdf"
        upload = SimpleUploadedFile(name, receipt_pdf(claim.case.reference), "application/pdf")
        evidence.add(actor=actor, claim=claim, upload=upload, lines=lines, now=now)
    else:
        evidence.excuse(actor=actor, claim=claim, reasons=dict.fromkeys(lines, KEPT))
    return _again(claim)


def sent(
    request: FundingRequest, month: date, rows: Sequence[str], now: datetime, *, receipt: bool = True
) -> Claim:
    """Handed in."""
    claim = entered(request, month, rows, now, receipt=receipt)
    return claims.submit(
        actor=writer_of(request.team), claim=claim, token=uuid4(), row_version=claim.row_version, now=now
    )


def checked(purse: Purse, claim: Claim, now: datetime, cuts: Cuts) -> Claim:
    """Every line looked at and accepted but for the cuts."""
    lines = list(claim.lines.all())
    checks.check_lines(
        actor=purse.finance,
        claim=claim,
        verdicts={line.pk: Verdict(*cuts[line.position]) if line.position in cuts else ALL for line in lines},
        page=[line.pk for line in lines],
        seen=None,
        now=now,
        expect=claim.case.version,
    )
    return claim


def put_up(purse: Purse, claim: Claim, now: datetime, cuts: Cuts | None = None) -> Claim:
    """Checked and proposed by the finance officer."""
    checked(purse, claim, now, cuts or {})
    checks.propose(actor=purse.finance, claim=claim, note="", now=now, expect=claim.case.version)
    return _again(claim)


def signed(purse: Purse, claim: Claim, now: datetime, cuts: Cuts | None = None) -> Claim:
    """Checked, proposed, and signed by another person a day later: approved, or rejected."""
    up = put_up(purse, claim, now, cuts)
    ruling = up.case.rulings.latest("pk")
    day = now + timedelta(days=1)
    return checks.sign(actor=purse.payer, claim=up, ruling=ruling, now=day, expect=up.case.version)


def batched(purse: Purse, chosen: Sequence[Claim], now: datetime) -> PaymentBatch:
    """A batch prepared by the finance officer, not signed."""
    return payments.prepare(
        actor=purse.finance, programme=purse.programme, claims=[one.pk for one in chosen], now=now
    )


def paid(purse: Purse, chosen: Sequence[Claim], now: datetime, failed: Sequence[Claim] = ()) -> PaymentBatch:
    """Prepared, signed by another person, answered by the bank two days later."""
    batch = batched(purse, [*chosen, *failed], now)
    orders = list(batch.orders.all())
    total = sum(order.amount for order in orders)
    payments.sign(actor=purse.payer, batch=batch, total=total, now=now + timedelta(hours=3))
    lost = {one.pk for one in failed}
    answers = [
        Answer(order.pk, paid=False, reason="Account closed 해지된 계좌")
        if order.claim_id in lost
        else Answer(order.pk, paid=True, reference=f"DEMO-{order.pk:06d}")
        for order in orders
    ]
    bank.record(actor=purse.finance, batch=batch, answers=answers, now=now + timedelta(days=2))
    return batch


def _again(claim: Claim) -> Claim:
    return Claim.objects.select_related(*claims.LOADED).get(pk=claim.pk)
