"""The gate end to end: released posts, the worker's check by the programme's policy, and how it reads."""

from __future__ import annotations

import pytest

from casework.eligibility.explain import explain
from casework.eligibility.explanation import CriterionExplanation
from casework.enums import EditionKind, MatchMethod, Outcome, Verdict
from casework.models import Case, Screening, User
from casework.services import screening
from funding.candidates import candidates
from funding.enums import GateStatus
from funding.models import Team
from funding.policies import seed_gate
from funding.services.gate import revoke
from tests.casework.eligibility.build import make_edition
from tests.funding.build import Funds
from tests.funding.gates import (
    ELSEWHERE,
    FIRM,
    PUBLISHERS,
    UNIVERSITY,
    accepted,
    listed,
    named,
    post,
    put_law_in_force,
)

TEN_YEARS = ("2010-01-01", "2019-12-31")
SEVEN_YEARS = ("2012-01-01", "2018-12-31")


@pytest.fixture
def team(funds: Funds) -> Team:
    put_law_in_force(funds)
    return funds.team()


@pytest.fixture
def user(funds: Funds) -> User:
    return named(funds.researcher())


def checked(case: Case) -> Screening:
    """The check of the newest facts, made as a worker makes it."""
    assert screening.drain() == 1
    return Screening.objects.select_related("facts", "version").get(facts__case=case)


def read(found: Screening) -> dict[str, CriterionExplanation]:
    return {one.code: one for route in explain(found) for one in route.criteria}


def test_ten_years_of_research_at_a_listed_university_meet_the_first_way(
    funds: Funds, team: Team, user: User
) -> None:
    found = checked(accepted(funds, team, user, research=[post(user, UNIVERSITY, *TEN_YEARS).pk]))
    assert found.outcome == Outcome.ELIGIBLE
    assert found.routes == [Verdict.MET, Verdict.NOT_MET]
    university = read(found)["FM-UNIVERSITY-01"]
    (line,) = university.nearest
    assert (line.low, line.high, line.mark, university.changes) == (120, 120, 120, ())
    assert "to be confirmed by the ministry" in university.legal_source
    assert candidates(team)[0].outcome == Outcome.ELIGIBLE


def test_seven_years_of_leading_projects_at_a_listed_firm_meet_the_second(
    funds: Funds, team: Team, user: User
) -> None:
    found = checked(accepted(funds, team, user, leading=[post(user, FIRM, *SEVEN_YEARS).pk]))
    assert (found.outcome, found.routes) == (Outcome.ELIGIBLE, [Verdict.NOT_MET, Verdict.MET])


def test_a_post_counts_only_for_what_it_was_released_for(funds: Funds, team: Team, user: User) -> None:
    """Research at a listed firm is not leading projects there, and the other way round."""
    found = checked(
        accepted(
            funds,
            team,
            user,
            research=[post(user, FIRM, *TEN_YEARS).pk],
            leading=[post(user, UNIVERSITY, *TEN_YEARS).pk],
        )
    )
    assert (found.outcome, found.routes) == (Outcome.NOT_ELIGIBLE, [Verdict.NOT_MET, Verdict.NOT_MET])


def test_a_month_too_few_is_said_with_the_smallest_change(funds: Funds, team: Team, user: User) -> None:
    job = post(user, UNIVERSITY, "2010-01-01", "2019-11-30")
    found = checked(accepted(funds, team, user, research=[job.pk]))
    assert found.outcome == Outcome.NOT_ELIGIBLE
    (change,) = read(found)["FM-UNIVERSITY-01"].changes
    assert change == "1m more of R&D at a top-100 university in computer science"


def test_an_employer_that_is_not_listed_does_not_count(funds: Funds, team: Team, user: User) -> None:
    found = checked(accepted(funds, team, user, research=[post(user, ELSEWHERE, *TEN_YEARS).pk]))
    assert (found.outcome, found.routes[0]) == (Outcome.NOT_ELIGIBLE, Verdict.NOT_MET)


def test_an_employer_that_nobody_knows_needs_an_officer(funds: Funds, team: Team, user: User) -> None:
    found = checked(accepted(funds, team, user, research=[post(user, None, *TEN_YEARS).pk]))
    assert (found.outcome, found.routes[0]) == (Outcome.NEEDS_OFFICER, Verdict.UNKNOWN)
    assert candidates(team)[0].outcome == Outcome.NEEDS_OFFICER
    (change,) = read(found)["FM-UNIVERSITY-01"].changes
    assert change.startswith("proof of")


def test_an_incomplete_list_says_no_to_nobody(funds: Funds, user: User) -> None:
    seed_gate(now=funds.now, publishers=PUBLISHERS)
    listed(EditionKind.FIRMS, PUBLISHERS.firms, FIRM)
    entries = [(UNIVERSITY, 1, 1, MatchMethod.EXACT)]
    make_edition(EditionKind.INSTITUTES, PUBLISHERS.universities, entries=entries)
    job = post(user, ELSEWHERE, *TEN_YEARS)
    found = checked(accepted(funds, funds.team(), user, research=[job.pk]))
    assert found.outcome == Outcome.NEEDS_OFFICER


def test_without_law_in_force_nothing_is_checked(funds: Funds, user: User) -> None:
    team = funds.team()
    accepted(funds, team, user, research=[post(user, UNIVERSITY, *TEN_YEARS).pk])
    assert screening.drain() == 0
    assert candidates(team)[0].outcome is None


def test_a_revoked_gate_is_not_checked_again(funds: Funds, team: Team, user: User) -> None:
    case = accepted(funds, team, user, research=[post(user, UNIVERSITY, *TEN_YEARS).pk])
    checked(case)
    assert revoke(actor=user, case=case, now=funds.now, expect=case.version).status == GateStatus.REVOKED
    assert screening.reconcile(today=funds.today) == 0
