"""Actions: take this case, take the next one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from casework.admin.base import officer_of
from casework.enums import CASE_ROLES
from casework.services import assignment
from visas.admin.actions import CaseAction, case_url
from visas.enums import TOP_TIER


class Take(CaseAction):
    code = "take"
    title = submit = gettext_lazy("Take this case")
    lead = gettext_lazy("You become its officer. The applicant sees that the review has begun.")
    done = gettext_lazy("This case is yours now.")

    def carry_out(self, form: forms.Form, expect: int) -> None:
        assignment.take(actor=self.officer, case=self.case, now=self.now, expect=expect)


class Next(View):
    """POST takes the oldest unassigned case and opens it."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest) -> HttpResponse:
        officer = officer_of(request)
        if not officer.holds(*CASE_ROLES):
            raise Http404
        case = assignment.next_case(actor=officer, kind=TOP_TIER, now=timezone.now())
        if case is None:
            messages.info(request, _("No case is waiting for an officer. Well done."))
            return redirect("admin:visas_toptiercase_changelist")
        messages.success(request, _("This case is yours now."))
        return redirect(case_url(case))
