"""The pages of people, invitations and the gate: who meets 404, fixed queries, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from casework.models import Case, User, VaultItem
from casework.services import screening
from funding.enums import GateStatus, MemberRole
from funding.models import Institution, Invitation, Team
from funding.permissions import role_in
from funding.services.invitations import invite_member
from funding.services.teams import remove_member
from tests.cast import PASSWORD, researcher
from tests.funding.build import Funds
from tests.funding.gates import (
    NAME,
    UNIVERSITY,
    accepted,
    invited,
    manager_of,
    named,
    post,
    put_law_in_force,
)

SignIn = Callable[[User | None], Client]
READING = ("team_people", "team_researchers")
WRITING = ("team_researcher_invite",)
MANAGING = ("team_invite", "team_institution_add")


@pytest.fixture
def team(funds: Funds) -> Team:
    return funds.team()


def outsiders(funds: Funds, team: Team) -> list[User]:
    """A removed clerk, a rival's manager, a candidate of this very team, an officer."""
    removed = funds.member(team)
    remove_member(actor=manager_of(funds, team), member=removed.teams.get(), now=funds.now)
    candidate = named(funds.researcher())
    accepted(funds, team, candidate, research=[post(candidate, UNIVERSITY, "2010", "2015").pk])
    return [removed, funds.member(funds.team(), MemberRole.MANAGER), candidate, funds.finance]


def of_one(funds: Funds, team: Team) -> list[str]:
    """Addresses of a manager's pages on one member, institution and invitation."""
    sent = invite(funds, team, "open@example.org")
    lead = team.institutions.get()
    return [
        reverse("team_member", args=[team.code, funds.member(team).teams.get().pk]),
        reverse("team_member_remove", args=[team.code, funds.member(team).teams.get().pk]),
        reverse("team_institution_end", args=[team.code, lead.key]),
        reverse("team_account", args=[team.code, lead.key]),
        reverse("team_invitation_withdraw", args=[team.code, sent.pk]),
    ]


def invite(funds: Funds, team: Team, email: str) -> Invitation:
    return invite_member(
        actor=manager_of(funds, team), team=team, email=email, role=MemberRole.CLERK, language="en",
        token=uuid4(), now=funds.now,
    )  # fmt: skip


def test_each_role_reaches_its_pages_and_no_others(funds: Funds, team: Team, sign_in: SignIn) -> None:
    single = of_one(funds, team)
    pages = {name: reverse(name, args=[team.code]) for name in (*READING, *WRITING, *MANAGING)}
    every = [*pages.values(), *single]
    may = {
        MemberRole.MANAGER: every,
        MemberRole.CLERK: [pages[name] for name in (*READING, *WRITING)],
        MemberRole.VIEWER: [pages[name] for name in READING],
    }
    for role, allowed in may.items():
        browser = sign_in(funds.member(team, role))
        answers = {url: browser.get(url).status_code for url in every}
        assert answers == {url: 200 if url in allowed else 404 for url in every}
    for user in outsiders(funds, team):
        browser = sign_in(user)
        assert {browser.get(url).status_code for url in every} == {404}
        assert {browser.post(url).status_code for url in single} == {404}


def test_addresses_that_were_invited_are_for_those_who_may_invite(
    funds: Funds, team: Team, sign_in: SignIn
) -> None:
    invite(funds, team, "open@example.org")
    invited(funds, team, researcher("candidate@example.org"))
    people, researchers = (reverse(name, args=[team.code]) for name in READING)
    for role, addresses in ((MemberRole.VIEWER, (False, False)), (MemberRole.CLERK, (False, True))):
        browser = sign_in(funds.member(team, role))
        seen = "open@example.org" in browser.get(people).text
        assert (seen, "candidate@example.org" in browser.get(researchers).text) == addresses
    assert "open@example.org" in sign_in(manager_of(funds, team)).get(people).text


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_a_fixed_number_of_queries(
    rows: int,
    funds: Funds,
    team: Team,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    put_law_in_force(funds)
    manager, own = manager_of(funds, team), named(funds.researcher())
    job = post(own, UNIVERSITY, "2010", "2015")
    for number in range(rows):
        removed = funds.member(team)
        remove_member(actor=manager, member=removed.teams.get(), now=funds.now)
        invite(funds, team, f"open-{number}@example.org")
        candidate = named(funds.researcher())
        accepted(funds, team, candidate, research=[post(candidate, UNIVERSITY, "2010", "2015").pk])
        invited(funds, team, researcher(f"asked-{number}@example.org"))
        accepted(funds, funds.team(), own, research=[job.pk])
        invited(funds, funds.team(), own)
    screening.drain()
    browser = sign_in(manager)
    for url, queries, who in (
        (reverse("team_people", args=[team.code]), 10, browser),
        (reverse("team_researchers", args=[team.code]), 14, browser),
        (reverse("invitations"), 5, sign_in(own)),
    ):
        with django_assert_num_queries(queries):
            assert who.get(url).status_code == 200


def test_an_invitation_leads_through_sign_in_to_the_team(funds: Funds, team: Team, sign_in: SignIn) -> None:
    sent, clerk = invite(funds, team, "new@example.org"), researcher("new@example.org")
    url = reverse("invitation", args=[sent.pk])
    answer = sign_in(None).get(url)
    assert (answer.status_code, answer["Location"].endswith(f"?next={url}")) == (302, True)
    for other in (funds.researcher(), manager_of(funds, team)):
        assert sign_in(other).get(url).status_code == 404
        assert sign_in(other).post(url).status_code == 404
        assert sign_in(other).post(reverse("invitation_decline", args=[sent.pk])).status_code == 404
    browser = sign_in(clerk)
    assert team.label in browser.get(url).text
    assert {browser.post(url)["Location"] for _click in range(2)} == {
        reverse("team_people", args=[team.code])
    }
    assert role_in(clerk, team) == MemberRole.CLERK
    assert "This invitation was accepted." in browser.get(url).text


def test_signing_up_leads_back_to_the_invitation(funds: Funds, team: Team, sign_in: SignIn) -> None:
    url = reverse("invitation", args=[invite(funds, team, "new@example.org").pk])
    browser = sign_in(None)
    page = browser.get(url, follow=True)
    assert f"{reverse('account_signup')}?next={url}" in unquote(page.text)
    typed = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD, "next": url}
    browser.post(reverse("account_signup"), typed)
    assert browser.get(url).status_code == 302
    proof = EmailConfirmationHMAC(EmailAddress.objects.get(email="new@example.org"))
    answer = browser.post(reverse("account_confirm_email", args=[proof.key]))
    assert answer["Location"] == url
    assert team.label in browser.get(url).text


def test_an_officer_reads_why_an_invitation_is_not_for_them(
    funds: Funds, team: Team, sign_in: SignIn
) -> None:
    for sent in (invite(funds, team, funds.payer.email), invited(funds, team, funds.finance)):
        browser = sign_in(funds.payer if sent.role else funds.finance)
        page = browser.get(reverse("invitation", args=[sent.pk]))
        assert "answer no invitations" in page.text
        assert '<form method="post"' not in page.text.partition("<main")[2]
        browser.post(reverse("invitation", args=[sent.pk]))
    assert not Invitation.objects.filter(accepted_at__isnull=False).exists()


def test_what_a_manager_typed_stays_beside_the_error(funds: Funds, team: Team, sign_in: SignIn) -> None:
    browser = sign_in(manager_of(funds, team))
    add = reverse("team_institution_add", args=[team.code])
    page = browser.post(add, {"name_en": "Onnuri", "business_number": "105-86-47213", "role": "joint"})
    assert page.status_code == 422
    assert 'value="Onnuri"' in page.text
    assert "check digit" in page.text
    lead = Institution.objects.get(team=team)
    account = reverse("team_account", args=[team.code, lead.key])
    assert browser.post(account, {"bank": "004", "number": "12-34"}).status_code == 422
    assert browser.post(account, {"bank": "004", "number": "123-456 789012"}).status_code == 302
    assert VaultItem.objects.get(holder=lead.key).hint == "012"
    people = browser.get(reverse("team_people", args=[team.code])).text
    assert "•••• 012" in people
    assert "123456789012" not in people
    open_one = invite(funds, team, "open@example.org")
    typed = {"email": open_one.email, "role": "clerk", "language": "en", "token": uuid4()}
    page = browser.post(reverse("team_invite", args=[team.code]), typed)
    assert (page.status_code, "already has an invitation" in page.text) == (422, True)


def test_a_researcher_accepts_reads_the_check_and_revokes(funds: Funds, team: Team, sign_in: SignIn) -> None:
    put_law_in_force(funds)
    user = researcher("candidate@example.org")
    sent, browser = invited(funds, team, user), sign_in(user)
    url = reverse("invitation", args=[sent.pk])
    assert "Your profile is not ready" in browser.get(url).text
    job = post(named(user), UNIVERSITY, "2010-01-01", "2019-12-31")
    assert "Researcher, ror-university, 1 Jan 2010 – 31 Dec 2019" in browser.get(url).text
    typed = {"token": str(uuid4())}
    page = browser.post(url, typed)
    assert (page.status_code, "Tick at least one post" in page.text, "Without this consent" in page.text) == (
        422,
        True,
        True,
    )
    typed |= {"research": str(job.pk), "consent": "on"}
    answers = [browser.post(url, typed)["Location"] for _click in range(2)]
    case = Case.objects.get(invitation=sent)
    own = reverse("candidacy", args=[case.pk])
    assert answers == [own, own]
    assert "being compared" in browser.get(own).text
    screening.drain()
    page = browser.get(own)
    assert "criterion--met" in page.text
    assert "The check decides nothing" in page.text
    team_page = sign_in(funds.clerk_of(team)).get(reverse("team_researchers", args=[team.code])).text
    assert NAME in team_page
    assert "criteria met" in team_page
    ticked = browser.get(reverse("candidacy_release", args=[case.pk])).context["form"]
    assert (ticked["research"].value(), ticked["leading"].value()) == ([job.pk], [])
    again = {"token": str(uuid4()), "research": str(job.pk), "leading": str(job.pk)}
    assert browser.post(reverse("candidacy_release", args=[case.pk]), again)["Location"] == own
    assert case.facts.count() == 2
    revoked = browser.post(reverse("candidacy_revoke", args=[case.pk]), {"version": case.version})
    assert revoked["Location"] == own
    case.refresh_from_db()
    assert case.status == GateStatus.REVOKED
    assert "You have revoked" in browser.get(own).text


@pytest.mark.parametrize("name", ["candidacy", "candidacy_release", "candidacy_revoke"])
def test_a_candidacy_is_the_researchers_alone(name: str, funds: Funds, team: Team, sign_in: SignIn) -> None:
    user = named(funds.researcher())
    case = accepted(funds, team, user, research=[post(user, UNIVERSITY, "2010", "2015").pk])
    url = reverse(name, args=[case.pk])
    for other in (funds.researcher(), manager_of(funds, team), funds.finance, funds.payer):
        assert sign_in(other).get(url).status_code == 404
        assert name == "candidacy" or sign_in(other).post(url).status_code == 404
    assert sign_in(user).get(url).status_code == 200
