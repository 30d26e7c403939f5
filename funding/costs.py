"""A cost as the rules see it, and the terms of the agreement it is measured against. Pure values."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language

from funding.imports.drafts import LineDraft
from visas.queries import Residence


@dataclass(frozen=True, slots=True)
class Allotment:
    """A category of the programme in one agreement, in KRW: the share agreed, and what other claims took."""

    code: str
    name: str
    salary: bool
    agreed: int
    taken: int

    @property
    def left(self) -> int:
        return max(self.agreed - self.taken, 0)


@dataclass(frozen=True)
class Terms:
    """What the lines of one claim are measured against; days are inclusive, `None` is open.

    `left`: KRW of the whole agreement that other claims leave; `rates`: basis points of the researcher's
    salary by month in other claims, of whichever team; `frozen`: why no claim may be sent now, or "".
    """

    starts_on: date
    ends_on: date
    institution: str
    member_from: date
    member_until: date | None
    recovers_vat: bool
    employed_from: date | None
    employed_until: date | None
    researcher: str
    names: frozenset[str]
    consortium: frozenset[str]
    categories: Mapping[str, Allotment]
    left: int
    residence: Residence
    rates: Mapping[date, int] = field(default_factory=dict)
    frozen: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """A line as the rules see it: KRW, basis points, first day of the salary's month."""

    row: int
    spent_on: date
    payee: str
    business_number: str
    category: str
    supply: int
    total: int
    claimed: int
    participant: str = ""
    rate: int | None = None
    month: date | None = None
    currency: str = "KRW"
    exchange: tuple[Decimal | None, Decimal | None, date | None] = (None, None, None)
    """Foreign amount, KRW for one unit, day of that rate."""


def claimable(*, supply: int, total: int, recovers_vat: bool) -> int:
    """The most of a cost, in KRW, that may be claimed: without the VAT where the institution gets it back."""
    return supply if recovers_vat else total


def cost_of(draft: LineDraft, terms: Terms, claimed: int | None = None) -> Cost:
    """A draft as a cost; what is claimable where no amount is given."""
    most = claimable(supply=draft.supply, total=draft.total, recovers_vat=terms.recovers_vat)
    return Cost(
        row=draft.row, spent_on=draft.spent_on, payee=draft.payee, business_number=draft.business_number,
        category=draft.category, supply=draft.supply, total=draft.total,
        claimed=most if claimed is None else claimed, participant=draft.participant, rate=draft.rate,
        month=draft.month, currency=draft.currency,
        exchange=(draft.foreign, draft.exchange_rate, draft.rate_date),
    )  # fmt: skip


def month_words(month: date) -> str:
    """The month in the page's language: "March 2026"."""
    korean = (get_language() or "").startswith("ko")
    return date_format(month, "Y년 n월" if korean else "F Y")


def last_day(month: date) -> date:
    """The last day of the month that begins on `month`."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def digits(number: str) -> str:
    """A business registration number without its hyphens."""
    return "".join(sign for sign in number if sign.isdigit())
