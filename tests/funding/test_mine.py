"""A researcher's own view: every team's request for them, nobody else's, at a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.models import User
from funding.mine import caps, funded
from tests.funding.build import Funds

SignIn = Callable[[User | None], Client]


def test_the_researcher_reads_what_every_team_asks(funds: Funds, sign_in: SignIn) -> None:
    person, team, other = funds.researcher(), funds.team(), funds.team()
    agreed = funds.agreed(team, person, amount=300_000_000)
    funds.claimed(agreed, amounts=(7_000_000,))
    funds.submitted(other, person, amount=200_000_000)
    funds.draft(other, person, amount=1_000_000)
    page = sign_in(person).get(reverse("my_funding")).text
    for words in (
        team.label,
        other.label,
        "₩300,000,000",
        "₩7,000,000",
        "₩500,000,000 of ₩2,000,000,000 used",
    ):
        assert words in page
    own = funded(person)
    assert [one.request.amount for one in own] == [200_000_000, 300_000_000]
    assert [(use.used, use.cap) for use in caps(own)] == [(500_000_000, 2_000_000_000)]


def test_nothing_of_anybody_else(funds: Funds, sign_in: SignIn) -> None:
    person, team = funds.researcher(), funds.team()
    canary = funds.agreed(team, funds.researcher())
    page = sign_in(person).get(reverse("my_funding")).text
    assert "Nothing is funded for you yet" in page
    assert canary.case.reference not in page
    assert team.name not in page


def test_officers_have_no_funding(funds: Funds, sign_in: SignIn) -> None:
    assert sign_in(funds.finance).get(reverse("my_funding")).status_code == 404
    assert sign_in(None).get(reverse("my_funding")).status_code == 302


def test_three_requests_cost_as_many_queries_as_one(funds: Funds, sign_in: SignIn) -> None:
    person = funds.researcher()
    client, url = sign_in(person), reverse("my_funding")
    counts = []
    for _n in range(3):
        funds.agreed(funds.team(), person)
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        counts.append(len(seen))
    assert set(counts) == {12}
