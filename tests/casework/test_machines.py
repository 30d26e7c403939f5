"""A kind of case may bring its own doorkeeper, with words of its own, and its own desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework import states
from casework.enums import Agency, Role
from casework.models import Case, Document, User
from casework.permissions import YES, Answer
from casework.services.roles import grant_role
from casework.states import By
from casework.transitions import Refused, move
from tests.cast import officer
from tests.desk import Desk
from visas.states import MACHINE

Change = Callable[..., None]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Change:
    """Registers another form of the visa workflow, or another kind with its edges, until the test ends."""
    monkeypatch.setattr(states, "_machines", {one.kind: one for one in states.machines()})
    return lambda **fields: states.register(replace(MACHINE, **fields))


def stranger_only(*, actor: User | None, case: Case, by: str) -> Answer:
    known = actor is not None and actor.email == "stranger@example.org" and by == "friend"
    return YES if known else Answer(False, "Only a friend may do this.")


def test_a_doorkeeper_is_asked_instead_of_the_usual_one(desk: Desk, machine: Change) -> None:
    case = desk.submitted()
    machine(edges=tuple(replace(edge, by="friend") for edge in MACHINE.edges), doorkeeper=stranger_only)
    with pytest.raises(Refused, match="Only a friend"):
        move(case=case, action="take", actor=desk.cast.reviewer, now=desk.now)
    moved = move(case=case, action="take", actor=desk.cast.stranger, now=desk.now)
    assert moved.status == "in_review"


def test_no_doorkeeper_is_asked_about_what_only_the_portal_does(desk: Desk, machine: Change) -> None:
    case = move(case=desk.in_review(), action="ask", actor=desk.cast.reviewer, now=desk.now)
    friends = [edge if edge.by == By.SYSTEM else replace(edge, by="friend") for edge in MACHINE.edges]
    machine(edges=tuple(friends), doorkeeper=lambda **asked: YES)
    with pytest.raises(Refused, match="portal itself"):
        move(case=case, action="lapse", actor=desk.cast.reviewer, now=desk.now)
    machine(edges=tuple(friends), doorkeeper=stranger_only)
    assert move(case=case, action="lapse", actor=None, now=desk.now).status == "returned"


def test_cases_are_seen_by_the_roles_of_their_kind_alone(desk: Desk, machine: Change) -> None:
    case = desk.submitted()
    finance = officer("finance", Role.FINANCE_OFFICER)
    assert seen_by(finance) == (set(), set())
    assert seen_by(desk.cast.reviewer) == ({case.pk}, set(documents_of(case)))
    machine(desk_roles=(Role.FINANCE_OFFICER, Role.PAYMENT_APPROVER))
    assert seen_by(finance) == ({case.pk}, set(documents_of(case)))
    assert seen_by(desk.cast.reviewer) == seen_by(desk.cast.approver) == (set(), set())
    elsewhere = officer("finance-2", Role.FINANCE_OFFICER, agency=Agency.SCIENCE)
    assert seen_by(elsewhere) == (set(), set())


def test_a_role_at_one_agency_shows_no_case_of_another_kind_there(desk: Desk, machine: Change) -> None:
    case = desk.submitted()
    machine(kind="grant", desk_roles=(Role.FINANCE_OFFICER,))
    two = (desk.cast.administrator, desk.cast.auditor)
    both = officer("both", Role.FINANCE_OFFICER, agency=Agency.JUSTICE)
    grant_role(user=both, role=Role.REVIEWER, agency=Agency.SCIENCE, actor=two[0], confirmed_by=two[1])
    assert seen_by(both) == (set(), set())
    crossed = officer("crossed", Role.FINANCE_OFFICER, agency=Agency.SCIENCE)
    grant_role(user=crossed, role=Role.REVIEWER, agency=Agency.JUSTICE, actor=two[0], confirmed_by=two[1])
    assert crossed.roles
    with CaptureQueriesContext(connection) as queries:
        assert list(Case.objects.visible_to(crossed)) == [case]
    assert len(queries) == 1


def documents_of(case: Case) -> Any:
    return case.documents.values_list("document", flat=True)


def seen_by(user: User) -> tuple[set[UUID], set[UUID]]:
    """Keys of the cases and of the documents the account may see."""
    cases, documents = Case.objects.visible_to(user), Document.objects.visible_to(user)
    return set(cases.values_list("pk", flat=True)), set(documents.values_list("pk", flat=True))
