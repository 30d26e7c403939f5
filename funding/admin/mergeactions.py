"""Two records of one human: the frozen ones with what to do, and the page that merges two."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from casework import access
from casework.enums import Role
from casework.permissions import YES, Answer
from funding.admin.actions import money_officer
from funding.admin.plainactions import Crumb, PlainAction
from funding.claim_terms import names_of
from funding.forms.merging import MergeForm
from funding.models import FundingRequest
from funding.services import merging
from funding.services.merging import Ground


class Frozen(View):
    """Pairs whose sum exceeds the cap: nothing is reserved or claimed for them until they are merged."""

    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest) -> HttpResponse:
        officer = money_officer(request)
        visible = set(FundingRequest.objects.visible_to(officer).values_list("subject", flat=True))
        pairs = [pair for pair in merging.frozen_pairs() if {pair.winner.pk, pair.loser.pk} & visible]
        context = site.each_context(request) | {
            "title": _("Two records of one person"),
            "pairs": pairs,
            "merges": officer.holds(Role.FINANCE_OFFICER),
        }
        return TemplateResponse(request, "admin/funding/ledger_frozen.html", context)


class Merge(PlainAction):
    """The page shows both records beside each other before it merges them."""

    title = gettext_lazy("Merge two records of one person")
    submit = gettext_lazy("Merge them")
    lead = gettext_lazy(
        "Money of both counts under one cap from then on. Where the sum of a year exceeds the cap, both are "
        "frozen until enough is released."
    )
    facts = "admin/funding/ledger_pair.html"
    shown: MergeForm

    def load(self) -> None:
        if not self.officer.holds(Role.FINANCE_OFFICER):
            raise Http404

    def answer(self) -> Answer:
        return YES

    def back(self) -> str:
        return reverse("admin:funding_ledgerentry_frozen")

    def crumbs(self) -> list[Crumb]:
        return [(_("Two records of one person"), self.back())]

    def subject(self) -> str:
        return ""

    def make_form(self, data: Any = None) -> MergeForm:
        asked = {name: self.request.GET.get(name, "") for name in ("winner", "loser")}
        form = MergeForm(data, known=FundingRequest.objects.visible_to(self.officer), initial=asked)
        self.shown = form
        return form

    def context(self) -> dict[str, Any]:
        """Both records, once both references are known, noted in the access log of both."""
        data = self.shown.cleaned_data if self.shown.is_bound and hasattr(self.shown, "cleaned_data") else {}
        winner, loser = data.get("winner"), data.get("loser")
        if not (winner and loser):
            return super().context()
        records = []
        for one in (winner, loser):
            access.case_seen(actor=self.officer, case=one.case)
            records.append((one, names_of(one.case.person)))
        pair = merging.pair_of(winner.subject, loser.subject)
        return super().context() | {"records": records, "pair": pair}

    def carry_out(self, form: forms.Form) -> None:
        given = form.cleaned_data
        merged = merging.merge(
            actor=self.officer,
            winner=given["winner"],
            loser=given["loser"],
            ground=Ground(given["ground"]),
        )
        if merged:
            messages.success(self.request, _("Merged. Both count under one cap."))
        else:
            messages.warning(self.request, _("Both are frozen: their sum exceeds the cap."))
