"""Between a signed batch and the bank: the file for it, and its answers, one by one or as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.answers import CSV, XLSX, attachment
from casework.exports import csv_bytes, xlsx_bytes
from casework.permissions import Answer
from casework.tables.limits import Unreadable
from casework.transitions import Refused
from funding.admin.actions import CONFLICT
from funding.admin.batchactions import BatchAction
from funding.admin.batchpage import batch_url, may_bank
from funding.bank_answers import Matched, matched
from funding.forms.payment import PAID, ResultFileForm, ResultForm
from funding.imports.results import read_results
from funding.models import PaymentOrder
from funding.payment_reads import orders_of, reference_of, state_of
from funding.services import bank
from funding.services.bank import Answer as BankAnswer

KEPT_HOURS = 3
"""How long a previewed file may wait for its confirmation."""


class BankAction(BatchAction):
    """An action on a signed batch, for finance officers of the agency."""

    def answer(self) -> Answer:
        return may_bank(self.officer, self.batch)


class BankFile(BankAction):
    """POST makes the file: account numbers leave the vault, which is audited one by one."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            rows = bank.bank_file(actor=self.officer, batch=self.batch, now=self.now)
        except Refused as refused:
            messages.error(request, str(refused.reason))
            return redirect(batch_url(self.batch))
        name = self.batch.reference
        if request.POST.get("format") == "xlsx":
            return attachment(xlsx_bytes(name, bank.headers(), rows), XLSX, f"{name}.xlsx")
        return attachment(csv_bytes(bank.headers(), rows), CSV, f"{name}.csv")


class OneResult(BankAction):
    """What the bank answered on one payment."""

    title = gettext_lazy("The bank’s answer")
    submit = gettext_lazy("Record the answer")
    lead = gettext_lazy("An answer is recorded once and cannot be changed. The team is told.")
    done = gettext_lazy("Recorded. The team is told.")
    template_name = "admin/funding/batch_result.html"
    order: PaymentOrder

    def load(self) -> None:
        super().load()
        order = orders_of(self.batch).filter(pk=self.kwargs["order"]).first()
        if order is None:
            raise Http404
        self.order = order

    def make_form(self, data: Any = None) -> ResultForm:
        return ResultForm(data)

    def carry_out(self, form: forms.Form) -> None:
        data = form.cleaned_data
        paid = data["outcome"] == PAID
        reason = "" if paid else data["failure"]
        told = BankAnswer(self.order.pk, paid, data["bank_reference"], reason)
        bank.record(actor=self.officer, batch=self.batch, answers=[told], now=self.now)

    def context(self) -> dict[str, Any]:
        own = {"order": self.order, "reference": reference_of(self.order), "chip": state_of(self.order)}
        return super().context() | own


class Results(BankAction):
    """Upload the bank's file, look at what it says row by row, then record it."""

    title = gettext_lazy("Upload the bank’s answers")
    submit = gettext_lazy("Read the file")
    lead = gettext_lazy(
        "First you see what the file says, row by row. Nothing is recorded until you confirm it."
    )
    template_name = "admin/funding/batch_results.html"

    def make_form(self, data: Any = None) -> ResultFileForm:
        return ResultFileForm(data, self.request.FILES if data is not None else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "rows" in request.POST:
            return self._record(request.POST["rows"])
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            rows = matched(read_results(form.cleaned_data["file"].read()), orders_of(self.batch))
        except Unreadable as wrong:
            form.add_error("file", str(wrong))
            return self.page(form, status=422)
        return self._preview(form, rows)

    def _preview(self, form: forms.Form, rows: list[Matched]) -> HttpResponse:
        answers = [row.answer for row in rows if row.answer]
        told = [[one.order, one.paid, one.reference, one.reason] for one in answers]
        response = self.page(form)
        (response.context_data or {}).update(
            {
                "rows": rows,
                "counted": len(answers),
                "left_out": len(rows) - len(answers),
                "signed_rows": signing.dumps(told, salt=self._salt, compress=True) if told else "",
            }
        )
        return response

    def _record(self, text: str) -> HttpResponse:
        try:
            told = signing.loads(text, salt=self._salt, max_age=KEPT_HOURS * 3600)
            answers = [BankAnswer(*one) for one in told]
            number = bank.record(actor=self.officer, batch=self.batch, answers=answers, now=self.now)
        except signing.BadSignature:
            return self.page(self.make_form(), refused=_("Too old. Choose the file again."), status=CONFLICT)
        except Refused as refused:
            self.load()
            return self.page(self.make_form(), refused=refused.reason, status=CONFLICT)
        words = ngettext("%(n)s answer recorded.", "%(n)s answers recorded.", number) % {"n": number}
        messages.success(self.request, words)
        return redirect(self.back())

    @property
    def _salt(self) -> str:
        """A preview counts for the officer and the batch it was shown for."""
        return f"bank-answers:{self.batch.pk}:{self.officer.pk}"
