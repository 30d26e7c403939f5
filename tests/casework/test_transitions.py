"""Every edge of the visa workflow, for every role, generated from its table; taking cases in a crowd."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from casework.models import Case, CaseEvent, Person, User
from casework.permissions import may_take_edge
from casework.services import assignment
from casework.states import By, Edge
from casework.transitions import Refused, Stale, move, open_case
from talent_portal.databases import Database
from tests.cast import Cast
from tests.desk import Desk, make_desk
from visas.enums import OPEN, TOP_TIER, Status
from visas.states import MACHINE

ROLE_OF = {
    By.APPLICANT: {"applicant"},
    By.REVIEWER: {"reviewer", "colleague"},
    By.APPROVER: {"approver"},
    By.SYSTEM: {"nobody"},
}
EVERYBODY = (
    "applicant", "stranger", "reviewer", "colleague", "approver",
    "steward", "auditor", "administrator", "dismissed", "nobody",
)  # fmt: skip
EDGES = [edge for edge in MACHINE.edges if edge.source]


def name(edge: Edge) -> str:
    return f"{edge.source}-{edge.action}"


def person(cast: Cast, who: str) -> User | None:
    return None if who == "nobody" else getattr(cast, who)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("edge", EDGES, ids=name)
def test_an_edge_is_its_role_s_alone(cast: Cast, edge: Edge, who: str) -> None:
    case = Case(kind=TOP_TIER, person=cast.applicant.person, status=edge.source)
    assert bool(may_take_edge(actor=person(cast, who), case=case, by=edge.by)) == (who in ROLE_OF[edge.by])


@pytest.mark.parametrize("edge", [edge for edge in EDGES if not edge.needs_decision], ids=name)
def test_taking_an_edge_moves_the_case_and_writes_its_event(desk: Desk, edge: Edge) -> None:
    case = case_in(desk, edge.source)
    actor = case_actor(desk, case, edge)
    moved = move(case=case, action=edge.action, actor=actor, now=desk.now, expect=case.version)
    event = CaseEvent.objects.filter(case=case).latest("id")
    assert moved.status == edge.target
    assert (event.source, event.action, event.target, event.case_version) == (
        edge.source,
        edge.action,
        edge.target,
        moved.version,
    )


@pytest.mark.parametrize("status", OPEN)
def test_an_action_of_another_state_is_refused(desk: Desk, status: str) -> None:
    case = case_in(desk, status)
    possible = {edge.action for edge in MACHINE.leaving(status)}
    for edge in EDGES:
        if edge.action not in possible:
            with pytest.raises(Refused):
                move(case=case, action=edge.action, actor=desk.cast.reviewer, now=desk.now)


def test_a_move_on_an_old_version_is_stale(desk: Desk) -> None:
    case = desk.submitted()
    with pytest.raises(Stale):
        move(case=case, action="take", actor=desk.cast.reviewer, now=desk.now, expect=case.version - 1)


def test_the_oldest_unassigned_case_comes_next(desk: Desk) -> None:
    newer, older = desk.submitted(days_ago=1), desk.submitted(days_ago=9)
    take = lambda: assignment.next_case(actor=desk.cast.reviewer, kind=TOP_TIER, now=desk.now)  # noqa: E731
    first, second, third = take(), take(), take()
    assert [case and case.pk for case in (first, second, third)] == [older.pk, newer.pk, None]


def test_an_approver_and_a_stranger_get_no_next_case(desk: Desk) -> None:
    desk.submitted()
    for who in (desk.cast.approver, desk.cast.steward, desk.cast.applicant):
        assert assignment.next_case(actor=who, kind=TOP_TIER, now=desk.now) is None


def test_many_officers_at_once_get_a_case_each(committed_database: Database) -> None:
    desk = make_desk()
    cases = {desk.submitted(days_ago=days).pk for days in range(1, 9)}
    officers = [desk.cast.reviewer, desk.cast.colleague] * 4

    def take(officer: User) -> object:
        try:
            case = assignment.next_case(actor=officer, kind=TOP_TIER, now=timezone.now())
            return case and case.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(take, officers))
    assert set(got) == cases
    assert len(got) == len(set(got))


def test_a_colleague_s_case_is_not_taken(desk: Desk) -> None:
    case = desk.in_review()
    with pytest.raises(Refused, match="colleague"):
        assignment.take(actor=desk.cast.colleague, case=case, now=desk.now, expect=case.version)


def test_nobody_is_assigned_who_could_not_work_on_it(desk: Desk) -> None:
    case = desk.in_review()
    for who in (desk.cast.approver, desk.cast.steward, desk.cast.applicant):
        with pytest.raises(Refused):
            assignment.assign(actor=desk.cast.reviewer, case=case, to=who, now=desk.now, expect=case.version)


def test_an_officer_never_works_on_their_own_case(desk: Desk) -> None:
    private = User.objects.create_user("private@example.org", person=desk.cast.reviewer.person)
    case = desk.submitted(applicant=private)
    assert not Case.objects.visible_to(desk.cast.reviewer).filter(pk=case.pk).exists()
    with pytest.raises(Refused, match="own case"):
        assignment.take(actor=desk.cast.reviewer, case=case, now=desk.now, expect=case.version)


def case_in(desk: Desk, status: str) -> Case:
    """A case that came to this status by its edges."""
    if status == Status.DRAFT:
        person = Person.objects.get(pk=desk.cast.applicant.person_id)
        return draft(desk, person)
    if status == Status.SUBMITTED:
        return desk.submitted()
    if status == Status.PROPOSED:
        return desk.proposed().case
    case = desk.in_review()
    if status == Status.SUPPLEMENT:
        case = move(case=case, action="ask", actor=desk.cast.reviewer, now=desk.now)
    return case


def draft(desk: Desk, person: Person) -> Case:
    case = Case(kind=TOP_TIER, reference="DRAFT-1", person=person)
    return open_case(case=case, actor=desk.cast.applicant, now=desk.now - timedelta(days=1))


def case_actor(desk: Desk, case: Case, edge: Edge) -> User | None:
    own = User.objects.filter(person=case.person_id).get()
    return {
        By.APPLICANT: own,
        By.REVIEWER: desk.cast.reviewer,
        By.APPROVER: desk.cast.approver,
        By.SYSTEM: None,
    }[edge.by]
