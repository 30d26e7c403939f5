"""The desk of money to come back: list, page, and the addresses of every action."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from casework.admin.base import DeskAdmin
from casework.clock import seoul_date
from casework.enums import Role
from casework.models import User
from funding.admin import receivableactions as actions
from funding.admin.actions import money_officer
from funding.admin.receivableactions import desk_receivables
from funding.models import DESK_ROLES, Receivable

SAFE = ("GET", "HEAD")
PAGE = 50
VIEWS: dict[str, tuple[str, type[View]]] = {
    "order": ("order/", actions.Order),
    "drop": ("drop/", actions.Drop),
    "receive": ("received/", actions.Receive),
}
NAMES: tuple[tuple[str, str | Promise], ...] = (
    ("sign", _("To sign")),
    ("open", _("To be paid back")),
    ("late", _("Overdue")),
    ("received", _("Money received")),
    ("dropped", _("Dropped")),
)


@admin.register(Receivable)
class ReceivableAdmin(DeskAdmin):
    """Nothing is edited here: every change goes through an action's own page."""

    desk_roles = DESK_ROLES

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{route}", wrap(view.as_view()), name=f"funding_receivable_{name}")
            for name, (route, view) in VIEWS.items()
        ]
        return [
            path("", wrap(self.changelist_view), name="funding_receivable_changelist"),
            path("propose/", wrap(actions.Propose.as_view()), name="funding_receivable_propose"),
            *own,
            path("<int:pk>/change/", wrap(self.receivable), name="funding_receivable_change"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Receivables in a tab, the earliest due first; 5 queries however many rows."""
        officer, today = money_officer(request), seoul_date(timezone.now())
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        conditions, counts = tabs(today), tab_counts(officer, today)
        code = request.GET.get("tab", "") if request.GET.get("tab", "") in conditions else NAMES[0][0]
        rows = with_names(desk_receivables(officer).filter(conditions[code])).order_by("due_on", "pk")
        context = {
            "tabs": [
                {"label": words, "count": counts[one], "url": f"?tab={one}", "current": one == code}
                for one, words in NAMES
            ],
            "tab": code,
            "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
            "today": today,
            "may_propose": officer.holds(Role.FINANCE_OFFICER),
        }
        return self._page(request, "receivable_list.html", _("Money to come back"), context)

    def receivable(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One receivable with both persons and what can be done now."""
        officer = money_officer(request)
        own = actions.fetch(officer, pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        links = [
            {"label": view.title, "url": reverse(f"admin:funding_receivable_{view.code}", args=[pk]),
             "answer": actions.may(view.code, officer=officer, receivable=own)}
            for view in actions.bar(own)
        ]  # fmt: skip
        context = {"row": own, "bar": links, "today": seoul_date(timezone.now())}
        return self._page(request, "receivable_page.html", own.reference, context)

    def _page(
        self, request: HttpRequest, template: str, title: str | Promise, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/funding/{template}", frame | context)


def tabs(today: date) -> dict[str, Q]:
    """Which receivables belong to which tab on a day in Asia/Seoul."""
    waiting = Q(signed_at__isnull=False, received_at=None, dropped_at=None)
    return {
        "sign": Q(signed_at=None, dropped_at=None),
        "open": waiting,
        "late": waiting & Q(due_on__lt=today),
        "received": Q(received_at__isnull=False),
        "dropped": Q(dropped_at__isnull=False),
    }


def tab_counts(officer: User, today: date) -> dict[str, int]:
    """Receivables in each tab; 1 query."""
    counts = {code: Count("pk", filter=condition) for code, condition in tabs(today).items()}
    return desk_receivables(officer).aggregate(**counts)


def with_names(rows: QuerySet[Receivable]) -> QuerySet[Receivable]:
    return rows.select_related("request__case", "request__team")
