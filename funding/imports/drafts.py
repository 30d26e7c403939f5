"""What reading claim lines yields: drafts, and what is wrong beside which cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise, lazy


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: the number of its row (0: the table), the key of its column ("": the row).

    `text` is translated when it is shown.
    """

    row: int
    column: str
    text: Promise | str


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line without a problem in itself. Amounts are whole KRW, `rate` basis points, `month` a first day.

    `raw` holds what stood in the cells that were not blank, by column. `category` is a code of the programme,
    `exchange_rate` KRW for one unit of `currency`.
    """

    row: int
    raw: Mapping[str, str]
    spent_on: date
    payee: str
    business_number: str
    category: str
    supply: int
    vat: int
    total: int
    method: str
    invoice: str
    participant: str
    rate: int | None
    month: date | None
    currency: str
    foreign: Decimal | None
    exchange_rate: Decimal | None
    rate_date: date | None
    note: str


@dataclass
class Parsed:
    """What a table says. `lines` are those without problems; `typed` has the cells of every row, for showing
    them again. `ignored` names columns nobody reads, `sums` the rows that only add up others."""

    lines: list[LineDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)
    typed: dict[int, Mapping[str, str]] = field(default_factory=dict)


def _fill(message: Promise | str, params: Mapping[str, object]) -> str:
    return str(message) % params


_filled = lazy(_fill, str)


def worded(message: Promise | str, params: Mapping[str, object]) -> Promise | str:
    """The message with its figures, translated when it is shown."""
    return _filled(message, params) if params else message
