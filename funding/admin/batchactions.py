"""Actions on payment batches: prepare one, sign it as the second person, discard it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.clock import seoul_date
from casework.enums import Role
from casework.permissions import YES, Answer
from casework.transitions import Refused
from funding.admin.actions import DeskAction
from funding.admin.batchlist import row_of
from funding.admin.batchpage import batch_url, fetch, views_of
from funding.models import PaymentBatch, Programme
from funding.payment_reads import Payable, payable_of, programmes_of
from funding.permissions import may_officiate, may_sign_batch
from funding.services import payments
from funding.services.payments import MOST

CLOSED = Answer(False, gettext_lazy("This batch is signed or discarded already."))


class Prepare(DeskAction):
    """Choose among the approved claims of a programme."""

    title = gettext_lazy("Prepare a batch")
    submit = gettext_lazy("Prepare the batch")
    lead = gettext_lazy("You prepare the payments, another person signs. No money moves until then.")
    done = gettext_lazy("Prepared. Another person must sign it.")
    template_name = "admin/funding/batch_prepare.html"
    programme: Programme | None
    made: PaymentBatch | None = None
    claims: list[Payable]

    def load(self) -> None:
        if not self.officer.holds(Role.FINANCE_OFFICER):
            raise Http404
        programmes = list(programmes_of(self.officer))
        wanted = self.request.POST.get("programme") or self.request.GET.get("programme", "")
        self.programmes = programmes
        named = (one for one in programmes if str(one.pk) == wanted)
        self.programme = next(named, programmes[0] if len(programmes) == 1 else None)
        today = seoul_date(self.now)
        self.claims = payable_of(self.officer, self.programme, today, MOST) if self.programme else []

    def answer(self) -> Answer:
        if self.programme is None:
            return YES
        return may_officiate(actor=self.officer, agency=self.programme.agency, role=Role.FINANCE_OFFICER)

    def back(self) -> str:
        return batch_url(self.made) if self.made else reverse("admin:funding_paymentbatch_changelist")

    def carry_out(self, form: forms.Form) -> None:
        if self.programme is None:
            raise Refused(_("Choose a programme."))
        self.made = payments.prepare(
            actor=self.officer, programme=self.programme, claims=self._chosen(), now=self.now
        )

    def context(self) -> dict[str, Any]:
        able = [one for one in self.claims if one.account]
        chosen = set(self._chosen()) if self.request.method == "POST" else {one.claim.pk for one in able}
        return {
            "programme": self.programme,
            "programmes": self.programmes,
            "claims": self.claims,
            "chosen": chosen,
            "total": sum(one.claim.approved_amount or 0 for one in able if one.claim.pk in chosen),
            "most": MOST,
        }

    def _chosen(self) -> list[int]:
        keys = self.request.POST.getlist("claim")
        return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 18]


class BatchAction(DeskAction):
    """An action on one batch."""

    template_name = "admin/funding/batch_action.html"
    batch: PaymentBatch

    def load(self) -> None:
        self.batch = fetch(self.officer, self.kwargs["pk"])

    def back(self) -> str:
        return batch_url(self.batch)

    def context(self) -> dict[str, Any]:
        return {"row": row_of(self.batch), "orders": views_of(self.batch)}


class Sign(BatchAction):
    title = gettext_lazy("Sign the batch")
    submit = gettext_lazy("Sign and pay")
    lead = gettext_lazy(
        "With your signature these payments are booked, all of them, and the bank file can be made."
    )
    done = gettext_lazy("Signed. The bank file can be made now.")

    def answer(self) -> Answer:
        if self.batch.signed_at or self.batch.discarded_at:
            return CLOSED
        return may_sign_batch(actor=self.officer, batch=self.batch)

    def carry_out(self, form: forms.Form) -> None:
        payments.sign(actor=self.officer, batch=self.batch, total=self.number("total"), now=self.now)


class Discard(BatchAction):
    title = gettext_lazy("Discard this batch?")
    submit = gettext_lazy("Discard")
    lead = gettext_lazy("Nothing is paid. The claims can be put into another batch.")
    done = gettext_lazy("Discarded. Its claims can be paid by another batch.")
    tone = "danger"

    def answer(self) -> Answer:
        return CLOSED if self.batch.signed_at or self.batch.discarded_at else YES

    def carry_out(self, form: forms.Form) -> None:
        payments.discard(actor=self.officer, batch=self.batch, now=self.now)
