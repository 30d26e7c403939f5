"""Each rule of an agreement, with the figure on either side of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from funding.claimable import problems
from funding.costs import Allotment, Cost, Terms, claimable, last_day
from visas.queries import Residence

TODAY = date(2026, 11, 23)
MARCH = date(2026, 3, 1)


def residence(*periods: tuple[date, date], citizen: bool = False) -> Residence:
    return Residence(citizen, periods, None, True)


TERMS = Terms(
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
    institution="Hanbit",
    member_from=date(2025, 8, 4),
    member_until=None,
    recovers_vat=True,
    employed_from=date(2026, 1, 1),
    employed_until=date(2026, 12, 31),
    researcher="Amara Diallo",
    names=frozenset(["amaradiallo", "dialloamara"]),
    consortium=frozenset(["1058647211"]),
    categories={
        "salary": Allotment("salary", "Salary", True, 100_000_000, 0),
        "research": Allotment("research", "Research activity", False, 10_000_000, 4_000_000),
        "school": Allotment("school", "School fees", False, 0, 0),
    },
    left=80_000_000,
    residence=residence((date(2026, 2, 1), date(2026, 12, 31))),
)
COST = Cost(
    row=4,
    spent_on=date(2026, 11, 20),
    payee="Invented Labs",
    business_number="",
    category="research",
    supply=1_000_000,
    total=1_100_000,
    claimed=1_000_000,
)
SALARY = replace(
    COST, category="salary", participant="Diallo, Amara", rate=5_000, month=MARCH, total=1_000_000
)


def said(*costs: Cost, terms: Terms = TERMS, today: date = TODAY) -> list[tuple[int, str, str]]:
    return [(found.row, found.column, str(found.text)) for found in problems(costs, terms, today)]


def test_costs_that_keep_to_the_terms_are_claimable() -> None:
    assert said(COST, SALARY) == []


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"spent_on": date(2026, 11, 24)}, "spent_on", "still to come"),
        ({"spent_on": date(2025, 12, 31)}, "spent_on", "covers costs from 1 Jan 2026 to 31 Dec 2026"),
        ({"category": "yachts"}, "category", "does not belong to the programme"),
        ({"category": "school"}, "category", "No money was agreed for “School fees”"),
        ({"claimed": 0}, "claimed", "at least 1 won"),
        (
            {"claimed": 1_000_001},
            "claimed",
            "At most ₩1,000,000 of this cost can be claimed: the institution",
        ),
        ({"supply": 0, "total": 100, "claimed": 100}, "supply", "Nothing is left to claim"),
        ({"business_number": "105-86-47211"}, "business_number", "member of the consortium"),
        ({"currency": "USD", "exchange": (None, Decimal(1400), TODAY)}, "foreign", "its amount, its rate"),
        ({"currency": "USD", "exchange": (Decimal(7), None, TODAY)}, "exchange_rate", "its rate"),
        ({"currency": "USD", "exchange": (Decimal(7), Decimal(1400), None)}, "rate_date", "day of the rate"),
    ],
)
def test_a_cost_against_each_rule(change: dict[str, Any], column: str, words: str) -> None:
    ((row, where, text),) = said(replace(COST, **change))
    assert (row, where) == (4, column)
    assert words in text


@pytest.mark.parametrize(
    "day", [date(2026, 1, 1), TODAY], ids=["first day of the agreement", "today, inclusive"]
)
def test_the_days_at_the_edges_count(day: date) -> None:
    assert said(replace(COST, spent_on=day)) == []


@pytest.mark.parametrize(
    ("member", "day", "fits"),
    [
        ((date(2026, 3, 2), None), date(2026, 3, 2), True),
        ((date(2026, 3, 2), None), date(2026, 3, 1), False),
        ((date(2026, 1, 1), date(2026, 6, 30)), date(2026, 6, 30), True),
        ((date(2026, 1, 1), date(2026, 6, 30)), date(2026, 7, 1), False),
    ],
)
def test_the_institution_is_a_member_on_the_day(
    member: tuple[date, date | None], day: date, fits: bool
) -> None:
    terms = replace(TERMS, member_from=member[0], member_until=member[1])
    found = said(replace(COST, spent_on=day), terms=terms)
    assert (not found) == fits
    assert fits or "Hanbit was not a member" in found[0][2]


@pytest.mark.parametrize(("recovers", "most"), [(True, 1_000_000), (False, 1_100_000)])
def test_vat_that_comes_back_is_not_claimable(recovers: bool, most: int) -> None:
    assert claimable(supply=1_000_000, total=1_100_000, recovers_vat=recovers) == most
    terms = replace(TERMS, recovers_vat=recovers)
    assert said(replace(COST, claimed=most), terms=terms) == []
    assert [found[1] for found in said(replace(COST, claimed=most + 1), terms=terms)] == ["claimed"]


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"rate": None}, "rate", "up to 100%"),
        ({"rate": 0}, "rate", "up to 100%"),
        ({"month": None}, "month", "needs the month"),
        ({"participant": "Somebody Else"}, "participant", "that of Amara Diallo"),
        ({"month": date(2026, 1, 1)}, "month", "No valid stay in January 2026"),
    ],
)
def test_a_salary_against_each_rule(change: dict[str, Any], column: str, words: str) -> None:
    ((_row, where, text),) = said(replace(SALARY, **change))
    assert where == column
    assert words in text


@pytest.mark.parametrize(
    ("stay", "words"),
    [
        (residence((MARCH, last_day(MARCH))), ""),
        (residence((date(2026, 3, 2), date(2026, 12, 31))), "No valid stay in March 2026"),
        (residence((MARCH, date(2026, 3, 30))), "No valid stay in March 2026"),
        (residence((MARCH, date(2026, 3, 15)), (date(2026, 3, 16), date(2026, 12, 31))), ""),
        (residence((MARCH, date(2026, 3, 15)), (date(2026, 3, 17), date(2026, 12, 31))), "No valid stay"),
        (residence(), "No valid stay in March 2026"),
        (residence(citizen=True), ""),
    ],
    ids=["the whole month", "a day late", "a day short", "two stays that join", "a gap", "none", "a citizen"],
)
def test_salary_is_for_months_inside_a_valid_stay(stay: Residence, words: str) -> None:
    found = said(SALARY, terms=replace(TERMS, residence=stay))
    assert [(column, text.startswith(words)) for _row, column, text in found] == [("month", True)] * bool(
        words
    )


@pytest.mark.parametrize(
    ("employed", "fits"),
    [
        ((MARCH, last_day(MARCH)), True),
        ((date(2026, 3, 2), None), False),
        ((MARCH, date(2026, 3, 30)), False),
        ((None, None), False),
        ((MARCH, None), True),
    ],
)
def test_salary_is_for_months_wholly_inside_employment(
    employed: tuple[date | None, date | None], fits: bool
) -> None:
    found = said(SALARY, terms=replace(TERMS, employed_from=employed[0], employed_until=employed[1]))
    assert [text for _row, _column, text in found] == (
        [] if fits else ["Not employed for all of March 2026."]
    )


def test_a_month_s_participation_counts_other_lines_and_claims() -> None:
    half = replace(SALARY, row=1)
    assert said(half, replace(half, row=2)) == []
    over = said(half, replace(half, row=2), replace(half, row=3, rate=50))
    assert over == [
        (3, "rate", "With other lines and claims, participation in March 2026 adds up to 100.5%.")
    ]
    elsewhere = replace(TERMS, rates={MARCH: 7_000})
    assert "adds up to 120%" in said(half, terms=elsewhere)[0][2]
    assert said(replace(half, month=date(2026, 4, 1)), terms=elsewhere) == []


def test_a_category_is_used_up_to_the_last_won() -> None:
    first, second = replace(COST, row=1), replace(COST, row=2, supply=5_000_000, total=5_000_000)
    assert said(first, replace(second, claimed=5_000_000)) == []
    over = said(first, replace(second, supply=5_000_001, total=5_000_001, claimed=5_000_001))
    assert over == [(2, "total", "Only ₩5,000,000 agreed for “Research activity” remains for this line.")]


def test_the_whole_agreement_is_a_ceiling_too() -> None:
    little = replace(TERMS, left=1_500_000)
    over = said(replace(COST, row=1), replace(SALARY, row=2), terms=little)
    assert over == [(2, "total", "Only ₩500,000 of the agreement remains for this line.")]


def test_the_words_are_korean_for_korean_readers() -> None:
    with override("ko"):
        text = said(replace(SALARY, month=date(2026, 1, 1)))[0][2]
    assert "2026년 1월" in text
