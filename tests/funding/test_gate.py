"""The candidate gate: released posts are frozen, consent is noted, each team has a gate of its own."""

from __future__ import annotations

from uuid import uuid4

import pytest

from casework.enums import ConsentPurpose, EditionKind
from casework.models import Case, Consent, Facts, Notice, OwedScreening, User
from casework.transitions import Refused, Stale
from funding.candidates import candidates, own_candidacies
from funding.enums import GATE, GateStatus
from funding.models import Team
from funding.services.gate import accept_candidacy, release_again, revoke
from tests.funding.build import Funds
from tests.funding.gates import NAME, UNIVERSITY, accepted, invited, named, post, put_law_in_force


@pytest.fixture
def team(funds: Funds) -> Team:
    put_law_in_force(funds)
    return funds.team()


@pytest.fixture
def user(funds: Funds) -> User:
    return named(funds.researcher())


def test_only_released_posts_are_frozen_each_for_its_purpose(funds: Funds, team: Team, user: User) -> None:
    both = post(user, UNIVERSITY, "2010-01-01", "2015-12-31")
    led = post(user, None, "2016-01-01", "2017-12-31")
    post(user, "ror-secret", "2018-01-01", "2019-12-31")
    case = accepted(funds, team, user, research=[both.pk], leading=[both.pk, led.pk])
    facts = case.facts.get()
    assert (case.kind, case.status, case.person, case.agency) == (
        GATE,
        GateStatus.ACCEPTED,
        user.person,
        funds.programme.agency,
    )
    assert (facts.as_of, facts.number, facts.experience_low) == (funds.today, 1, 96)
    released = facts.employments.values_list("employer", "counts_for").order_by("id")
    assert list(released) == [
        (UNIVERSITY, EditionKind.INSTITUTES),
        (UNIVERSITY, EditionKind.FIRMS),
        ("A garage", EditionKind.FIRMS),
    ]
    assert not facts.degrees.exists()
    assert OwedScreening.objects.filter(facts=facts).count() == 1
    consent = Consent.objects.get(person=user.person, purpose=ConsentPurpose.CONSORTIUM)
    assert consent.given
    assert Notice.objects.get(template="funding/accepted").recipient == funds.clerk_of(team)


def test_the_same_submit_again_is_the_same_case(funds: Funds, team: Team, user: User) -> None:
    job, sent, token = post(user, UNIVERSITY, "2010", "2015"), invited(funds, team, user), uuid4()

    def accept(token: object, research: list[int]) -> Case:
        return accept_candidacy(
            actor=user, invitation=sent, research=research, leading=[], token=token, now=funds.now  # type: ignore[arg-type]
        )  # fmt: skip

    case = accept(token, [job.pk])
    assert accept(token, [job.pk]) == case
    with pytest.raises(Refused, match="other answers"):
        accept(token, [])
    with pytest.raises(Refused, match="was accepted"):
        accept(uuid4(), [job.pk])
    assert Case.objects.filter(kind=GATE).count() == Facts.objects.count() == 1


def test_what_cannot_be_released_is_refused(funds: Funds, team: Team, user: User) -> None:
    foreign = post(funds.researcher(), UNIVERSITY, "2010", "2015")
    future = post(user, UNIVERSITY, f"{funds.today.year + 1}-01", f"{funds.today.year + 2}-01")
    for chosen, why in ((foreign, "no longer in your profile"), (future, "has begun")):
        with pytest.raises(Refused, match=why):
            accepted(funds, funds.team(), user, research=[chosen.pk])
    with pytest.raises(Refused, match="at least one post"):
        accepted(funds, team, user)
    nameless = funds.researcher()
    with pytest.raises(Refused, match="name as in your passport"):
        accepted(funds, team, nameless, research=[post(nameless, UNIVERSITY, "2010", "2015").pk])
    assert not Case.objects.filter(kind=GATE).exists()
    assert not Consent.objects.exists()


def test_each_team_has_a_gate_of_its_own(funds: Funds, team: Team, user: User) -> None:
    job, second = post(user, UNIVERSITY, "2010", "2015"), funds.team()
    cases = {accepted(funds, one, user, research=[job.pk]) for one in (team, second)}
    assert len(cases) == 2
    assert [one.case.invitation.team for one in candidates(second)] == [second]
    with pytest.raises(Refused, match="already accepted"):
        invited(funds, team, user)


def test_posts_are_released_anew_and_checked_again(funds: Funds, team: Team, user: User) -> None:
    job = post(user, UNIVERSITY, "2010", "2015")
    case, token = accepted(funds, team, user, research=[job.pk]), uuid4()
    later = post(user, UNIVERSITY, "2016", "2021")

    def release(actor: User = user) -> Facts:
        return release_again(
            actor=actor, case=case, research=[job.pk, later.pk], leading=[], token=token, now=funds.now
        )

    facts = release()
    assert release() == facts
    assert (facts.number, facts.employments.count(), case.facts.count()) == (2, 2, 2)
    assert OwedScreening.objects.filter(facts=facts).exists()
    token = uuid4()
    with pytest.raises(Refused, match="Only the researcher"):
        release(funds.clerk_of(team))
    revoke(actor=user, case=case, now=funds.now, expect=case.version)
    with pytest.raises(Refused, match="revoked"):
        release()


def test_revoking_shows_nothing_more_to_the_team_which_is_told(funds: Funds, team: Team, user: User) -> None:
    job, second = post(user, UNIVERSITY, "2010", "2015"), funds.team()
    case, other = (accepted(funds, one, user, research=[job.pk]) for one in (team, second))
    with pytest.raises(Stale):
        revoke(actor=user, case=case, now=funds.now, expect=case.version + 1)
    with pytest.raises(Refused, match="Only the researcher"):
        revoke(actor=funds.clerk_of(team), case=case, now=funds.now, expect=case.version)
    revoke(actor=user, case=case, now=funds.now, expect=case.version)
    (seen,) = candidates(team)
    assert (seen.person_name, seen.accepted, seen.outcome, seen.posts) == (NAME, False, None, ())
    assert Notice.objects.get(template="funding/revoked").recipient == funds.clerk_of(team)
    newest = Consent.objects.filter(person=user.person).order_by("-pk")
    assert newest[0].given  # to the other team
    revoke(actor=user, case=other, now=funds.now, expect=other.version)
    assert not newest.all()[0].given
    assert invited(funds, team, user).case is None
    assert own_candidacies(user).count() == 2


def test_an_officers_account_is_no_candidate(funds: Funds, team: Team) -> None:
    sent = invited(funds, team, funds.finance)
    with pytest.raises(Refused, match="Officers"):
        accept_candidacy(
            actor=funds.finance, invitation=sent, research=[], leading=[], token=uuid4(), now=funds.now
        )
