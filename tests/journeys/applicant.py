"""What the researcher does, from sign-up to the decision, each step named as it would be told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from casework.enums import DegreeLevel, Sector
from casework.models import Case, StoredMail, User
from recruitment.enums import Movement, Sex
from talent_portal.demo.samples import EMPLOYER, EMPLOYER_NUMBER, sample_pdf
from tests.cast import PASSWORD
from tests.journeys.visitor import PATIENCE, Visitor, until
from visas.consents import ASKED
from visas.enums import EntryRoute, Requirement

SURNAME, GIVEN = "LINDQVIST", "ELSA MARIA"
STATED_PAY = {"en": "265,000,000", "ko": "2억 6,500만"}


class Applicant(Visitor):
    """Dr Elsa Lindqvist, invented, with a contract that pays enough for route 2."""

    email: str

    @property
    def case(self) -> Case:
        return Case.objects.get(person__accounts__email=self.email)

    def signs_up(self) -> None:
        self.email = f"elsa.{self.run.language}@example.org"
        self.open("/")
        self.open("/accounts/signup/")
        self.type("Email", self.email)
        self.type("Password", PASSWORD)
        self.type("Password (again)", PASSWORD)
        self.press("Create an account")
        self.reads_heading("Check your e-mail")

    def confirms_the_address(self) -> None:
        """By the link in the e-mail, as the outbox shows it."""
        self.open("/demo/outbox/")
        self.page.get_by_role("link", name=re.compile("confirm-email")).first.click()
        self.arrive()
        self.press("Confirm this address")
        assert User.objects.get(email=self.email).language == self.run.language

    def tells_who_she_is(self) -> None:
        self.follow("Profile")
        self.follow("Start", self.say("Names"))
        self.type("Surname", SURNAME.title())
        self.type("Given names", GIVEN.title())
        self.press("Save and continue")
        self.follow("Start", self.say("Citizenship, residence and field"))
        self.pick("Citizenship", "SE")
        self.pick("Country you live in", "DE")
        self.mark(Movement.ARRIVING.label)
        self.pick("Your field", Sector.AI)
        self.press("Save and continue")
        self.follow("Start", self.say("Passport"))
        self.type("Passport number", "AA1234567")
        self.pick("Issued by", "SE")
        self.date("Valid until", str(timezone.localdate() + timedelta(days=1500)))
        self.date("Date of birth", "1988-2-29")
        self.mark(Sex.FEMALE.label)
        self.press("Save and continue")

    def tells_her_degree(self) -> None:
        self.follow("Start", self.say("Degrees"))
        self.follow("Add a degree")
        self.mark(DegreeLevel.DOCTOR.label)
        self.pick("Country of the university", "KR")
        self.finds("University", {"en": "Korea Advanced Institute", "ko": "한국과학기술원"}, "Korea Advanced")
        self.type("Field of study", "Computer science")
        self.date("Awarded", "2015-2")
        self.press("Save and continue")
        self.follow("Done")

    def tells_her_job(self) -> None:
        self.follow("Start", self.say("Employment"))
        self.follow("Add a job")
        self.pick("Country you work or worked in", "KR")
        self.finds("Employer", {"en": "Samsung Electronics", "ko": "삼성전자"}, "Samsung Electronics")
        self.type("Job title", "Staff scientist")
        self.date("Started", "2016-03-01")
        self.mark("I still work there")
        self.mark("Research or development was my main task")
        self.press("Save and continue")
        self.follow("Done")

    def finds(self, label: str, words: dict[str, str], name: str) -> None:
        """Look an organisation up while typing, or by the button where no script runs."""
        self.type(label, words[self.run.language])
        if not self.run.scripts:
            self.press("Search the registry")
        self.page.get_by_role("radio", name=re.compile(f"^{name}")).first.check()

    def starts_an_application(self) -> None:
        self.follow("My page")
        self.follow("Start an application")
        self.press("Start an application")

    def tells_of_her_contract(self) -> None:
        self.follow("How you apply")
        self.mark(EntryRoute.ABROAD.label)
        self.mark(Sector.AI.label)
        self.press("Save and continue")
        self.follow("Employment contract")
        self.type("Employer in Korea", EMPLOYER)
        self.type("Business registration number", EMPLOYER_NUMBER)
        self.type("Job title", "Principal researcher")
        self.type("Annual pay in won, before tax", STATED_PAY[self.run.language])
        self.date("The contract starts on", str(timezone.localdate() + timedelta(days=120)))
        self.press("Save and continue")

    def hands_in_every_document(self) -> None:
        for requirement in Requirement:
            self.page.locator(f'a[href$="/documents/{requirement}/"]').click()
            self.arrive()
            self.attach("Choose a file", f"{requirement}.pdf", sample_pdf(requirement, "Elsa Lindqvist"))
            self.press("Hand in")

    def checks_her_answers(self) -> None:
        self.follow("Check your answers and submit")
        self.reads(f"{SURNAME} {GIVEN}")
        self.follow("Continue: declare and submit")

    def declares_and_submits_twice(self) -> None:
        """A double click, then the very same form once more: one application, one receipt."""
        for asked in ASKED:
            self.mark(self.say("I consent: %(purpose)s", purpose=self.say(asked.label)))
        self.mark("My answers are true and complete, and the documents are unaltered.")
        self.mark(
            "I know that a visa or permission obtained with false statements can be cancelled "
            "(Immigration Act, Art. 89)."
        )
        self.mark("I will report it here if my contract, my employer or my passport changes.")
        self.type("Your name as in your passport, surname first", f"{SURNAME} {GIVEN}".lower())
        with self.page.expect_request(lambda sent: sent.method == "POST") as sending:
            self.find("button", "Submit the application").dblclick(no_wait_after=True)
        expect(self.page).to_have_url(re.compile("/receipt/$"), timeout=PATIENCE * 1000)
        self.arrive()
        self.reads_heading("Application received")
        self.reads(self.case.reference)
        sent = sending.value
        again = self.context.request.post(
            sent.url, data=sent.post_data_buffer, headers={"content-type": sent.headers["content-type"]}
        )
        assert again.url == self.page.url

    def follows_the_application(self) -> None:
        """Until the automatic check is there, made by a worker."""
        self.follow("Follow your application")
        seconds = "[0-9.]+"
        self.waits_for(
            "Checked automatically by worker %(worker)s, %(seconds)s s after submission. An officer decides.",
            worker=r"\d+",
            seconds=seconds,
        )

    def answers_the_supplement_request(self, reason: str) -> None:
        self.follow("My page")
        self.follow("Answer what is being asked", self.case.reference)
        self.follow(Requirement.CRIMINAL.label)
        self.reads(reason)
        self.attach("Choose a file", "apostille.pdf", sample_pdf(Requirement.CRIMINAL, "E. M. Lindqvist"))
        self.press("Save the answer")
        self.press("Send the answers")

    def reads_the_decision(self, *words: Any) -> None:
        """By the link in the e-mail, which is in her language."""
        subject = self.say("%(reference)s: there is a decision", reference=self.case.reference)
        mails = StoredMail.objects.filter(to__contains=self.email, subject=subject)
        mail = until(mails.first, what="the e-mail about the decision")
        link = re.search(r"https?://\S+", mail.body)
        assert link is not None
        self.open(link[0])
        if not self.page.url.endswith("/decision/"):
            self.follow("Read the decision")
        for text in words:
            self.reads(text)

    def sees_who_looked(self, *words: Any) -> None:
        self.follow("My page")
        self.follow("Who looked at my data")
        for text in words:
            self.reads(text)
