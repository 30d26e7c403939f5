"""What claimants of the storm fight over: half of the movements on one researcher, half on fifty."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from casework.models import Person
from funding import ledger
from funding.enums import RulingOutcome
from funding.models import Claim, FundingRequest
from funding.services import request_review
from talent_portal.proof import Context
from talent_portal.proofs import purse
from talent_portal.proofs.purse import Purse

HOT, COLD = 2_000_000, 90_000_000
"""Highest amount of one movement, KRW, on the one researcher and on each of fifty: in sum over the cap."""
WEB, DESK = 0.02, 0.005
"""Of all movements; the rest is raw SQL, which a small machine does a hundred times as fast."""


@dataclass(frozen=True, slots=True)
class Task:
    """One movement by raw SQL."""

    key: str
    kind: str
    request: int
    claim: int | None
    amount: int


@dataclass
class Stocks:
    """Movements by SQL, and papers to be submitted by web and signed at the desk."""

    purse: Purse
    tasks: list[Task] = field(default_factory=list)
    drafts: list[tuple[int, FundingRequest]] = field(default_factory=list)
    claims: list[tuple[int, Claim]] = field(default_factory=list)
    proposals: list[FundingRequest] = field(default_factory=list)


def make_stocks(n: int, context: Context, *, by_sql_alone: bool = False) -> Stocks:
    """n movements in all, in the database Django is connected to."""
    made, chance = purse.make_purse(), context.random()
    cold = 50 if n >= 1_000 else 10
    people = [purse.person() for _ in range(1 + cold)]
    open_ones = [_agreements(made, person, 0 if by_sql_alone else COLD * 2) for person in people]
    stocks = Stocks(made)
    web = 0 if by_sql_alone else max(12, int(n * WEB))
    admin = 0 if by_sql_alone else max(4, int(n * DESK))
    for number in range(n - web - admin):
        which = 0 if number % 2 else 1 + chance.randrange(cold)
        most = (HOT if which == 0 else COLD) * (10 if by_sql_alone else 1)
        stocks.tasks.append(_task(number, open_ones[which], most, chance))
    for number in range(web):
        _paper(stocks, people, open_ones, number, chance)
    for number in range(admin):
        person = people[0] if number % 2 else people[1 + chance.randrange(cold)]
        stocks.proposals.append(_proposal(made, person, chance))
    return stocks


def _agreements(made: Purse, person: Person, held: int) -> list[tuple[FundingRequest, Claim]]:
    """An agreement of each team over the whole cap, `held` KRW of it reserved yet, and a claim to charge."""
    found = []
    for side in (0, 1):
        request = purse.agreed(made, side, person, amount=made.programme.cap)
        if held:
            ledger.reserve(request=request, amount=held, key=f"base:{request.pk}", actor=None)
        found.append((request, purse.claim(made, side, request, amount=1_000)))
    return found


def _task(
    number: int, agreements: list[tuple[FundingRequest, Claim]], most: int, chance: random.Random
) -> Task:
    request, claim = agreements[chance.randrange(2)]
    kind = chance.choice(("reserve", "reserve", "claim"))
    amount = chance.randint(1, most)
    return Task(f"storm:{number}", kind, request.pk, claim.pk if kind == "claim" else None, amount)


def _paper(
    stocks: Stocks,
    people: list[Person],
    open_ones: list[list[tuple[FundingRequest, Claim]]],
    number: int,
    chance: random.Random,
) -> None:
    """For the web: a draft request of somebody new to the storm's people, or a draft claim."""
    which = 0 if number % 2 else 1 + chance.randrange(len(people) - 1)
    side = chance.randrange(2)
    amount = chance.randint(1_000, HOT if which == 0 else COLD)
    if number % 4 < 2:
        stocks.drafts.append((side, purse.draft(stocks.purse, side, people[which], amount=amount)))
    else:
        request = open_ones[which][side][0]
        stocks.claims.append((side, purse.claim(stocks.purse, side, request, amount=amount)))


def _proposal(made: Purse, person: Person, chance: random.Random) -> FundingRequest:
    """For the desk: a reserved request proposed at less than was asked for; signing it releases the rest."""
    amount = chance.randint(10, 1_000_000)
    request = purse.submitted(made, 0, person, amount=amount)
    ledger.reserve(request=request, amount=amount, key=f"desk:{request.pk}", actor=None)
    request_review.propose(
        actor=made.finance,
        request=request,
        outcome=RulingOutcome.APPROVE,
        agreed={"research": amount - chance.randint(1, 9)},
        note="",
        override="Proof of the ledger.",
        now=made.now,
        expect=request.case.version,
    )
    return request
