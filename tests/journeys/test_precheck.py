"""Where do I stand? A visitor asks without an account, changes an answer, and takes the answers along."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from casework.enums import DegreeLevel
from talent_portal.demo.applicants import AMARA
from talent_portal.demo.world import read_world
from talent_portal.stage import Stage
from tests.cast import PASSWORD
from tests.journeys.applicant import Applicant
from tests.journeys.runs import RUNS, Run

pytestmark = pytest.mark.journey


class Newcomer(Applicant):
    """Somebody who looks before signing up."""

    def chooses_a_door(self) -> None:
        self.open("/check/")
        self.press("Continue")
        self.reads("Choose one of these.")
        self.mark("No")
        self.mark("Outside Korea")
        self.mark("A company that has offered me a contract, or will")
        self.press("Continue")
        self.reads("Visa issued abroad")

    def answers_five_questions(self, university: str) -> None:
        self.mark(DegreeLevel.DOCTOR.label)
        self.press("Continue")
        self.type("Which university awarded it?", university)
        self.press("Continue")
        self.type("Work experience: years", "9")
        self.type("and months", "2")
        self.press("Continue")
        self.type("Of it at leading global firms: years", "10")
        self.press("Continue")
        self.reads("This is more than the work experience you stated before.")
        self.type("Of it at leading global firms: years", "3")
        self.press("Continue")
        self.type("Annual pay in Korea, before tax, in won", "168,000,000")
        self.press("Continue")
        self.reads_heading("How your answers compare")

    def changes_the_pay(self, pay: str) -> None:
        self.follow("Change", self.say("Pay in Korea"))
        self.type("Annual pay in Korea, before tax, in won", pay)
        self.press("Continue")
        self.reads_heading("How your answers compare")

    def signs_up_with_these(self) -> None:
        self.email = f"newcomer.{self.run.language}@example.org"
        self.press("Create an account with these answers")
        self.type("Email", self.email)
        self.type("Password", PASSWORD)
        self.type("Password (again)", PASSWORD)
        self.press("Create an account")
        self.confirms_the_address()

    def finds_the_degree_filled_in(self, university: str) -> None:
        self.open("/applications/")
        self.reads("Answers of your check")
        self.follow("Add your degree")
        expect(self.box("University")).to_have_value(university)
        expect(self.box(DegreeLevel.DOCTOR.label)).to_be_checked()

    def lets_them_go(self) -> None:
        self.open("/applications/")
        self.press("Forget these answers")
        expect(self.page.get_by_text(self.say("Answers of your check"))).to_have_count(0)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_a_newcomer_sees_where_she_stands_and_takes_it_along(portal: Stage, enter: Any, run: Run) -> None:
    university = read_world().university(AMARA.rank).name
    newcomer = enter(Newcomer, run)
    newcomer.chooses_a_door()
    newcomer.answers_five_questions(university)
    expect(newcomer.page.locator("#ways-title")).to_contain_text("2")
    newcomer.changes_the_pay("260,000,000")
    newcomer.signs_up_with_these()
    newcomer.finds_the_degree_filled_in(university)
    newcomer.lets_them_go()
