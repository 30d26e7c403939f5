"""Actions on a granted case: record the stay in Korea, end it early."""

from __future__ import annotations

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from casework.clock import seoul_date
from casework.models import Case
from visas.admin.actions import CaseAction
from visas.forms.stay import EndStayForm, StayForm
from visas.models import Stay
from visas.services import stays


def stays_of(case: Case) -> list[Stay]:
    """Every stay recorded for the applicant, mistakes included, the earliest first; 1 query."""
    return list(Stay.objects.filter(person=case.person_id).select_related("recorded_by"))


class RecordStay(CaseAction):
    code = "stay"
    title = gettext_lazy("Record entry or change of status")
    submit = gettext_lazy("Record the stay")
    lead = gettext_lazy(
        "Salary is funded for months of employment within a recorded stay. The applicant gets an e-mail."
    )
    done = gettext_lazy("The stay is recorded and the applicant is told.")
    template_name = "admin/visas/stay.html"

    def make_form(self, data: Any = None) -> StayForm:
        known = Stay.objects.filter(person=self.case.person_id).counted()
        return StayForm(data, known=known, today=seoul_date(self.now))

    def carry_out(self, form: forms.Form, expect: int) -> None:
        stays.record(actor=self.officer, case=self.case, now=self.now, **form.cleaned_data)

    def context(self, form: forms.Form) -> dict[str, Any]:
        return {"stays": stays_of(self.case)}


class EndStay(CaseAction):
    code = "stay_end"
    title = gettext_lazy("End the stay early")
    submit = gettext_lazy("End the stay")
    lead = gettext_lazy("Months after its last day can no longer be funded. The applicant gets an e-mail.")
    done = gettext_lazy("The stay has ended and the applicant is told.")
    tone = "danger"
    template_name = "admin/visas/stay.html"

    def stay(self) -> Stay:
        rows = Stay.objects.filter(person=self.case.person_id).counted().select_related("recorded_by")
        return get_object_or_404(rows, pk=self.kwargs["stay"])

    def make_form(self, data: Any = None) -> EndStayForm:
        return EndStayForm(data, stay=self.stay(), today=seoul_date(self.now))

    def carry_out(self, form: forms.Form, expect: int) -> None:
        stays.end(
            actor=self.officer,
            stay=self.stay(),
            ended_on=form.cleaned_data.get("ended_on"),
            reason=form.cleaned_data["reason"],
            now=self.now,
        )

    def context(self, form: forms.Form) -> dict[str, Any]:
        return {"stays": Stay.objects.filter(pk=self.kwargs["stay"]).select_related("recorded_by")}
