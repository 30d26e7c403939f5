"""Rules a budget keeps: matching by size of the institution, cash in the own share, ceilings of categories.

Pure. Amounts are integer KRW. National R&D Innovation Act, Art. 13; its Decree, Art. 14(2) and 19(1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _

from funding.enums import Ceiling, FirmSize

TOTAL = "total"
OWN = "own"
"""Where a violation shows that belongs to no single category: beside the total, beside the own share."""
BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Item:
    """One category with its ceiling (won, or basis points of its base) and what is planned for it."""

    code: str
    name: str
    government: int
    own_cash: int = 0
    own_in_kind: int = 0
    direct: bool = True
    salary: bool = False
    ceiling_kind: str = Ceiling.NONE
    ceiling: int = 0

    @property
    def total(self) -> int:
        return self.government + self.own_cash + self.own_in_kind


@dataclass(frozen=True, slots=True)
class Matching:
    """The most the government bears and the least cash in the own share, percent, for a size."""

    firm_size: FirmSize
    government_percent: int
    cash_percent: int


@dataclass(frozen=True, slots=True)
class Totals:
    government: int
    own_cash: int
    own_in_kind: int

    @property
    def own(self) -> int:
        return self.own_cash + self.own_in_kind

    @property
    def total(self) -> int:
        return self.government + self.own


@dataclass(frozen=True, slots=True)
class Violation:
    """`where`: the code of a category, TOTAL or OWN; `words` in the active language, `beside` its own field
    without the name."""

    where: str
    words: str
    beside: str = ""


def totals(costs: Iterable[Item]) -> Totals:
    rows = list(costs)
    return Totals(
        sum(row.government for row in rows),
        sum(row.own_cash for row in rows),
        sum(row.own_in_kind for row in rows),
    )


def violations(costs: Sequence[Item], rule: Matching | None) -> list[Violation]:
    """Everything a budget breaks; `rule` None: the programme has none for this size of institution."""
    whole = totals(costs)
    if whole.government == 0:
        return [Violation(TOTAL, _("Enter what the government shall bear."))]
    found = list(over_ceilings(costs))
    if rule is None:
        return [*found, Violation(TOTAL, _("The programme does not fund institutions of this size."))]
    return [*found, *_matching(whole, rule)]


def over_ceilings(costs: Sequence[Item]) -> Iterator[Violation]:
    """Categories above their ceiling."""
    for row in costs:
        limit = limit_of(row, costs)
        if limit is not None and row.total > limit:
            rule = _rule(row, limit)
            yield Violation(row.code, _("%(name)s: %(rule)s.") % {"name": row.name, "rule": rule}, rule)


def limit_of(row: Item, costs: Iterable[Item]) -> int | None:
    """The most a category may hold beside these costs, in won; None without a ceiling."""
    if row.ceiling_kind == Ceiling.AMOUNT:
        return row.ceiling
    if row.ceiling_kind == Ceiling.SHARE_OF_SALARY:
        return sum(other.total for other in costs if other.salary) * row.ceiling // BASIS_POINTS
    if row.ceiling_kind == Ceiling.SHARE_OF_DIRECT:
        return sum(other.total for other in costs if other.direct) * row.ceiling // BASIS_POINTS
    return None


def rises_by_approval(row: Item) -> bool:
    """Whether more money for the category needs approval: indirect cost and the research allowance.

    Decree, Art. 14(2). The allowance is the category whose ceiling is a share of salary.
    """
    return not row.direct or row.ceiling_kind == Ceiling.SHARE_OF_SALARY


def _matching(whole: Totals, rule: Matching) -> Iterator[Violation]:
    size = str(rule.firm_size.label).lower()
    if whole.government * 100 > rule.government_percent * whole.total:
        yield Violation(
            TOTAL,
            _("Government share %(share)s%% of total; at most %(most)s%% for a %(size)s.")
            % {
                "share": _percent(whole.government, whole.total, ROUND_CEILING),
                "most": rule.government_percent,
                "size": size,
            },
        )
    if whole.own_cash * 100 < rule.cash_percent * whole.own:
        yield Violation(
            OWN,
            _("Cash %(share)s%% of the own share; at least %(least)s%% for a %(size)s.")
            % {
                "share": _percent(whole.own_cash, whole.own, ROUND_FLOOR),
                "least": rule.cash_percent,
                "size": size,
            },
        )


def _percent(part: int, whole: int, rounding: str) -> str:
    """To one decimal, away from the limit, so that what breaks a rule never reads as if it kept it."""
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), rounding=rounding)
    return f"{share:f}".removesuffix(".0")


def _rule(row: Item, limit: int) -> str:
    figures = {"limit": f"{limit:,}", "percent": f"{Decimal(row.ceiling) / 100:f}".removesuffix(".00")}
    if row.ceiling_kind == Ceiling.SHARE_OF_SALARY:
        return _("at most %(percent)s%% of salary, ₩%(limit)s") % figures
    if row.ceiling_kind == Ceiling.SHARE_OF_DIRECT:
        return _("at most %(percent)s%% of direct cost, ₩%(limit)s") % figures
    return _("at most ₩%(limit)s a year") % figures
