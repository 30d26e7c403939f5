"""What the claims clerk does: asks for money, pastes costs, mends them, hands in receipts, submits."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from funding.imports.columns import BY_KEY
from funding.models import Claim, FundingRequest
from talent_portal.demo.consortium import CLERK, SAEBYEOK
from talent_portal.demo.samples import receipt_pdf
from tests.journeys.visitor import PATIENCE, Visitor

SNACK, SLIP = "Snacks", "9oo,000"
BAD_DAY, BAD_CATEGORY, BAD_AMOUNT = 9, 20, 33
"""Rows of the sheet that are wrong."""
LAST_ROW = 41
FIRST, EACH = 2_400_000, 900_000
"""KRW without VAT: the first line, and every other one."""
CLAIMED = FIRST + 37 * EACH


class Clerk(Visitor):
    """Lim Soo-bin of the invented team Saebyeok AI."""

    agreement: FundingRequest

    def signs_in(self) -> None:
        self.open("/demo/")
        shown = CLERK.name_ko if self.run.language == "ko" else CLERK.name
        self.press(self.say("Sign in as %(name)s", name=shown))
        self.reads_heading(SAEBYEOK.name_ko if self.run.language == "ko" else SAEBYEOK.name_en)

    @property
    def researcher(self) -> str:
        account = self.agreement.case.person.accounts.get()
        return account.name_ko if self.run.language == "ko" and account.name_ko else account.name

    def asks_for_too_much(self, year: int) -> None:
        """₩180,000,000 where ₩150,000,000 remain: refused beside the total, and nothing typed is lost."""
        self.follow("Requests")
        self.follow("Start a request")
        self.page.locator(f'[name="gate"][value="{self.agreement.gate_id}"]').check()
        host = SAEBYEOK.houses[0]
        self.mark(host.name_ko if self.run.language == "ko" else host.name_en)
        self.mark(str(year))
        self.press("Continue")
        self.type("What is the money for?", "To lead pre-training.")
        self.date("Employed from", f"{year}-1-1")
        self.date("Employed until", f"{year}-12-31")
        self.page.locator('[name="government_salary"]').fill("180,000,000")
        self.page.locator('[name="own_cash_salary"]').fill("60,000,000")
        self.press("Save and check")
        self.reads(
            "Only ₩%(remaining)s remains under the cap for this researcher and year.", remaining="150,000,000"
        )
        expect(self.page.locator('[name="own_cash_salary"]')).to_have_value("60,000,000")

    def asks_for_what_remains(self) -> None:
        self.page.locator('[name="government_salary"]').fill("150,000,000")
        self.press("Save and check")
        self.press("Submit the request")
        self.reads_heading("Request received")

    def starts_a_claim(self, month: date) -> Claim:
        self.follow("Claims")
        self.follow("Start a claim")
        self.pick("Agreement", str(self.agreement.pk))
        self.pick("Month of the costs", month.isoformat())
        self.press("Start")
        self.reads_heading(self.researcher)
        return Claim.objects.get(request=self.agreement)

    def pastes(self, month: date) -> None:
        """Forty rows of a sheet, three of them wrong."""
        self.follow("Paste or upload lines")
        self.type("Paste lines from Excel", sheet(month, self.run.language))
        self.press("Show the preview")
        self.reads(self.say("“%(text)s” is not in the calendar.") % {"text": f"{month:%Y-%m}-32"})
        self.reads(self.say("“%(text)s” is no amount in whole won.") % {"text": SLIP})
        self.reads(SNACK)
        wrong = self.page.locator("fieldset legend")
        expect(wrong).to_have_text([self._row(row) for row in (BAD_DAY, BAD_CATEGORY, BAD_AMOUNT)])

    def mends_one_and_leaves_out_two(self, month: date) -> None:
        column = BY_KEY["spent_on"].title(self.run.language)
        self.type(self.say("Row %(row)s: %(column)s", row=BAD_DAY, column=column), f"{month:%Y-%m}-28")
        self.press("Save and check again")
        for row in (BAD_CATEGORY, BAD_AMOUNT):
            self.press(self.say("Leave out row %(n)s", n=row))
        self.page.locator('button[name="enter"]').click()
        self.arrive()
        self.reads("80 per cent or more of the agreement is used.")

    def hands_in_receipts(self) -> None:
        """The first for half of the lines at once, the second matched afterwards."""
        self.follow("Hand in and match receipts")
        self.attach("Choose files", "first.pdf", receipt_pdf(f"{self.run.name} 1"))
        boxes = self.group("It proves these lines").get_by_role("checkbox")
        for number in range(19):
            boxes.nth(number).check()
        self.press("Hand in")
        self.attach("Choose files", "second.pdf", receipt_pdf(f"{self.run.name} 2"))
        self.press("Hand in")
        self.follow("Match", "second.pdf")
        boxes = self.group("It proves these lines").get_by_role("checkbox")
        for number in range(19, 38):
            boxes.nth(number).check()
        self.press("Save")
        self.reads("Every line has a receipt or a reason.")

    def submits_twice(self, claim: Claim) -> None:
        """A double click, then the very same form once more: one claim, one receipt."""
        self.open(f"/consortium/{SAEBYEOK.code}/claims/{claim.case_id}/check/")
        self.mark(
            "The costs were paid for this agreement, as the receipts show, and are claimed nowhere else."
        )
        with self.page.expect_request(lambda sent: sent.method == "POST") as sending:
            self.page.locator("main form button").last.dblclick(no_wait_after=True)
        expect(self.page).to_have_url(re.compile("/receipt/$"), timeout=PATIENCE * 1000)
        self.arrive()
        self.reads_heading("Claim received")
        self.reads(claim.case.reference)
        sent = sending.value
        again = self.context.request.post(
            sent.url, data=sent.post_data_buffer, headers={"content-type": sent.headers["content-type"]}
        )
        assert again.url == self.page.url

    def sees_it_paid(self, claim: Claim, *words: str) -> None:
        self.open(f"/consortium/{SAEBYEOK.code}/claims/{claim.case_id}/")
        for text in words:
            self.reads(text)
        self.follow("Payments")
        self.reads(claim.case.reference)

    def _row(self, number: int) -> str:
        return self.say("Row %(n)s", n=number)


def sheet(month: date, language: str) -> str:
    """A header and forty costs of research activity, as copied from Excel; costs begin in row 2."""
    header = "\t".join(BY_KEY[key].title(language) for key in COLUMNS)
    return "\n".join([header, *(_line(row, month, language) for row in range(2, LAST_ROW + 1))])


COLUMNS = ("spent_on", "payee", "category", "supply", "vat", "method")


def _line(row: int, month: date, language: str) -> str:
    supply = FIRST if row == 2 else EACH
    cells = {
        "spent_on": f"{month + timedelta(days=row % 27):%Y-%m-%d}",
        "payee": f"Narae {language} {row}",
        "category": "연구활동비" if language == "ko" else "Research activity",
        "supply": f"{supply:,}",
        "vat": f"{supply // 10:,}",
        "method": "카드" if language == "ko" else "card",
    }
    wrong = {
        BAD_DAY: {"spent_on": f"{month:%Y-%m}-32"},
        BAD_CATEGORY: {"category": SNACK},
        BAD_AMOUNT: {"supply": SLIP},
    }
    return "\t".join((cells | wrong.get(row, {})).values())
