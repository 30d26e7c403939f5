"""What the finance officer and the payment approver do with a claim, from its check to the bank's answer."""

from __future__ import annotations

from funding.enums import CutReason
from funding.models import Claim, PaymentOrder
from funding.payment_reads import reference_of
from tests.journeys.officers import Officer

FINANCE, APPROVER = "Shin Ye-rin", "Kwon Jae-min"
CUT = 400_000
ALONE = "You proposed this. Another person must sign it."
BATCH_ALONE = "You prepared this batch. Another person must sign it."


class Purser(Officer):
    """Signed in by the button of the demonstration's cast."""

    claim: Claim

    def opens_the_claim(self, claim: Claim, part: str) -> None:
        self.claim = claim
        self.open("/admin/")
        self.follow(part)
        self.follow(claim.case.reference)

    def cuts_the_first_row(self, why: str) -> None:
        row = self.group(self.say("Check of row %(row)s", row=1))
        row.get_by_label(self.say("Cut"), exact=True).check()
        row.get_by_label(self.say("Cut by"), exact=True).fill(f"{CUT:,}")
        row.get_by_label(self.say("Reason"), exact=True).select_option(CutReason.EVIDENCE)
        row.get_by_label(self.say("In words, for the team"), exact=True).fill(why)
        self.press("Save these rows")

    def accepts_the_rest_and_proposes(self) -> None:
        self.follow("Accept all rows nobody has looked at")
        self.press("Accept these rows")
        self.follow("Ask for the second signature")
        self.press("Send for signature")
        self.reads("Proposed. Another person must sign it.")

    def may_not_sign_the_claim(self) -> None:
        self.open(f"/admin/funding/claim/{self.claim.pk}/sign/")
        self.reads("You cannot do this now")
        self.reads(ALONE)

    def signs_the_claim(self) -> None:
        self.follow("Sign")
        self.press("Sign the claim")
        self.reads("Signed. The team is told.")

    def prepares_a_batch_but_may_not_sign_it(self) -> None:
        self.open("/admin/")
        self.follow("Batches to sign")
        self.follow("Prepare a batch")
        self.page.get_by_label(self.claim.case.reference).check()
        self.press("Prepare the batch")
        self.reads(BATCH_ALONE)

    def signs_the_batch(self, claim: Claim) -> None:
        self.open("/admin/")
        self.follow("Batches to sign")
        self.follow(order_of(claim).batch.reference)
        self.follow("Sign")
        self.press("Sign and pay")
        self.reads("Signed. The bank file can be made now.")

    def records_that_the_bank_paid(self) -> None:
        order = order_of(self.claim)
        self.open(f"/admin/funding/paymentbatch/{order.batch_id}/change/")
        self.follow("Answer", reference_of(order))
        self.mark("Paid")
        self.type("Bank reference", "20261122-0001")
        self.press("Record the answer")
        self.reads("Recorded. The team is told.")


def order_of(claim: Claim) -> PaymentOrder:
    return PaymentOrder.objects.select_related("batch").get(claim=claim)
