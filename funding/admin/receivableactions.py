"""Actions on money to come back: propose it, order it as the second person, drop it, note that it came."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.clock import seoul_date
from casework.enums import Role
from casework.models import User
from casework.permissions import YES, Answer
from funding.admin.plainactions import Crumb, PlainAction
from funding.forms.receivable import DemandForm, ReceivedForm
from funding.models import FundingRequest, Receivable
from funding.permissions import may_officiate
from funding.services import receivables
from funding.words import NOT_NOW

LIST = gettext_lazy("Money to come back")
LOADED = ("request__case", "request__team__programme", "report__case", "proposed_by", "signed_by")


def desk_receivables(officer: User) -> QuerySet[Receivable]:
    """Those of the requests the officer may see."""
    return Receivable.objects.filter(request__in=FundingRequest.objects.visible_to(officer))


def fetch(officer: User, pk: int) -> Receivable:
    """The receivable. Raises Http404 for what the officer may not see."""
    row = desk_receivables(officer).select_related(*LOADED).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def may(code: str, *, officer: User, receivable: Receivable) -> Answer:
    """Whether this officer may take this action on it now."""
    if code == "order":
        return receivables.may_order(actor=officer, receivable=receivable)
    proposed = receivable.signed_at is None and receivable.dropped_at is None
    waiting = receivable.signed_at is not None and receivable.received_at is None
    if not {"drop": proposed, "receive": waiting}[code]:
        return Answer(False, NOT_NOW)
    case = receivable.request.case
    return may_officiate(actor=officer, agency=case.agency, role=Role.FINANCE_OFFICER, case=case)


def bar(receivable: Receivable) -> tuple[type[ReceivableAction], ...]:
    """The actions that belong to its state, the main one first."""
    if receivable.dropped_at or receivable.received_at:
        return ()
    return (Receive,) if receivable.signed_at else (Order, Drop)


class Propose(PlainAction):
    title = gettext_lazy("Propose that money come back")
    submit = gettext_lazy("Send for signature")
    lead = gettext_lazy("You propose, another person orders it. The team is told then, not before.")

    def load(self) -> None:
        if not self.officer.holds(Role.FINANCE_OFFICER):
            raise Http404

    def answer(self) -> Answer:
        return YES

    def back(self) -> str:
        return reverse("admin:funding_receivable_changelist")

    def crumbs(self) -> list[Crumb]:
        return [(LIST, self.back())]

    def subject(self) -> str:
        return ""

    def make_form(self, data: Any = None) -> DemandForm:
        known = FundingRequest.objects.visible_to(self.officer)
        asked = self.request.GET.get("request", "")
        return DemandForm(data, known=known, today=seoul_date(self.now), initial={"request": asked})

    def carry_out(self, form: forms.Form) -> None:
        if isinstance(form, DemandForm):
            made = receivables.propose(
                actor=self.officer, request=form.cleaned_data["request"], demand=form.demand, now=self.now
            )
            messages.success(
                self.request, _("%(reference)s is proposed. Another person must sign.") % {"reference": made}
            )


class ReceivableAction(PlainAction):
    code: ClassVar[str]
    facts = "admin/funding/receivable_facts.html"
    receivable: Receivable

    def load(self) -> None:
        self.receivable = fetch(self.officer, self.kwargs["pk"])

    def answer(self) -> Answer:
        return may(self.code, officer=self.officer, receivable=self.receivable)

    def back(self) -> str:
        return reverse("admin:funding_receivable_change", args=[self.receivable.pk])

    def crumbs(self) -> list[Crumb]:
        listed = reverse("admin:funding_receivable_changelist")
        return [(LIST, listed), (self.receivable.reference, self.back())]

    def subject(self) -> str:
        return f"{self.receivable.reference} · {self.receivable.request.team.label}"

    def context(self) -> dict[str, Any]:
        return super().context() | {"row": self.receivable}


class Order(ReceivableAction):
    code = "order"
    title = gettext_lazy("Sign and demand it")
    submit = gettext_lazy("Sign and demand it")
    lead = gettext_lazy("With your signature the team is told to pay this by the day below.")
    done = gettext_lazy("Signed. The team is told.")

    def carry_out(self, form: forms.Form) -> None:
        receivables.order(actor=self.officer, receivable=self.receivable, now=self.now)


class Drop(ReceivableAction):
    code = "drop"
    title = gettext_lazy("Drop the proposal")
    submit = gettext_lazy("Drop it")
    done = gettext_lazy("Dropped. Nothing is demanded.")
    tone = "danger"

    def carry_out(self, form: forms.Form) -> None:
        receivables.drop(actor=self.officer, receivable=self.receivable, now=self.now)


class Receive(ReceivableAction):
    code = "receive"
    title = gettext_lazy("Note that it came in")
    submit = gettext_lazy("It came in")
    lead = gettext_lazy("Recovery and clawback are booked in the ledger; headroom under the cap stays used.")
    done = gettext_lazy("Received and booked.")

    def make_form(self, data: Any = None) -> ReceivedForm:
        return ReceivedForm(data)

    def carry_out(self, form: forms.Form) -> None:
        receivables.receive(
            actor=self.officer,
            receivable=self.receivable,
            bank_reference=form.cleaned_data["bank_reference"],
            now=self.now,
        )
