"""A kind of case may bring its own doorkeeper, with words of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from casework.models import Case, User
from casework.permissions import YES, Answer
from casework.states import By, register
from casework.transitions import Refused, move
from tests.desk import Desk
from visas.states import MACHINE

Change = Callable[..., None]


@pytest.fixture
def machine() -> Iterator[Change]:
    """Registers another form of the visa workflow until the test ends."""

    def change(**fields: Any) -> None:
        register(replace(MACHINE, **fields))

    yield change
    register(MACHINE)


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
