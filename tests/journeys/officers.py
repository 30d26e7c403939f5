"""What the reviewer and the approver do in the officers' site."""

from __future__ import annotations

from typing import Any

from casework.enums import DecisionOutcome
from casework.models import Case, PolicyReason
from talent_portal.demo.cast import STAFF
from tests.journeys.visitor import Visitor, until
from visas.admin.words import FACTS
from visas.enums import Requirement

REVIEWER, APPROVER = "Choi Min-seo", "Jung Ha-eun"


class Officer(Visitor):
    """Signed in by the button of the demonstration's cast, second factor included."""

    case: Case

    def signs_in_as(self, name: str) -> None:
        self.open("/demo/")
        member = next(member for member in STAFF if member.name == name)
        shown = member.name_ko if self.run.language == "ko" else name
        self.press(self.say("Sign in as %(name)s", name=shown))
        self.reads_heading("My work")

    def opens_the_case(self, case: Case) -> None:
        self.case = case
        self.follow("Open the list")
        self.follow(case.reference)

    def takes_it(self) -> None:
        self.follow("Take this case")
        self.press("Take this case")
        self.reads("This case is yours now.")

    def looks_at_the_passport_number(self, why: str) -> None:
        self.follow("Show with a reason")
        self.type("Why do you need to see it?", why)
        self.press("Show the passport number")
        self.reads("AA1234567")
        self.follow("Back to the case")

    def asks_for(self, requirement: Requirement, why: str) -> None:
        self.follow("Ask for a supplement")
        self.mark(requirement.label)
        self.type(self.say("Why it is needed: %(document)s", document=self.say(requirement.label)), why)
        self.press("Preview")
        self.reads("As the applicant will see it")
        self.press("Send to the applicant")
        self.reads("Sent. The clock stops until the applicant answers.")

    def corrects_the_pay(self, amount: str, why: str) -> None:
        """With the contract as evidence, which the form has chosen already."""
        self.follow("Correct", self.say(FACTS["pay"]))
        self.follow("Correct", self.say(FACTS["pay"]))
        self.type("Annual pay in KRW, before tax", amount)
        self.type("Reason", why)
        self.press("Correct and check again")
        self.reads("Corrected. The automatic check runs again.")
        until(self._checked, what="the check of the corrected facts")
        self.open(self.page.url)

    def verifies(self, *facts: str) -> None:
        for fact in facts:
            self.press("Verify", self.say(FACTS[fact]))
            self.reads("Finding recorded.")

    def proposes_to_grant(self) -> None:
        self.follow("Propose a decision")
        self.mark(DecisionOutcome.GRANT.label)
        self.mark(reason("GRANT-ROUTE-2", self.run.language))
        self.press("Send for countersignature")
        self.reads("Proposed. Another person must countersign it.")

    def may_not_countersign_alone(self) -> None:
        """The bar says why, and so does the page itself for whoever types its address."""
        words = "You proposed this decision. Another person must countersign it."
        self.reads(words)
        self.open(f"/admin/visas/toptiercase/{self.case.pk}/countersign/")
        self.reads("You cannot do this now")
        self.reads(words)

    def countersigns(self) -> None:
        self.follow("Countersign")
        self.reads("What changed since the applicant stated the facts")
        self.press("Sign and decide")
        self.reads("Signed. The case is decided and the applicant is told.")

    def _checked(self) -> bool:
        return self.case.facts.latest("number").screenings.exists()


def reason(code: str, language: str) -> Any:
    """A coded reason of the policy in force, in that language."""
    row = PolicyReason.objects.filter(code=code).latest("version__number")
    return {"en": row.title_en, "ko": row.title_ko}[language]
