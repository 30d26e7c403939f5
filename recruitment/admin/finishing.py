"""Sealing an edition for good, or throwing a draft away; both ask first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.enums import MatchMethod
from recruitment.admin.views import StewardView
from recruitment.services.editions import discard_edition, seal_edition


class Seal(StewardView):
    template = "admin/recruitment/seal.html"
    title = _("Seal this edition?")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.open_edition(pk)
        unsure = edition.entries.filter(method=MatchMethod.UNSURE).count()
        return self.page({"edition": edition, "unsure": unsure})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        seal_edition(actor=self.officer, edition=self.open_edition(pk), now=timezone.now())
        messages.success(request, _("Sealed. Policies may use it from now on; it never changes."))
        return redirect("admin:casework_edition_change", pk)


class Discard(StewardView):
    template = "admin/recruitment/discard.html"
    title = _("Throw this draft away?")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page({"edition": self.open_edition(pk)})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        discard_edition(actor=self.officer, edition=self.open_edition(pk))
        messages.success(request, _("The draft is gone."))
        return redirect("admin:casework_edition_changelist")
