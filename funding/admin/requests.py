"""The desk of funding requests in the officers' site: queue, page, and the addresses of every action."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from casework import access
from casework.admin.base import DeskAdmin
from casework.admin.home import Section, Tile, on_home
from casework.models import User
from funding.admin import changes, requestactions
from funding.admin.actions import money_officer
from funding.admin.requestactions import action_bar
from funding.admin.requestpage import fetch, page_context
from funding.admin.requestqueue import queue_context, tab_counts
from funding.models import DESK_ROLES, FundingRequest

SAFE = ("GET", "HEAD")
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
class FundingRequestAdmin(DeskAdmin):
    """Nothing is edited here: every change goes through an action's own page."""

    desk_roles = DESK_ROLES

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{route}", wrap(view.as_view()), name=f"funding_fundingrequest_{name}")
            for name, (route, view) in ACTIONS.items()
        ]
        return [
            path("", wrap(self.changelist_view), name="funding_fundingrequest_changelist"),
            *own,
            path("<int:pk>/change/", wrap(self.request_page), name="funding_fundingrequest_change"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The queue; what it shows is all in the address."""
        officer = money_officer(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        context = self.admin_site.each_context(request) | queue_context(officer, request.GET, timezone.now())
        context |= {"title": _("Funding requests"), "opts": self.opts}
        return TemplateResponse(request, "admin/funding/request_queue.html", context)

    def request_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page of a request. The look is written to the access log of its researcher."""
        officer = money_officer(request)
        own = fetch(officer, pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        access.record(
            actor=officer, person=own.case.person, what=access.CASE, subject=str(own.case_id),
            reason=own.case.reference, case=own.case, once_a_day=True,
        )  # fmt: skip
        context = {
            **self.admin_site.each_context(request),
            **page_context(own, timezone.now()),
            "title": own.case.reference,
            "opts": self.opts,
            "bar": action_bar(officer, own),
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
