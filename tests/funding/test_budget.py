"""Rules of a budget: matching, cash in the own share, ceilings; and the years a cap counts for."""

from __future__ import annotations

from datetime import date

import pytest

from funding.budget import OWN, TOTAL, Item, Matching, limit_of, rises_by_approval, totals, violations
from funding.enums import Ceiling, FirmSize, YearBasis
from funding.years import period_of, year_name, years_offered

SMALL = Matching(FirmSize.SMALL, 75, 10)
MIDSIZE = Matching(FirmSize.MIDSIZE, 70, 13)
LARGE = Matching(FirmSize.LARGE, 50, 15)
NONPROFIT = Matching(FirmSize.NONPROFIT, 100, 0)


def salary(government: int, own_cash: int = 0, own_in_kind: int = 0) -> Item:
    return Item("salary", "Salary", government, own_cash, own_in_kind, salary=True)


@pytest.mark.parametrize(
    ("rule", "government", "cash", "kind", "broken"),
    [
        (SMALL, 75, 25, 0, []),
        (SMALL, 78, 22, 0, [TOTAL]),
        (SMALL, 75, 2, 23, [OWN]),
        (SMALL, 7_500, 250, 2_250, []),
        (SMALL, 7_500, 249, 2_251, [OWN]),
        (SMALL, 100, 0, 0, [TOTAL]),
        (MIDSIZE, 70, 30, 0, []),
        (MIDSIZE, 71, 29, 0, [TOTAL]),
        (MIDSIZE, 7_000, 389, 2_611, [OWN]),
        (MIDSIZE, 7_000, 390, 2_610, []),
        (LARGE, 50, 50, 0, []),
        (LARGE, 51, 49, 0, [TOTAL]),
        (LARGE, 50, 7, 43, [OWN]),
        (LARGE, 60, 1, 39, [TOTAL, OWN]),
        (NONPROFIT, 100, 0, 0, []),
        (None, 50, 50, 0, [TOTAL]),
    ],
)
def test_matching_by_size(
    rule: Matching | None, government: int, cash: int, kind: int, broken: list[str]
) -> None:
    million = 1_000_000
    budget = [salary(government * million, cash * million, kind * million)]
    assert [one.where for one in violations(budget, rule)] == broken


def test_a_share_is_said_in_words_and_never_rounded_into_the_rule() -> None:
    (much,) = violations([salary(78, 22)], SMALL)
    assert much.words == "Government share 78% of total; at most 75% for a small or medium-sized firm."
    (hair,) = violations([salary(75_000_001, 25_000_000)], SMALL)
    assert "75.1%" in hair.words
    (cash,) = violations([salary(7_000, 389, 2_611)], MIDSIZE)
    assert cash.words == "Cash 12.9% of the own share; at least 13% for a mid-sized firm."


def test_nothing_asked_for_is_the_only_thing_said() -> None:
    assert [one.words for one in violations([salary(0, 5)], SMALL)] == [
        "Enter what the government shall bear."
    ]


ALLOWANCE = {"ceiling_kind": Ceiling.SHARE_OF_SALARY, "ceiling": 2_000}
INDIRECT = {"ceiling_kind": Ceiling.SHARE_OF_DIRECT, "ceiling": 1_700, "direct": False}


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (Item("a", "Allowance", 20, **ALLOWANCE), ""),  # type: ignore[arg-type]
        (Item("a", "Allowance", 21, **ALLOWANCE), "Allowance: at most 20% of salary, ₩20."),  # type: ignore[arg-type]
        (Item("i", "Indirect", 17, **INDIRECT), ""),  # type: ignore[arg-type]
        (Item("i", "Indirect", 15, 2, 1, **INDIRECT), "Indirect: at most 17% of direct cost, ₩17."),  # type: ignore[arg-type]
        (Item("h", "Housing", 60, ceiling_kind=Ceiling.AMOUNT, ceiling=60), ""),
        (
            Item("h", "Housing", 60, 1, ceiling_kind=Ceiling.AMOUNT, ceiling=60),
            "Housing: at most ₩60 a year.",
        ),
    ],
)
def test_ceilings_of_categories(cost: Item, words: str) -> None:
    found = violations([salary(100), cost], NONPROFIT)
    assert [one.words for one in found] == ([words] if words else [])
    assert all(one.where == cost.code for one in found)


def test_the_base_of_indirect_cost_is_direct_cost_alone() -> None:
    indirect = Item("i", "Indirect", 10, direct=False, ceiling_kind=Ceiling.SHARE_OF_DIRECT, ceiling=1_700)
    rows = [salary(100), Item("r", "Research", 100), indirect]
    assert limit_of(indirect, rows) == 34
    assert limit_of(rows[1], rows) is None


def test_totals_add_up() -> None:
    whole = totals([salary(70, 20, 10), Item("r", "Research", 5, 1)])
    assert (whole.government, whole.own_cash, whole.own_in_kind, whole.own, whole.total) == (
        75,
        21,
        10,
        31,
        106,
    )


def test_indirect_cost_and_the_allowance_rise_by_approval_only() -> None:
    assert rises_by_approval(Item("i", "Indirect", 1, direct=False))
    assert rises_by_approval(Item("a", "Allowance", 1, ceiling_kind=Ceiling.SHARE_OF_SALARY))
    assert not rises_by_approval(salary(1))
    assert not rises_by_approval(Item("h", "Housing", 1, ceiling_kind=Ceiling.AMOUNT, ceiling=5))


@pytest.mark.parametrize(
    ("basis", "today", "offered"),
    [
        (YearBasis.CALENDAR, date(2026, 11, 23), (2026, 2027)),
        (YearBasis.AGREEMENT, date(2025, 8, 4), (2025, 2026)),
        (YearBasis.AGREEMENT, date(2026, 8, 3), (2025, 2026)),
        (YearBasis.AGREEMENT, date(2026, 8, 4), (2026, 2027)),
        (YearBasis.AGREEMENT, date(2025, 1, 1), (2025, 2026)),
    ],
)
def test_years_offered(basis: YearBasis, today: date, offered: tuple[int, int]) -> None:
    assert years_offered(basis, date(2025, 8, 4), today) == offered


def test_periods_of_years() -> None:
    begun = date(2025, 8, 4)
    assert period_of(YearBasis.CALENDAR, begun, 2026) == (date(2026, 1, 1), date(2026, 12, 31))
    assert period_of(YearBasis.AGREEMENT, begun, 2026) == (date(2026, 8, 4), date(2027, 8, 3))
    leap = date(2024, 2, 29)
    assert period_of(YearBasis.AGREEMENT, leap, 2025) == (date(2025, 3, 1), date(2026, 2, 28))
    assert year_name(YearBasis.AGREEMENT, begun, 2026) == "Year 2 of the agreement"
    assert year_name(YearBasis.CALENDAR, begun, 2026) == "2026"
