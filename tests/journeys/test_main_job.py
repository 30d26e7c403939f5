"""From sign-up to the decision: a researcher, a reviewer and an approver, each in a window of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casework.models import Case, Screening, User
from talent_portal.stage import Stage
from tests.journeys.applicant import Applicant
from tests.journeys.officers import APPROVER, REVIEWER, Officer, reason
from tests.journeys.runs import RUNS, Run
from visas.enums import Requirement, Status

pytestmark = pytest.mark.journey
MISSING = {"en": "The apostille is missing.", "ko": "아포스티유가 없습니다."}
LOWER = {
    "en": "Page 1 of the contract says 255,000,000.",
    "ko": "계약서 1쪽에 255,000,000원으로 적혀 있습니다.",
}
WHY = {"en": "Comparing with the scan", "ko": "여권 사본과 대조"}


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_from_sign_up_to_the_decision(portal: Stage, enter: Any, run: Run) -> None:
    elsa = enter(Applicant, run)
    elsa.signs_up()
    elsa.confirms_the_address()
    elsa.tells_who_she_is()
    elsa.tells_her_degree()
    elsa.tells_her_job()
    elsa.starts_an_application()
    elsa.tells_of_her_contract()
    elsa.hands_in_every_document()
    elsa.checks_her_answers()
    elsa.declares_and_submits_twice()
    assert Case.objects.filter(person=elsa.case.person).count() == 1
    assert elsa.case.events.filter(action="submit").count() == 1
    elsa.follows_the_application()
    assert_checked_by_a_worker(elsa.case, portal)

    reviewer = enter(Officer, run)
    reviewer.signs_in_as(REVIEWER)
    reviewer.opens_the_case(elsa.case)
    reviewer.takes_it()
    reviewer.looks_at_the_passport_number(WHY[run.language])
    reviewer.asks_for(Requirement.CRIMINAL, MISSING[run.language])
    elsa.answers_the_supplement_request(MISSING[run.language])

    reviewer.open(reviewer.page.url)
    reviewer.corrects_the_pay("255,000,000", LOWER[run.language])
    reviewer.verifies("degree", "employment")
    reviewer.proposes_to_grant()
    reviewer.may_not_countersign_alone()

    approver = enter(Officer, run)
    approver.signs_in_as(APPROVER)
    approver.opens_the_case(elsa.case)
    approver.countersigns()
    assert elsa.case.status == Status.GRANTED

    officers = [elsa.say(User.objects.get(name=name)) for name in (REVIEWER, APPROVER)]
    elsa.reads_the_decision(
        "Your application is granted.",
        LOWER[run.language],
        reason("GRANT-ROUTE-2", run.language),
        "As an officer corrected it",
        *officers,
    )
    elsa.sees_who_looked(*officers, WHY[run.language])


def assert_checked_by_a_worker(case: Case, portal: Stage) -> None:
    """By a process under the Celery worker, none of the web's."""
    pid = Screening.objects.get(facts__case=case).worker_pid
    assert pid in family(portal.portal.worker.child)
    assert pid not in family(portal.portal.web.child)


def family(child: Any) -> set[int]:
    """The process and all processes under it."""
    found, new = set(), {child.pid}
    while new:
        found |= new
        new = {pid for parent in new for pid in _children(parent)} - found
    return found


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
