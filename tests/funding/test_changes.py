"""Changes of an agreement: by notice or by two persons, never below what is claimed, never above the cap."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from casework.transitions import Refused, Stale
from funding import ledger
from funding.budget import Item
from funding.change_rules import Standing, against_carry_over, against_transfer, needs_approval
from funding.enums import Ceiling
from funding.models import Change, FundingRequest, LedgerEntry
from funding.request_reads import carried_into, reserved_of
from funding.services import changes, requests
from funding.services.requests import Amounts
from tests.funding.requesting import Asking, asking

__all__ = ["asking"]
MILLION = 1_000_000
RESEARCH: dict[str, Any] = {"research": Amounts(40 * MILLION, 20 * MILLION)}
ALLOWED: dict[str, Any] = {**RESEARCH, "indirect": Amounts(5 * MILLION, 2 * MILLION)}
STANDING = [
    Standing(Item("salary", "Salary", 100, salary=True), 30),
    Standing(Item("research", "Research", 50), 50),
    Standing(Item("indirect", "Indirect", 10, direct=False), 0),
    Standing(Item("allowance", "Allowance", 10, ceiling_kind=Ceiling.SHARE_OF_SALARY, ceiling=2_000), 0),
    Standing(Item("housing", "Housing", 10, ceiling_kind=Ceiling.AMOUNT, ceiling=15), 0),
]


@pytest.mark.parametrize(
    ("deltas", "words"),
    [
        ({"salary": -70, "research": 70}, ""),
        ({"salary": -71, "research": 71}, "Salary: only ₩70 is agreed and not yet claimed."),
        ({"research": -1, "salary": 1}, "Research: only ₩0 is agreed and not yet claimed."),
        ({"salary": -5, "housing": 5}, ""),
        ({"salary": -6, "housing": 6}, "Housing: at most ₩15 a year."),
        ({"salary": -5, "allowance": 10}, "What one category loses another gains: +₩5 is left over."),
        ({"salary": -50, "research": 50}, ""),
        ({}, "Enter how much moves from one category to another."),
    ],
)
def test_what_may_move(deltas: dict[str, int], words: str) -> None:
    assert against_transfer(STANDING, deltas) == words


@pytest.mark.parametrize(
    ("deltas", "words"),
    [
        ({"salary": -70}, ""),
        ({"salary": -71}, "Salary: only ₩70 is agreed and not yet claimed."),
        ({"salary": 1}, "Enter how much is carried over from a category."),
        ({}, "Enter how much is carried over from a category."),
    ],
)
def test_what_may_be_carried_over(deltas: dict[str, int], words: str) -> None:
    assert against_carry_over(STANDING, deltas) == words


def test_indirect_cost_and_the_allowance_rise_by_approval() -> None:
    assert not needs_approval(STANDING, {"salary": -5, "housing": 5})
    assert not needs_approval(STANDING, {"indirect": -5, "salary": 5})
    assert needs_approval(STANDING, {"salary": -5, "indirect": 5})
    assert needs_approval(STANDING, {"salary": -5, "allowance": 5})


def move(asking: Asking, request: FundingRequest, **deltas: int) -> Change:
    return changes.transfer(
        actor=asking.clerk, request=request, deltas=deltas, reason="Prices rose.", token=uuid.uuid4(),
        now=asking.funds.now,
    )  # fmt: skip


def agreed(request: FundingRequest, code: str) -> int:
    line = request.lines.get(category__code=code)
    return line.agreed or 0


def test_a_notice_is_in_force_at_once(asking: Asking) -> None:
    request = asking.agreed(**RESEARCH)
    change = move(asking, request, salary=-10 * MILLION, research=10 * MILLION)
    assert change.in_force_at is not None
    assert not change.needs_approval
    assert agreed(request, "salary") == 90 * MILLION
    assert agreed(request, "research") == 50 * MILLION
    assert reserved_of(request) == 140 * MILLION


def test_the_same_notice_sent_twice_moves_money_once(asking: Asking) -> None:
    request, token = asking.agreed(**RESEARCH), uuid.uuid4()
    for _again in range(2):
        changes.transfer(
            actor=asking.clerk, request=request, deltas={"salary": -1, "research": 1}, reason="x",
            token=token, now=asking.funds.now,
        )  # fmt: skip
    assert request.changes.count() == 1
    assert agreed(request, "research") == 40 * MILLION + 1


def test_more_indirect_cost_waits_for_two_persons(asking: Asking) -> None:
    request = asking.agreed(**ALLOWED)
    change = move(asking, request, salary=-MILLION, indirect=MILLION)
    assert change.in_force_at is None
    assert agreed(request, "indirect") == 5 * MILLION
    with pytest.raises(Refused, match="first"):
        changes.approve(actor=asking.funds.payer, change=change, now=asking.funds.now)
    changes.propose(actor=asking.funds.finance, change=change, answer="", now=asking.funds.now)
    with pytest.raises(Refused):
        changes.approve(actor=asking.funds.finance, change=change, now=asking.funds.now)
    changes.approve(actor=asking.funds.payer, change=change, now=asking.funds.now)
    assert agreed(request, "indirect") == 6 * MILLION
    with pytest.raises(Stale):
        changes.approve(actor=asking.funds.payer, change=change, now=asking.funds.now)


def test_a_refused_change_moves_nothing(asking: Asking) -> None:
    request = asking.agreed(**ALLOWED)
    change = move(asking, request, salary=-MILLION, indirect=MILLION)
    with pytest.raises(Refused, match="still waits"):
        move(asking, request, salary=-1, research=1)
    changes.refuse(actor=asking.funds.finance, change=change, answer="No.", now=asking.funds.now)
    assert agreed(request, "indirect") == 5 * MILLION
    move(asking, request, salary=-1, research=1)


def test_nothing_moves_below_what_is_claimed(asking: Asking) -> None:
    request = asking.agreed(**RESEARCH)
    asking.funds.claimed(request, amounts=(95 * MILLION,))
    with pytest.raises(Refused, match=r"only ₩5,000,000"):
        move(asking, request, salary=-6 * MILLION, research=6 * MILLION)
    move(asking, request, salary=-5 * MILLION, research=5 * MILLION)


def test_strangers_change_nothing(asking: Asking) -> None:
    request = asking.agreed(**RESEARCH)
    for stranger in (asking.viewer, asking.person, asking.funds.finance):
        with pytest.raises(Refused):
            changes.transfer(
                actor=stranger, request=request, deltas={"salary": -1, "research": 1}, reason="x",
                token=uuid.uuid4(), now=asking.funds.now,
            )  # fmt: skip


def carry(asking: Asking, request: FundingRequest, target: FundingRequest, amount: int) -> Change:
    change = changes.carry_over(
        actor=asking.clerk, request=request, to_request=target, amounts={"salary": amount},
        reason="The arrival was late.", token=uuid.uuid4(), now=asking.funds.now,
    )  # fmt: skip
    return changes.propose(actor=asking.funds.finance, change=change, answer="", now=asking.funds.now)


def test_unclaimed_money_is_carried_over_in_one_transaction(asking: Asking) -> None:
    year = asking.funds.today.year
    request, target = asking.agreed(), asking.agreed(50 * MILLION, year=year + 1)
    change = carry(asking, request, target, 30 * MILLION)
    assert (reserved_of(request), reserved_of(target)) == (100 * MILLION, 50 * MILLION)
    changes.approve(actor=asking.funds.payer, change=change, now=asking.funds.now)
    assert (reserved_of(request), reserved_of(target)) == (70 * MILLION, 80 * MILLION)
    own, other = requests.load(request.pk), requests.load(target.pk)
    assert (own.agreed_amount, other.agreed_amount) == (70 * MILLION, 80 * MILLION)
    assert (agreed(own, "salary"), agreed(other, "salary")) == (70 * MILLION, 80 * MILLION)


def test_money_carried_into_a_request_in_review_stays_with_it(asking: Asking) -> None:
    request = asking.agreed()
    target = asking.submitted(50 * MILLION, year=asking.funds.today.year + 1)
    change = carry(asking, request, target, 30 * MILLION)
    changes.approve(actor=asking.funds.payer, change=change, now=asking.funds.now)
    assert sum(carried_into(target).values()) == 30 * MILLION
    asking.propose(target, salary=40 * MILLION)
    own = asking.sign(target)
    assert (own.agreed_amount, reserved_of(own)) == (70 * MILLION, 70 * MILLION)
    assert agreed(own, "salary") == 70 * MILLION


def test_what_is_carried_over_keeps_to_the_cap_of_the_next_year(asking: Asking) -> None:
    year = asking.funds.today.year
    request, target = asking.agreed(), asking.agreed(50 * MILLION, year=year + 1)
    asking.funds.submitted(asking.funds.team(), asking.person, amount=1_940 * MILLION, year=year + 1)
    change = carry(asking, request, target, 30 * MILLION)
    entries = LedgerEntry.objects.count()
    with pytest.raises(ledger.OverCap) as over:
        changes.approve(actor=asking.funds.payer, change=change, now=asking.funds.now)
    assert over.value.remaining == 10 * MILLION
    assert LedgerEntry.objects.count() == entries
    assert reserved_of(request) == 100 * MILLION


def test_money_is_carried_only_to_the_next_year_of_the_same_researcher(asking: Asking) -> None:
    request = asking.agreed()
    other = asking.funds.submitted(
        asking.team, asking.funds.researcher(), amount=5 * MILLION, year=asking.funds.today.year + 1
    )
    draft = asking.saved(5 * MILLION, year=asking.funds.today.year + 1)
    for target, words in ((other, "same researcher"), (request, "next year"), (draft, "submitted first")):
        with pytest.raises(Refused, match=words):
            carry(asking, request, target, MILLION)
