"""The consortium's front page, programmes in public, a team's overview: who sees what, how many queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.clock import seoul_date
from casework.models import User
from casework.transitions import move
from funding.dashboard import cards_of, sums_of
from funding.enums import InvitationKind, MemberRole
from funding.models import Invitation, Team
from funding.next_actions import actions_of
from funding.policies import seed_gate
from tests.cast import researcher
from tests.funding.build import Funds

SignIn = Callable[[User | None], Client]


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def invite(funds: Funds, team: Team, email: str, kind: InvitationKind = InvitationKind.MEMBER) -> Invitation:
    return Invitation.objects.create(
        team=team, kind=kind, role=MemberRole.CLERK if kind == InvitationKind.MEMBER else "", email=email,
        invited_by=funds.clerk_of(team), invited_at=funds.now, expires_at=funds.now + timedelta(days=30),
    )  # fmt: skip


def accepted(funds: Funds, team: Team, person_of: User) -> Invitation:
    invitation = invite(funds, team, person_of.email, InvitationKind.CANDIDATE)
    invitation.case, invitation.answered_by = funds.gate(person_of), person_of
    invitation.accepted_at = funds.now
    invitation.save(update_fields=["case", "answered_by", "accepted_at"])
    return invitation


def test_one_team_opens_at_once(funds: Funds, sign_in: SignIn) -> None:
    team = funds.team()
    answer = sign_in(funds.member(team)).get(reverse("consortium"))
    assert (answer.status_code, answer.url) == (302, reverse("team", args=[team.code]))  # type: ignore[attr-defined]


def test_several_teams_and_invitations_are_listed(funds: Funds, sign_in: SignIn) -> None:
    team, other = funds.team(), funds.team()
    clerk = funds.member(team)
    invitation = invite(funds, other, clerk.email)
    answer = sign_in(clerk).get(reverse("consortium"))
    assert reverse("team", args=[team.code]) in answer.text
    assert reverse("invitation", args=[invitation.pk]) in answer.text
    assert reverse("team", args=[other.code]) not in answer.text


def test_everybody_else_is_taught(funds: Funds, sign_in: SignIn) -> None:
    pages = {
        who: sign_in(who).get(reverse("consortium")).text for who in (None, funds.researcher(), funds.finance)
    }
    assert all(reverse("programme", args=[funds.programme.code]) in page for page in pages.values())
    assert ["You belong to no team" in page for page in pages.values()] == [False, True, False]


@pytest.mark.parametrize("name", ["team", "team_statistics"])
def test_a_team_s_pages_are_for_its_members(name: str, funds: Funds, sign_in: SignIn) -> None:
    team, rival = funds.team(), funds.team()
    removed = funds.member(team)
    removed.teams.update(ends_at=funds.now - timedelta(days=1))
    url = reverse(name, args=[team.code])
    for stranger in (removed, funds.member(rival), funds.researcher(), funds.finance):
        assert sign_in(stranger).get(url).status_code == 404
    for role in MemberRole:
        assert sign_in(funds.member(team, role)).get(url).status_code == 200
    assert sign_in(None).get(url).status_code == 302


def test_a_card_holds_the_team_s_own_year(funds: Funds) -> None:
    team, rival, person = funds.team(), funds.team(), funds.researcher()
    accepted(funds, team, person)
    request = funds.agreed(team, person, amount=300_000_000)
    funds.claimed(request, amounts=(20_000_000, 5_000_000))
    funds.submitted(rival, person, amount=1_550_000_000)
    (card,) = cards_of(team, request.year, funds.today)
    assert (card.remaining, card.used) == (150_000_000, 1_850_000_000)
    assert (card.money.reserved, card.money.agreed, card.money.claimed) == (
        300_000_000,
        300_000_000,
        25_000_000,
    )
    assert [paper.request for paper in card.papers] == [request]
    assert sums_of([card, card]).reserved == 600_000_000


def test_a_rival_is_never_named(funds: Funds, sign_in: SignIn) -> None:
    team, person = funds.team(), funds.researcher()
    rival = funds.team()
    accepted(funds, team, person)
    secret = funds.submitted(rival, person, amount=1_850_000_000)
    page = sign_in(funds.clerk_of(team)).get(reverse("team", args=[team.code])).text
    assert "₩150,000,000" in page
    for canary in (rival.code, rival.name_en, rival.name_ko, secret.case.reference):
        assert canary not in page


def test_the_stay_of_a_researcher_who_revoked_is_no_longer_shown(funds: Funds) -> None:
    team, person = funds.team(), funds.researcher()
    invitation = accepted(funds, team, person)
    request = funds.submitted(team, person)
    assert invitation.case is not None
    assert cards_of(team, request.year, funds.today)[0].stay is not None
    move(case=invitation.case, action="revoke", actor=person, now=funds.now)
    assert cards_of(team, request.year, funds.today)[0].stay is None


def test_what_comes_next(funds: Funds) -> None:
    team, person, idle = funds.team(), funds.researcher(), funds.researcher()
    accepted(funds, team, idle)
    draft = funds.claim(funds.agreed(team, person))
    returned = funds.submitted(team, funds.researcher())
    move(case=returned.case, action="return", actor=funds.finance, now=funds.now)
    invite(funds, team, "new@example.org")
    cards = cards_of(team, funds.today.year, funds.today)
    found = actions_of(team, cards, funds.now, writes=True)
    titles = [action.title for action in found]
    assert titles[0] == f"Correct the request {returned.case.reference}"
    assert f"Finish the claim {draft.case.reference}" in titles
    assert "Request funding for Funded Researcher" in titles
    assert "1 invitation waits for an answer" in titles
    reading = [action.title for action in actions_of(team, cards, funds.now, writes=False)]
    assert "Request funding for Funded Researcher" not in reading


def test_costs_of_last_month_are_to_be_claimed_until_they_are(funds: Funds) -> None:
    team = funds.team()
    request = funds.agreed(team, funds.researcher())
    funds.now = timezone.make_aware(timezone.datetime(funds.today.year, 12, 10))  # type: ignore[attr-defined]
    wanted = "Claim the costs of November"
    assert any(wanted in one.title for one in actions_of(team, [], funds.now, writes=True))
    claim = funds.claim(request)
    claim.month = date(funds.today.year, 11, 1)
    claim.save(update_fields=["month"])
    assert not any(wanted in one.title for one in actions_of(team, [], funds.now, writes=True))


def test_a_team_that_left_reads_until_when(funds: Funds, sign_in: SignIn) -> None:
    team = funds.team(cut_on=seoul_date(funds.now) - timedelta(days=10))
    page = sign_in(funds.clerk_of(team)).get(reverse("team", args=[team.code])).text
    assert "The team left the programme on" in page
    assert "Request funding for" not in page


def test_the_overview_takes_as_many_queries_for_three_researchers_as_for_one(
    funds: Funds, sign_in: SignIn
) -> None:
    team = funds.team()
    client, url = sign_in(funds.clerk_of(team)), reverse("team", args=[team.code])

    def another() -> None:
        person = funds.researcher()
        accepted(funds, team, person)
        request = funds.agreed(team, person)
        funds.claimed(request)
        funds.claim(request)

    another()
    once = queries(client, url)
    another()
    another()
    assert queries(client, url) == once == 28


def test_a_programme_is_read_without_an_account(funds: Funds, client: Client) -> None:
    seed_gate(now=funds.now)
    funds.team()
    answer = client.get(reverse("programme", args=[funds.programme.code]))
    page = answer.text
    for words in (
        "₩2,000,000,000",
        "20% of salary",
        "10y or more",
        "75%",
        "to be confirmed",
        "koreaherald.com",
    ):
        assert words in page
    assert client.get(reverse("programme", args=["unknown"])).status_code == 404


def test_the_navigation_knows_teams_and_candidates(funds: Funds, sign_in: SignIn) -> None:
    team, person = funds.team(), funds.researcher()
    funds.gate(person)
    home = reverse("home")
    assert reverse("my_funding") in sign_in(person).get(home).text
    assert f'href="{reverse("consortium")}"' in sign_in(funds.member(team)).get(home).text
    plain = sign_in(researcher("plain@example.org")).get(reverse("applications")).text
    assert reverse("my_funding") not in plain
    assert reverse("consortium") not in plain
