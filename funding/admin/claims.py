"""The claims desk in the officers' site: queue, claim, receipts, and the addresses of every action."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from casework import access
from casework.models import User
from funding.admin import claimactions as actions
from funding.admin.claimpage import fetch, lines_page
from funding.admin.claimproofs import ProofFile, ProofImage, ProofPages
from funding.admin.claimqueue import queue_context
from funding.admin.claimview import claim_response
from funding.admin.pages import MoneyDesk
from funding.forms.check import LinesForm
from funding.models import Claim

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
class ClaimAdmin(MoneyDesk):
    """Statuses and lines are never edited: every change goes through an action's own page."""

    row_views = VIEWS

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        """The queue; what it shows is all in the address."""
        context = self.admin_site.each_context(request) | queue_context(officer, request.GET, timezone.now())
        context |= {"title": _("Claims"), "opts": self.opts}
        return TemplateResponse(request, "admin/funding/claims.html", context)

    def fetch(self, officer: User, pk: int) -> Claim:
        return fetch(officer, pk)

    def row_page(self, request: HttpRequest, officer: User, row: Claim) -> HttpResponse:
        """The claim and a page of its lines. The look is written to the access log."""
        access.case_seen(actor=officer, case=row.case)
        page = lines_page(row, request.GET)
        return claim_response(
            request=request,
            officer=officer,
            claim=row,
            page=page,
            form=LinesForm(page.lines),
            now=timezone.now(),
        )
