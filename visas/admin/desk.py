"""The visa desk in the officers' site: queue, case page, evidence, and the addresses of every action."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from casework.access import case_seen
from casework.admin.base import DeskAdmin, officer_of
from casework.enums import CASE_ROLES
from casework.models import CaseDocument
from visas.admin import deciding, reviewing, staying, supplementing, taking
from visas.admin.actions import fetch
from visas.admin.casepage import case_page, document_titles, live_proposal
from visas.admin.queueview import queue_context
from visas.admin.rights import action_bar, may
from visas.models import TopTierCase

SAFE = ("GET", "HEAD")
ACTIONS: dict[str, tuple[str, type[View]]] = {
    "take": ("take/", taking.Take),
    "ask": ("ask/", supplementing.Ask),
    "cancel_ask": ("cancel-ask/", supplementing.CancelAsk),
    "finding": ("finding/<str:fact>/", reviewing.Find),
    "choose": ("correct/<slug:fact>/which/", reviewing.Choose),
    "correct": ("correct/<str:fact>/", reviewing.Correct),
    "propose": ("propose/", deciding.Propose),
    "countersign": ("countersign/", deciding.Countersign),
    "send_back": ("send-back/", deciding.SendBack),
    "reveal": ("passport/", reviewing.Reveal),
    "stay": ("stay/", staying.RecordStay),
    "stay_end": ("stay/<int:stay>/end/", staying.EndStay),
}


@admin.register(TopTierCase)
class TopTierCaseAdmin(DeskAdmin):
    """Statuses are never edited: every change goes through an action's own page."""

    desk_roles = CASE_ROLES

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(kind="top_tier")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(f"<uuid:pk>/{route}", wrap(view.as_view()), name=f"visas_toptiercase_{name}")
            for name, (route, view) in ACTIONS.items()
        ]
        return [
            path("", wrap(self.changelist_view), name="visas_toptiercase_changelist"),
            path("next/", wrap(taking.Next.as_view()), name="visas_toptiercase_next"),
            *own,
            path("<uuid:pk>/evidence/<int:use>/", wrap(self.evidence), name="visas_toptiercase_evidence"),
            path("<uuid:pk>/change/", wrap(self.case), name="visas_toptiercase_change"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The queue; what it shows is all in the address."""
        officer = officer_of(request)
        if not officer.holds(*CASE_ROLES):
            raise Http404
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        context = self.admin_site.each_context(request) | queue_context(officer, request.GET, timezone.now())
        context |= {"title": _("Top-tier visa applications"), "opts": self.opts}
        return TemplateResponse(request, "admin/visas/queue.html", context)

    def case(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The case page. The look is written to the access log."""
        officer, now = officer_of(request), timezone.now()
        case = fetch(officer, pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        case_seen(actor=officer, case=case)
        proposal = live_proposal(case)
        page = case_page(case, now)
        chosen = request.GET.get("evidence", "")
        shown = next((view for view in page.documents if str(view.use.pk) == chosen), None)
        context = {
            **self.admin_site.each_context(request),
            "title": case.reference,
            "opts": self.opts,
            "page": page,
            "bar": action_bar(officer=officer, case=case, proposal=proposal),
            "may_find": may("finding", officer=officer, case=case),
            "may_correct": may("correct", officer=officer, case=case),
            "may_stay": may("stay", officer=officer, case=case),
            "stays": staying.stays_of(case),
            "proposal": proposal,
            "shown": shown or next(iter(page.documents), None),
        }
        return TemplateResponse(request, "admin/visas/case.html", context)

    def evidence(self, request: HttpRequest, pk: UUID, use: int) -> HttpResponse:
        """The page images of one document of the case, for the frame beside the criteria."""
        case = fetch(officer_of(request), pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        uses = CaseDocument.objects.filter(case=case).select_related("document")
        found = get_object_or_404(uses.prefetch_related("document__page_images"), pk=use)
        context = {
            **self.admin_site.each_context(request),
            "use": found,
            "document": found.document,
            "slot": document_titles().get(found.requirement, found.requirement),
        }
        return TemplateResponse(request, "admin/visas/evidence.html", context)
