"""The claims desk in the officers' site: queue, claim, receipts, and the addresses of every action."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from casework import access
from casework.admin.base import DeskAdmin
from funding.admin import claimactions as actions
from funding.admin.actions import money_officer
from funding.admin.claimpage import fetch, lines_page
from funding.admin.claimproofs import ProofFile, ProofImage, ProofPages
from funding.admin.claimqueue import queue_context
from funding.admin.claimview import claim_response
from funding.forms.check import LinesForm
from funding.models import DESK_ROLES, Claim

SAFE = ("GET", "HEAD")
VIEWS: dict[str, tuple[str, type[View]]] = {
    "check": ("check/", actions.Check),
    "accept_rest": ("accept-rest/", actions.AcceptRest),
    "return": ("return/", actions.Return),
    "propose": ("propose/", actions.Propose),
    "sign": ("sign/", actions.Sign),
    "send_back": ("send-back/", actions.SendBack),
    "proof": ("receipt/<int:proof>/", ProofPages),
    "proof_page": ("receipt/<int:proof>/<int:number>/", ProofImage),
    "proof_file": ("receipt/<int:proof>/original/", ProofFile),
}


@admin.register(Claim)
class ClaimAdmin(DeskAdmin):
    """Statuses and lines are never edited: every change goes through an action's own page."""

    desk_roles = DESK_ROLES

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{route}", wrap(view.as_view()), name=f"funding_claim_{name}")
            for name, (route, view) in VIEWS.items()
        ]
        return [
            path("", wrap(self.changelist_view), name="funding_claim_changelist"),
            *own,
            path("<int:pk>/change/", wrap(self.claim), name="funding_claim_change"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The queue; what it shows is all in the address."""
        officer = money_officer(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        context = self.admin_site.each_context(request) | queue_context(officer, request.GET, timezone.now())
        context |= {"title": _("Claims"), "opts": self.opts}
        return TemplateResponse(request, "admin/funding/claims.html", context)

    def claim(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The claim and a page of its lines. The look is written to the access log."""
        officer = money_officer(request)
        claim = fetch(officer, pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        case = claim.case
        access.record(
            actor=officer, person=case.person, what=access.CASE, subject=str(case.pk), reason=case.reference,
            case=case, once_a_day=True,
        )  # fmt: skip
        page = lines_page(claim, request.GET)
        return claim_response(
            request=request,
            officer=officer,
            claim=claim,
            page=page,
            form=LinesForm(page.lines),
            now=timezone.now(),
        )
