"""Tables of figures: by programme, team, category, month, size of the institution, and reason of a cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, F, QuerySet, Sum, Value
from django.db.models.functions import TruncMonth
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.clock import KST
from funding.costs import month_words
from funding.enums import CutReason, FirmSize
from funding.models import CostCategory, FundingRequest, Programme, Team
from funding.statistics import figures as read
from funding.statistics.figures import Figures

MONTHS = 24
"""The most months a table goes back from its last."""
WHOLE = (
    "reserved", "agreed", "claimed", "cut", "cut_rate", "paid", "payments", "median_days", "p90_days"
)  # fmt: skip
LINES = ("reserved", "agreed", "claimed", "cut", "cut_rate", "paid")
MONTHLY = ("agreed", "claimed", "cut", "cut_rate", "paid", "payments", "median_days", "p90_days")
REASONS = ("cut", "lines")
COLUMNS: dict[str, str | Promise] = {
    "reserved": _("Reserved"),
    "agreed": _("Agreed"),
    "claimed": _("Claimed"),
    "cut": _("Cut"),
    "cut_rate": _("Cut, of what was decided"),
    "paid": _("Paid"),
    "payments": _("Payments"),
    "lines": pgettext_lazy("count", "Lines"),
    "median_days": _("Days to payment, median"),
    "p90_days": _("Days to payment, nine of ten"),
}
LISTED = ("reserved", "agreed", "claimed", "cut", "paid")
"""Figures that are sums of papers, which can be shown one by one."""


@dataclass(frozen=True)
class Row:
    """One group; `key` names it in addresses."""

    key: str
    label: str
    figures: Figures


@dataclass(frozen=True)
class Dimension:
    """A way to group: its words, what its rows are called, and which columns it has."""

    code: str
    title: str | Promise
    heading: str | Promise
    columns: Sequence[str]
    rows: Callable[[QuerySet[FundingRequest]], list[Row]]


def total(requests: QuerySet[FundingRequest]) -> Figures:
    """Everything together; 3 queries."""
    return next(iter(_grouped(requests, "").values()), Figures())


def by_programme(requests: QuerySet[FundingRequest]) -> list[Row]:
    found = _grouped(requests, "team__programme")
    names = Programme.objects.in_bulk(list(found))
    return [Row(names[key].code, names[key].name, one) for key, one in _largest(found)]


def by_team(requests: QuerySet[FundingRequest]) -> list[Row]:
    found = _grouped(requests, "team")
    names = Team.objects.in_bulk(list(found))
    return [Row(names[key].code, names[key].label, one) for key, one in _largest(found)]


def by_size(requests: QuerySet[FundingRequest]) -> list[Row]:
    found = _grouped(requests, "institution__firm_size")
    return [Row(size.value, str(size.label), found[size]) for size in FirmSize if size in found]


def by_category(requests: QuerySet[FundingRequest]) -> list[Row]:
    """In the order of the programme's table; 3 queries."""
    found: dict[Any, Figures] = {}
    _gather(found, read.budgeted(requests))
    _gather(found, map(_line_sums, read.spent(read.costs_of(requests), "category")))
    rows = []
    for category in CostCategory.objects.filter(pk__in=list(found)).order_by("programme", "position"):
        one = found[category.pk]
        one.reserved = one.agreed + one.asked
        one.checking = one.claimed - one.cut - one.paid
        one.unclaimed = max(one.agreed - one.claimed + one.cut, 0)
        rows.append(Row(str(category.pk), category.name, one))
    return rows


def by_month(requests: QuerySet[FundingRequest]) -> list[Row]:
    """Months in order, those without papers included; agreed by the day of the agreement, claimed by the day
    of the last submission, paid by the day it was sent to the bank. 3 queries."""
    found: dict[Any, Figures] = {}
    agreed = requests.filter(case__status__in=read.AGREED, agreed_on__isnull=False)
    _gather(
        found, agreed.order_by().values(key=TruncMonth("agreed_on")).annotate(agreed=Sum("agreed_amount"))
    )
    _gather(found, read.claimed(read.claims_of(requests), _month("case__submitted_at")))
    _gather(found, read.paid(read.orders_of(requests), _month("batch__signed_at")))
    return [Row(f"{day:%Y-%m}", month_words(day), found.get(day, Figures())) for day in _months(found)]


def by_reason(requests: QuerySet[FundingRequest]) -> list[Row]:
    """What was cut from lines two persons decided on, the most first."""
    found: dict[Any, Figures] = {}
    _gather(found, map(_line_sums, read.spent(read.costs_of(requests).filter(cut__gt=0), "cut_reason")))
    cut = [(CutReason(key), one) for key, one in found.items() if key and one.cut]
    return [Row(key.value, str(key.label), one) for key, one in sorted(cut, key=lambda item: -item[1].cut)]


DIMENSIONS = {
    one.code: one
    for one in (
        Dimension("programme", _("Programme"), _("Programme"), WHOLE, by_programme),
        Dimension("team", _("Team"), _("Team"), WHOLE, by_team),
        Dimension("category", _("Category"), _("Category"), LINES, by_category),
        Dimension("month", _("Month"), _("Month"), MONTHLY, by_month),
        Dimension("size", _("Size of the institution"), _("Size"), WHOLE, by_size),
        Dimension("reason", _("Cuts by reason"), _("Reason"), REASONS, by_reason),
    )
}
OF_A_TEAM = ("category", "month", "reason")
"""What a team reads of itself."""


def _grouped(requests: QuerySet[FundingRequest], path: str) -> dict[Any, Figures]:
    """Figures by a path from the request, or everything in one for an empty path; 3 queries."""
    found: dict[Any, Figures] = {}
    _gather(found, read.requested(requests, _by(path)))
    _gather(found, read.claimed(read.claims_of(requests), _by(path, "request__")))
    _gather(found, read.paid(read.orders_of(requests), _by(path, "claim__request__")))
    return found


def _by(path: str, prefix: str = "") -> Any:
    return F(prefix + path) if path else Value("")


def _month(path: str) -> TruncMonth:
    return TruncMonth(path, tzinfo=KST, output_field=DateField())


def _gather(found: dict[Any, Figures], rows: read.Sums) -> None:
    for row in rows:
        found.setdefault(row["key"], Figures()).add(row)


def _line_sums(row: Mapping[str, object]) -> Mapping[str, object]:
    """The sums of lines under the names of the figures."""
    sums = {name: row[f"sum_{name}"] for name in ("claimed", "decided", "cut", "paid")}
    return sums | {"key": row["key"], "lines": row["number"]}


def _largest(found: dict[Any, Figures]) -> list[tuple[Any, Figures]]:
    return sorted(found.items(), key=lambda item: -item[1].reserved)


def _months(found: Iterable[date]) -> list[date]:
    """Every month from the first to the last found, at most MONTHS."""
    known = sorted(found)
    if not known:
        return []
    last = known[-1].year * 12 + known[-1].month - 1
    first = max(known[0].year * 12 + known[0].month - 1, last - MONTHS + 1)
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]
