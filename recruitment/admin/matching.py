"""The matching desk: one name the import left unsure at a time, what resembles it, and the steward's word."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from casework.enums import MatchMethod
from casework.models import Edition, EditionEntry
from recruitment.admin.views import StewardView
from recruitment.search import Candidate, candidates_for, organisation_of
from recruitment.services.editions import TakenBy, resolve_entry

ABSENT = "absent"


class NextMatch(StewardView):
    """To the next unsure row after `?after=`, from the top again at the end, or back when none is left."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.open_edition(pk)
        unsure = edition.entries.filter(method=MatchMethod.UNSURE)
        after = request.GET.get("after", "")
        following = unsure.filter(row__gt=int(after)) if after.isdecimal() else unsure
        entry = following.first() or unsure.first()
        if entry is None:
            messages.success(request, _("Every name is matched."))
            return redirect("admin:casework_edition_change", pk)
        return redirect("admin:casework_edition_match", pk, entry.pk)


class Match(StewardView):
    template = "admin/recruitment/match.html"
    title = _("Whose name is it?")

    def get(self, request: HttpRequest, pk: int, entry: int) -> HttpResponse:
        return self._page(self._entry(pk, entry))

    def post(self, request: HttpRequest, pk: int, entry: int) -> HttpResponse:
        found = self._entry(pk, entry)
        choice = request.POST.get("choice", "")
        organisation = organisation_of(choice)
        if organisation is None and choice != ABSENT:
            return self._page(found, error=_("Choose one of the organisations, or say that it is not there."))
        try:
            resolve_entry(actor=self.officer, entry=found, organisation=organisation)
        except TakenBy as taken:
            text = _("Row %(row)s, “%(name)s”, already has that organisation.")
            words = {"row": taken.entry.row, "name": taken.entry.name}
            return self._page(found, error=text % words)
        return redirect(f"../next/?after={found.row}")

    def _entry(self, pk: int, entry: int) -> EditionEntry:
        edition: Edition = self.open_edition(pk)
        return get_object_or_404(edition.entries.select_related("edition"), pk=entry)

    def _page(self, entry: EditionEntry, error: Any = "") -> HttpResponse:
        query = self.request.GET.get("q", "").strip()[:200]
        found: list[Candidate] = candidates_for(query or entry.name)
        unsure = entry.edition.entries.filter(method=MatchMethod.UNSURE)
        context = {
            "entry": entry,
            "edition": entry.edition,
            "candidates": found,
            "query": query,
            "left": unsure.count(),
            "error": error,
            "chosen": self.request.POST.get("choice", ""),
        }
        return self.page(context, status=422 if error else 200)
