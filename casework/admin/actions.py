"""One page, one form, one verb: the frame of what an officer does."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.views import View

from casework.admin.base import officer_of
from casework.forms.desk import EmptyForm
from casework.models import User
from casework.permissions import Answer
from casework.transitions import Refused

CONFLICT = 409


class OfficerAction(View):
    """GET shows the form, POST carries the verb out and goes back to where it came from.

    Where the verb is refused, the page comes back with the reason, the present state and everything typed.
    """

    http_method_names: tuple[str, ...] = ("get", "post", "head", "options")
    title: ClassVar[str | Promise]
    submit: ClassVar[str | Promise]
    lead: ClassVar[str | Promise] = ""
    done: ClassVar[str | Promise] = ""
    tone: ClassVar[str] = ""
    template_name: ClassVar[str]
    officer: User
    now: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.officer, self.now = self.admit(request), timezone.now()
        self.load()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.make_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            self.carry_out(form)
        except Refused as refused:
            self.load()
            return self.page(form, refused=refused.reason, status=CONFLICT)
        if self.done:
            messages.success(request, str(self.done))
        return redirect(self.back())

    def admit(self, request: HttpRequest) -> User:
        """The officer whose desk this is. Raises Http404 for everybody else."""
        return officer_of(request)

    def load(self) -> None:
        """Fetch what the action is about. Raises Http404 for what the officer may not see."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Whether the officer may do this now."""
        raise NotImplementedError

    def back(self) -> str:
        """The page to go back to."""
        raise NotImplementedError

    def carry_out(self, form: forms.Form) -> None:
        """Call the verb."""
        raise NotImplementedError

    def make_form(self, data: Any = None) -> forms.Form:
        return EmptyForm(data)

    def context(self) -> dict[str, Any]:
        """What the action's own part of the page needs."""
        return {}

    def number(self, name: str) -> int:
        """A hidden number of the form, such as the version the officer saw; 0 when the form does not say."""
        text = self.request.POST.get(name, "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 17 else 0

    def page(self, form: forms.Form, *, refused: str | Promise = "", status: int = 200) -> TemplateResponse:
        context = {
            **site.each_context(self.request),
            "title": self.title,
            "lead": self.lead,
            "submit": self.submit,
            "tone": self.tone,
            "form": form,
            "answer": self.answer(),
            "refused": refused,
            "back": self.back(),
            **self.context(),
        }
        return TemplateResponse(self.request, self.template_name, context, status=status)
