"""The desk of funding requests in the officers' site: queue, page, and the addresses of every action."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from casework import access
from casework.admin.home import Section, Tile, on_home
from casework.models import User
from funding.admin import changes, requestactions
from funding.admin.pages import MoneyDesk
from funding.admin.requestactions import action_bar
from funding.admin.requestpage import fetch, page_context
from funding.admin.requestqueue import queue_context, tab_counts
from funding.models import DESK_ROLES, FundingRequest

ACTIONS: dict[str, tuple[str, type[View]]] = {
    "return": ("return/", requestactions.Return),
    "propose": ("propose/", requestactions.Propose),
    "sign": ("sign/", requestactions.Sign),
    "send_back": ("send-back/", requestactions.SendBack),
    "change_propose": ("changes/<int:number>/propose/", changes.Propose),
    "change_approve": ("changes/<int:number>/approve/", changes.Approve),
    "change_refuse": ("changes/<int:number>/refuse/", changes.Refuse),
}


@admin.register(FundingRequest)
class FundingRequestAdmin(MoneyDesk):
    """Nothing is edited here: every change goes through an action's own page."""

    row_views = ACTIONS

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        """The queue; what it shows is all in the address."""
        context = self.admin_site.each_context(request) | queue_context(officer, request.GET, timezone.now())
        context |= {"title": _("Funding requests"), "opts": self.opts}
        return TemplateResponse(request, "admin/funding/request_queue.html", context)

    def fetch(self, officer: User, pk: int) -> FundingRequest:
        return fetch(officer, pk)

    def row_page(self, request: HttpRequest, officer: User, row: FundingRequest) -> HttpResponse:
        """The page of a request. The look is written to the access log of its researcher."""
        access.case_seen(actor=officer, case=row.case)
        context = {
            **self.admin_site.each_context(request),
            **page_context(row, timezone.now()),
            "title": row.case.reference,
            "opts": self.opts,
            "bar": action_bar(officer, row),
        }
        return TemplateResponse(request, "admin/funding/request_page.html", context)


@on_home
def request_desk(officer: User) -> Section | None:
    """Counts of the officer's requests; one query."""
    if not officer.holds(*DESK_ROLES):
        return None
    counts, queue = tab_counts(officer), reverse("admin:funding_fundingrequest_changelist")
    return Section(
        title=_("Funding requests"),
        tiles=[
            Tile(counts["review"], _("To review"), f"{queue}?tab=review"),
            Tile(counts["sign"], _("To sign"), f"{queue}?tab=sign"),
            Tile(counts["changes"], _("Changes"), f"{queue}?tab=changes"),
            Tile(counts["agreed"], _("Agreed"), f"{queue}?tab=agreed"),
        ],
        url=queue,
    )
