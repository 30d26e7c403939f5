"""Last month's lines for this month: the same costs with their days moved and no invoice numbers."""

from __future__ import annotations

from datetime import date

from casework.exports import Cell
from funding.costs import last_day
from funding.enums import ClaimStatus
from funding.imports.columns import KEYS
from funding.imports.drafts import LineDraft
from funding.imports.table import Table
from funding.imports.written import cells
from funding.models import Claim, ClaimLine

NEW_EACH_MONTH = {"invoice", "exchange_rate", "rate_date"}
FOREIGN = {"supply", "vat", "total"}
"""Won amounts that follow from the exchange rate."""


def earlier_claim(claim: Claim) -> Claim | None:
    """The claim of the agreement's latest month before this one that has lines; 1 query."""
    others = Claim.objects.filter(request=claim.request_id, month__lt=claim.month, lines__isnull=False)
    others = others.exclude(case__status__in=(ClaimStatus.WITHDRAWN, ClaimStatus.REJECTED))
    return others.select_related("case").order_by("-month", "-pk").first()


def copied(source: Claim, month: date) -> Table:
    """The lines of an earlier claim as a table to be previewed, moved to `month` (its first day)."""
    months = (month.year - source.month.year) * 12 + month.month - source.month.month
    lines = source.lines.select_related("category")
    return Table(list(KEYS), [(line.position, _row(line, months)) for line in lines])


def draft_of(line: ClaimLine) -> LineDraft:
    """A stored line, with its category, as the draft it was entered from."""
    return LineDraft(
        row=line.position, raw={}, spent_on=line.spent_on, payee=line.payee,
        business_number=line.business_number, category=line.category.code, supply=line.supply, vat=line.vat,
        total=line.total, method=line.method, invoice=line.invoice, participant=line.participant,
        rate=line.rate, month=line.month, currency=line.currency, foreign=line.foreign_amount,
        exchange_rate=line.exchange_rate, rate_date=line.rate_on, note=line.note,
    )  # fmt: skip


def _row(line: ClaimLine, months: int) -> list[str]:
    written = dict(zip(KEYS, cells(draft_of(line), "en"), strict=True))
    written["spent_on"] = moved(line.spent_on, months)
    written["month"] = moved(line.month, months).strftime("%Y-%m") if line.month else None
    left_out = NEW_EACH_MONTH | (FOREIGN if line.currency != "KRW" else set())
    return ["" if key in left_out else _text(written[key]) for key in KEYS]


def moved(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    place = day.year * 12 + day.month - 1 + months
    first = date(place // 12, place % 12 + 1, 1)
    return first.replace(day=min(day.day, last_day(first).day))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)
