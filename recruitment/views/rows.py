"""Lists of degrees, employment and outputs; adding, changing and removing an entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.carried import carried
from recruitment import queries
from recruitment.career import career
from recruitment.forms.base import ProfileForm
from recruitment.forms.organisations import OrganisationForm
from recruitment.forms.rows import DegreeForm
from recruitment.models import Degree, Employment
from recruitment.models.history import HistoryRow
from recruitment.search import organisation_of
from recruitment.services.rows import add_row, change_row, remove_row
from recruitment.services.stale import StaleRow
from recruitment.validators import today_in_korea
from recruitment.views.base import ResearcherView
from recruitment.views.kinds import KINDS, Kind


class KindView(ResearcherView):
    """A page about one kind of row."""

    kind: Kind = KINDS[0]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.back = self.kind.key

    def row(self, pk: int) -> HistoryRow:
        """The row, or 404 for whoever may not see it."""
        found = self.kind.model._default_manager.visible_to(self.user).filter(pk=pk).first()
        if not isinstance(found, HistoryRow):
            raise Http404
        return found


class RowList(KindView):
    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(self.kind.rows_of(self.user))
        context: dict[str, Any] = {"kind": self.kind, "rows": rows}
        jobs = [row for row in rows if isinstance(row, Employment)]
        if jobs:
            context["career"] = career(jobs, today_in_korea())
        return render(request, self.kind.list_template, context)


class RowEdit(KindView):
    """Adding (no pk) or changing an entry."""

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return self._page(self._form(pk), pk)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        form = self._form(pk, request.POST)
        if isinstance(form, OrganisationForm) and form.searching:
            return self._page(form, pk)
        if not form.is_valid():
            return self._page(form, pk, status=422)
        values = form.values()
        try:
            if pk is None:
                add_row(actor=self.user, person=self.person, model=self.kind.model, values=values)
            else:
                change_row(actor=self.user, row=self.row(pk), values=values, seen=form.cleaned_data["seen"])
        except StaleRow as stale:
            return self.conflict(form, stale)
        messages.success(request, _("Saved."))
        return self.done()

    def _form(self, pk: int | None, *data: Any) -> ProfileForm:
        row = self.kind.model() if pk is None else self.row(pk)
        extra: dict[str, Any] = {}
        if self.kind.form is DegreeForm:
            extra["birth_date"] = queries.profile_of(self.person).birth_date
            if pk is None and not data:
                row = self._from_check() or row
        return self.kind.form(*data, instance=row, **extra)

    def _from_check(self) -> Degree | None:
        """The degree of a pre-check made before there was an account, as long as the profile has none."""
        answers = carried(self.request)
        if not answers.get("degree") or self.kind.rows_of(self.user).exists():
            return None
        return Degree(
            level=answers["degree"],
            institution=answers["university"],
            organisation=organisation_of(answers["organisation"]),
        )

    def _page(self, form: ProfileForm, pk: int | None, status: int = 200) -> HttpResponse:
        context = {"kind": self.kind, "form": form, "pk": pk, "back": reverse(f"recruitment:{self.back}")}
        return render(self.request, "recruitment/row_form.html", context, status=status)


class RowRemove(KindView):
    """Asks first; the answer is a POST."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        context = {"kind": self.kind, "row": self.row(pk), "back": reverse(f"recruitment:{self.back}")}
        return render(request, "recruitment/row_remove.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        remove_row(actor=self.user, row=self.row(pk))
        messages.success(request, _("Removed."))
        return redirect(f"recruitment:{self.back}")
