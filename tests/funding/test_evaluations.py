"""Stage evaluations: weighted totals, outcomes from thresholds, announced by a second person, then final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from casework.models import Notice, User
from casework.transitions import Refused, Stale
from funding import ledger
from funding.enums import RequestStatus, StageOutcome
from funding.models import Stage, StageScore, Team
from funding.services import evaluations
from funding.services.evaluations import Marks, Terms, seen
from funding.services.requests import start
from tests.funding.build import Funds

C, P, X, J = StageOutcome.CONTINUE, StageOutcome.PRIORITY, StageOutcome.CUT, StageOutcome.JOIN


def stage_of(funds: Funds, **changes: int) -> Stage:
    terms = Terms("First stage", "1차 단계평가", date(2026, 1, 15), **changes)
    return evaluations.open_stage(actor=funds.finance, programme=funds.programme, terms=terms)


def mark(
    funds: Funds, stage: Stage, team: Team, *marks: int, outcome: StageOutcome | None = None, reason: str = ""
) -> StageScore:
    return evaluations.mark(
        actor=funds.finance, stage=stage, team=team, marks=Marks(*marks), outcome=outcome, reason=reason,
        expect=seen(stage),
    )  # fmt: skip


def announce(funds: Funds, stage: Stage, actor: User | None = None, expect: str = "") -> Stage:
    return evaluations.announce(
        actor=actor or funds.payer, stage=stage, now=funds.now, expect=expect or seen(stage)
    )


@pytest.mark.parametrize(
    ("marks", "total", "outcome"),
    [
        ((10_000, 10_000, 10_000), 10_000, P),
        ((9_000, 9_000, 9_000), 9_000, P),
        ((8_999, 9_000, 9_000), 9_000, P),
        ((8_998, 9_000, 9_000), 8_999, C),
        ((10_000, 0, 0), 4_000, X),
        ((0, 10_000, 0), 3_500, X),
        ((0, 0, 10_000), 2_500, X),
        ((7_000, 7_000, 7_000), 7_000, C),
        ((6_998, 7_000, 7_000), 6_999, X),
        ((0, 0, 0), 0, X),
    ],
)
def test_totals_and_thresholds(
    funds: Funds, marks: tuple[int, int, int], total: int, outcome: StageOutcome
) -> None:
    score = mark(funds, stage_of(funds), funds.team(), *marks)
    assert (score.total, score.outcome) == (total, outcome)


def test_another_outcome_needs_a_reason(funds: Funds) -> None:
    stage, team = stage_of(funds), funds.team()
    with pytest.raises(Refused, match="not the one of the thresholds"):
        mark(funds, stage, team, 9_500, 9_500, 9_500, outcome=X)
    score = mark(funds, stage, team, 9_500, 9_500, 9_500, outcome=X, reason="Not an independent model.")
    assert score.outcome == X
    again = mark(funds, stage, team, 9_500, 9_500, 9_500)
    assert (again.pk, again.outcome) == (score.pk, P)


def test_new_thresholds_move_only_outcomes_that_followed_them(funds: Funds) -> None:
    stage = stage_of(funds)
    followed = mark(funds, stage, funds.team(), 8_000, 8_000, 8_000)
    set_by_hand = mark(funds, stage, funds.team(), 8_000, 8_000, 8_000, outcome=X, reason="Originality.")
    terms = Terms("First stage", "1차 단계평가", date(2026, 1, 15), priority_at=8_000)
    evaluations.change_terms(actor=funds.finance, stage=stage, terms=terms, expect=seen(stage))
    followed.refresh_from_db()
    set_by_hand.refresh_from_db()
    assert (followed.outcome, set_by_hand.outcome) == (P, X)


def test_announcing_tells_every_team_and_acts_on_those_that_leave(funds: Funds) -> None:
    stage = stage_of(funds)
    teams = {outcome: funds.team() for outcome in (C, P, X, J)}
    clerks = {outcome: funds.clerk_of(team) for outcome, team in teams.items()}
    agreed = funds.agreed(teams[X], funds.researcher())
    waiting = funds.submitted(teams[X], funds.researcher())
    mark(funds, stage, teams[C], 8_000, 8_000, 8_000)
    mark(funds, stage, teams[P], 9_500, 9_500, 9_500)
    mark(funds, stage, teams[X], 5_000, 5_000, 5_000)
    mark(funds, stage, teams[J], 8_000, 8_000, 8_000, outcome=J, reason="Additional team.")
    announce(funds, stage)
    for team in teams.values():
        team.refresh_from_db()
    assert {outcome: team.cut_on for outcome, team in teams.items() if team.cut_on} == {X: funds.today}
    assert {one: team.priority_since for one, team in teams.items() if team.priority_since} == {
        P: funds.today
    }
    agreed.case.refresh_from_db()
    waiting.case.refresh_from_db()
    assert (agreed.case.status, waiting.case.status) == (RequestStatus.WINDING_DOWN, RequestStatus.SUBMITTED)
    told = set(Notice.objects.filter(event=f"stage:{stage.pk}").values_list("recipient", flat=True))
    assert {clerk.pk for clerk in clerks.values()} <= told
    with pytest.raises(Refused, match="left the programme"):
        start(
            actor=clerks[X], team=teams[X], gate=agreed.gate, institution=agreed.institution,
            year=funds.today.year, now=funds.now,
        )  # fmt: skip
    with pytest.raises(Refused, match="left the programme"):
        ledger.reserve(request=waiting, amount=1, key="after leaving", actor=None)


def test_two_persons_who_saw_the_same_marks(funds: Funds) -> None:
    stage = stage_of(funds)
    before = seen(stage)
    mark(funds, stage, funds.team(), 8_000, 8_000, 8_000)
    with pytest.raises(Refused):
        announce(funds, stage, actor=funds.finance)
    with pytest.raises(Refused):
        announce(funds, stage, actor=funds.clerk_of(funds.team()))
    with pytest.raises(Stale):
        announce(funds, stage, expect=before)
    stage.prepared_by = funds.payer
    stage.save(update_fields=["prepared_by"])
    with pytest.raises(Refused, match="You prepared this"):
        announce(funds, stage)
    with pytest.raises(DatabaseError, match="stage_two_persons"), transaction.atomic():
        Stage.objects.filter(pk=stage.pk).update(signed_by=funds.payer, announced_at=funds.now)


def test_an_empty_stage_is_not_announced(funds: Funds) -> None:
    with pytest.raises(Refused, match="No team"):
        announce(funds, stage_of(funds))


@pytest.mark.parametrize("attack", ["marks", "outcome", "new score", "moved score", "weights", "again"])
def test_an_announced_stage_is_final(funds: Funds, attack: str) -> None:
    stage, other = stage_of(funds), stage_of(funds)
    score = mark(funds, stage, funds.team(), 8_000, 8_000, 8_000)
    elsewhere = mark(funds, other, funds.team(), 8_000, 8_000, 8_000)
    announce(funds, stage)
    attacks: dict[str, Callable[[], object]] = {
        "marks": lambda: StageScore.objects.filter(pk=score.pk).update(benchmark=1),
        "outcome": lambda: StageScore.objects.filter(pk=score.pk).update(outcome=X),
        "new score": lambda: StageScore.objects.create(
            stage=stage, team=funds.team(), benchmark=1, expert=1, user=1, outcome=X
        ),
        "moved score": lambda: StageScore.objects.filter(pk=elsewhere.pk).update(stage=stage),
        "weights": lambda: Stage.objects.filter(pk=stage.pk).update(benchmark_weight=30, expert_weight=45),
        "again": lambda: Stage.objects.filter(pk=stage.pk).update(announced_at=None),
    }
    with pytest.raises(DatabaseError, match="stage_guard"), transaction.atomic():
        attacks[attack]()
    with pytest.raises(Refused, match="announced"):
        mark(funds, stage, score.team, 1, 1, 1)
