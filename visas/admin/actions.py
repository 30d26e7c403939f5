"""One page, one form, one verb: the frame of every action an officer takes on a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.views import View

from casework.access import case_seen
from casework.admin.base import officer_of
from casework.forms.desk import EmptyForm
from casework.models import Case, Decision, User
from casework.permissions import Answer
from casework.transitions import Refused, Stale
from visas.admin.casepage import live_proposal
from visas.admin.queue import clock_days, desk_cases, row_of, with_columns
from visas.admin.rights import may

CONFLICT = 409


class CaseAction(View):
    """GET shows the form, POST carries the verb out and goes back to the case.

    Every form carries `expect`, the version of the case its page showed. Where the case changed meanwhile, or
    the verb is refused, the page comes back with the reason, the present state and everything typed.
    """

    http_method_names: tuple[str, ...] = ("get", "post", "head", "options")
    code: ClassVar[str]
    title: ClassVar[str | Promise]
    submit: ClassVar[str | Promise]
    lead: ClassVar[str | Promise] = ""
    done: ClassVar[str | Promise] = ""
    tone: ClassVar[str] = ""
    template_name = "admin/visas/action.html"
    officer: User
    case: Case
    proposal: Decision | None
    now: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.officer, self.now = officer_of(request), timezone.now()
        self.case = fetch(self.officer, kwargs["pk"])
        self.proposal = live_proposal(self.case)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        case_seen(actor=self.officer, case=self.case)
        return self.page(self.make_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if self.only_looking(form) or not form.is_valid():
            return self.page(form, status=200 if self.only_looking(form) else 422)
        try:
            answer = self.carry_out(form, self.expect())
        except Stale as stale:
            self.reload()
            return self.page(form, conflict=stale.reason, status=CONFLICT)
        except Refused as refused:
            self.reload()
            return self.page(form, refused=refused.reason, status=CONFLICT)
        if answer is not None:
            return answer
        if self.done:
            messages.success(request, str(self.done))
        return redirect(case_url(self.case))

    def answer(self) -> Answer:
        """Whether the officer may do this now."""
        return may(self.code, officer=self.officer, case=self.case, proposal=self.proposal)

    def make_form(self, data: Any = None) -> forms.Form:
        return EmptyForm(data)

    def only_looking(self, form: forms.Form) -> bool:
        """Whether a POST merely asks to see the page again, as a search without scripts does."""
        return False

    def carry_out(self, form: forms.Form, expect: int) -> HttpResponse | None:
        """Call the verb. Returns a page of its own, or None to go back to the case."""
        raise NotImplementedError

    def context(self, form: forms.Form) -> dict[str, Any]:
        """What the action's own part of the page needs."""
        return {}

    def expect(self) -> int:
        """The version the officer saw; 0, which no case has, when the form does not say."""
        text = self.request.POST.get("expect", "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def reload(self) -> None:
        self.case = fetch(self.officer, self.case.pk)
        self.proposal = live_proposal(self.case)

    def page(
        self,
        form: forms.Form,
        *,
        conflict: str | Promise = "",
        refused: str | Promise = "",
        status: int = 200,
    ) -> TemplateResponse:
        context = {
            **site.each_context(self.request),
            "title": self.title,
            "lead": self.lead,
            "submit": self.submit,
            "tone": self.tone,
            "form": form,
            "case": self.case,
            "row": row_of(self.case, clock_days(self.now), self.now),
            "proposal": self.proposal,
            "answer": self.answer(),
            "conflict": conflict,
            "refused": refused,
            "last_event": self.case.events.select_related("actor").last() if conflict else None,
            "case_url": case_url(self.case),
            "back": case_url(self.case),
            **self.context(form),
        }
        return TemplateResponse(self.request, self.template_name, context, status=status)


def fetch(officer: User, pk: UUID) -> Case:
    """The case with everything its header shows. Raises Http404 for what the officer may not see."""
    case = with_columns(desk_cases(officer)).filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


def case_url(case: Case) -> str:
    return reverse("admin:visas_toptiercase_change", args=[case.pk])
