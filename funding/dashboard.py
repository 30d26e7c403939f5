"""Named reads of a team's overview: what each researcher's year holds, and how the team stands.

Amounts are KRW of the government share. A team sees its own papers and what the cap leaves, never who else
uses it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.utils.functional import Promise

from casework.models import Person, User
from funding.claim_reads import researcher_of
from funding.claim_terms import APPROVED
from funding.enums import CapSubject, GateStatus, InvitationKind, RequestStatus, Scope
from funding.models import Balance, Claim, FundingRequest, Invitation, PaymentOrder, Subject, Team
from funding.request_pages import TONES
from funding.stay_words import StayLine, stay_line
from funding.years import year_name, years_offered
from visas.queries import residences

OVER = (RequestStatus.REFUSED, RequestStatus.WITHDRAWN)
"""Requests that hold nothing and never will."""


@dataclass
class Money:
    """What the team's own papers for one researcher and year add up to."""

    reserved: int = 0
    agreed: int = 0
    claimed: int = 0
    approved: int = 0
    paid: int = 0


@dataclass(frozen=True)
class Paper:
    """A request on a card and where it stands."""

    request: FundingRequest
    status: str | Promise
    tone: str


@dataclass
class Card:
    """One researcher of a team in one year. `stay` is None once they revoked their acceptance."""

    person: Person
    name: str
    candidacy: bool
    cap: int
    remaining: int
    stay: StayLine | None
    papers: list[Paper] = field(default_factory=list)
    money: Money = field(default_factory=Money)
    latest: PaymentOrder | None = None

    @property
    def used(self) -> int:
        return self.cap - self.remaining


def sums_of(cards: Iterable[Card]) -> Money:
    """What all cards add up to."""
    total = Money()
    for card in cards:
        for name, amount in vars(card.money).items():
            setattr(total, name, getattr(total, name) + amount)
    return total


@dataclass(frozen=True)
class Year:
    number: int
    name: str
    current: bool


def years_of(team: Team, chosen: int | None, today: date) -> list[Year]:
    """Years with requests, this one and the next, in order; `chosen` is shown, or else this one. 1 query."""
    basis, agreed_on = team.programme.year_basis, team.agreed_on
    this, following = years_offered(basis, agreed_on, today)
    with_papers = set(team.requests.order_by().values_list("year", flat=True).distinct())
    found = sorted(with_papers | {this, following})
    shown = chosen if chosen in found else this
    return [Year(one, year_name(basis, agreed_on, one), one == shown) for one in found]


def cards_of(team: Team, year: int, today: date) -> list[Card]:
    """A card for each researcher who accepted or has a request that year, by name, those with requests first.

    12 queries at most."""
    requests = list(_requests(team, year))
    gates = list(_accepted(team))
    people = {row.case.person_id: row.case.person for row in requests}
    people |= {row.case.person_id: row.case.person for row in gates if row.case is not None}
    accepted = {row.case.person_id for row in gates if row.case is not None}
    stays = residences(accepted, today)
    left = _remaining(team, year, people.keys())
    cards = {
        key: Card(
            person=person,
            name=researcher_of(person),
            candidacy=key in accepted,
            cap=team.programme.cap,
            remaining=left[key],
            stay=stay_line(stays[key], today) if key in accepted else None,
        )
        for key, person in people.items()
    }
    _fill(cards, requests)
    return sorted(cards.values(), key=lambda card: (not card.papers, card.name.casefold()))


def wound_down_on(team: Team) -> date | None:
    """The last day to account for what was agreed, of a team that left its programme."""
    return team.cut_on and team.cut_on + timedelta(days=team.programme.wind_down_days)


def _requests(team: Team, year: int) -> QuerySet[FundingRequest]:
    rows = FundingRequest.objects.filter(team=team, year=year).exclude(case__status__in=OVER)
    rows = rows.select_related("case__person", "institution").order_by("pk")
    return rows.prefetch_related(_accounts("case__person__accounts"))


def _accepted(team: Team) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(
        team=team, kind=InvitationKind.CANDIDATE, case__status=GateStatus.ACCEPTED
    )
    return rows.select_related("case__person").prefetch_related(_accounts("case__person__accounts"))


def _accounts(path: str) -> Prefetch[str]:
    return Prefetch(path, User.objects.filter(is_staff=False))


def _remaining(team: Team, year: int, people: Iterable[UUID]) -> dict[UUID, int]:
    """What the cap of the year leaves for each person, whoever uses the rest; 2 queries."""
    by_team = team.programme.cap_subject == CapSubject.TEAM
    wanted = Q(team=team) if by_team else Q(person__in=list(people))
    roots = {
        (row.person_id, row.team_id): row.merged_into_id or row.pk for row in Subject.objects.filter(wanted)
    }
    balances = Balance.objects.filter(
        scope=Scope.SUBJECT, scope_id__in=roots.values(), programme=team.programme_id, year=year
    )
    held = dict(balances.values_list("scope_id", "reserved"))
    keys = {one: (None, team.pk) if by_team else (one, None) for one in people}
    return {one: team.programme.cap - held.get(roots.get(key, 0), 0) for one, key in keys.items()}


def _fill(cards: dict[UUID, Card], requests: Sequence[FundingRequest]) -> None:
    """Put requests, sums and the latest payment on their cards; 3 queries."""
    keys = [row.pk for row in requests]
    held = {row.scope_id: row for row in Balance.objects.filter(scope=Scope.REQUEST, scope_id__in=keys)}
    approved = _approved(keys)
    for row in requests:
        card, balance = cards[row.case.person_id], held.get(row.pk)
        status = RequestStatus(row.case.status)
        card.papers.append(Paper(row, status.label, TONES.get(status, "info")))
        card.money.agreed += row.agreed_amount or 0
        card.money.approved += approved[row.pk]
        if balance is not None:
            card.money.reserved += balance.reserved
            card.money.claimed += balance.claimed
            card.money.paid += balance.paid
    for order in _latest_payments(keys):
        cards[order.claim.case.person_id].latest = order


def _approved(requests: list[int]) -> dict[int, int]:
    claims = Claim.objects.filter(request__in=requests, case__status__in=APPROVED).order_by()
    sums = claims.values("request").annotate(sum=Sum("approved_amount"))
    return defaultdict(int, {row["request"]: row["sum"] or 0 for row in sums})


def _latest_payments(requests: list[int]) -> QuerySet[PaymentOrder]:
    """The last order sent to the bank for each researcher."""
    orders = PaymentOrder.objects.filter(claim__request__in=requests, batch__signed_at__isnull=False)
    orders = orders.select_related("batch", "claim__case").order_by(
        "claim__case__person", "-batch__signed_at", "-pk"
    )
    return orders.distinct("claim__case__person")
