"""Answers at the same moment: four threads with connections of their own, one joins, one gate opens."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from django.db import connections

from casework.models import Case, Facts, Notice, Receipt
from casework.transitions import Refused
from funding.enums import MemberRole
from funding.models import Invitation, TeamMember
from funding.services.gate import accept_candidacy
from funding.services.invitations import MOST_OPEN, accept_membership, invite_member
from funding.services.teams import remove_member
from talent_portal.databases import Database
from tests.cast import researcher
from tests.funding.build import make_funds
from tests.funding.gates import UNIVERSITY, invited, manager_of, named, post

TIMES = 4


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What the calls answer in threads at once; a refusal by its words."""

    def run(call: Callable[[], object]) -> object:
        try:
            return call()
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_accepting_at_once_makes_one_member(committed_database: Database) -> None:
    funds = make_funds()
    team = funds.team()
    sent = invite_member(
        actor=manager_of(funds, team), team=team, email="new@example.org", role=MemberRole.CLERK,
        language="en", token=uuid4(), now=funds.now,
    )  # fmt: skip
    clerk = researcher("new@example.org")
    answers = at_once(*[lambda: accept_membership(actor=clerk, invitation=sent, now=funds.now)] * TIMES)
    assert len(set(answers)) == 1
    assert TeamMember.objects.filter(user=clerk).count() == 1


def test_accepting_a_candidacy_at_once_opens_one_gate(committed_database: Database) -> None:
    funds = make_funds()
    user = named(funds.researcher())
    job, sent = post(user, UNIVERSITY, "2010", "2015"), invited(funds, funds.team(), user)

    def accept(token: UUID) -> Callable[[], Case]:
        return lambda: accept_candidacy(
            actor=user, invitation=sent, research=[job.pk], leading=[], token=token, now=funds.now
        )

    one = uuid4()
    answers = at_once(*[accept(one)] * TIMES, *[accept(uuid4()) for _number in range(TIMES)])
    cases = {answer for answer in answers if isinstance(answer, Case)}
    assert len(cases) == 1
    assert Facts.objects.count() == 1
    assert Receipt.objects.filter(action="funding.gate").count() == 1
    assert Notice.objects.filter(template="funding/accepted").count() == 1


def test_inviting_at_once_keeps_within_the_limit(committed_database: Database) -> None:
    funds = make_funds()
    team = funds.team()
    manager = manager_of(funds, team)

    def invite(number: int) -> Callable[[], Invitation]:
        return lambda: invite_member(
            actor=manager, team=team, email=f"clerk-{number}@example.org", role=MemberRole.CLERK,
            language="en", token=uuid4(), now=funds.now,
        )  # fmt: skip

    for number in range(MOST_OPEN - 1):
        invite(number)()
    at_once(*[invite(MOST_OPEN + number) for number in range(TIMES)])
    assert Invitation.objects.count() == MOST_OPEN


def test_two_managers_who_remove_each_other_leave_one(committed_database: Database) -> None:
    funds = make_funds()
    team = funds.team()
    first, second = (funds.member(team, MemberRole.MANAGER) for _one in range(2))
    at_once(
        lambda: remove_member(actor=first, member=second.teams.get(), now=funds.now),
        lambda: remove_member(actor=second, member=first.teams.get(), now=funds.now),
    )
    assert TeamMember.objects.current(funds.now).filter(team=team, role=MemberRole.MANAGER).count() == 1
