"""The desk of money to come back: list, page, and the addresses of every action."""

from __future__ import annotations

from datetime import date

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from casework.clock import seoul_date
from casework.enums import Role
from casework.models import User
from funding.admin import receivableactions as actions
from funding.admin.pages import MoneyDesk
from funding.admin.receivableactions import desk_receivables
from funding.models import Receivable

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
class ReceivableAdmin(MoneyDesk):
    """Nothing is edited here: every change goes through an action's own page."""

    row_views = VIEWS
    views = {"propose": ("propose/", actions.Propose)}

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        """Receivables in a tab, the earliest due first; 5 queries however many rows."""
        today = seoul_date(timezone.now())
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
        return self.page(request, "receivable_list.html", _("Money to come back"), context)

    def fetch(self, officer: User, pk: int) -> Receivable:
        return actions.fetch(officer, pk)

    def row_page(self, request: HttpRequest, officer: User, row: Receivable) -> HttpResponse:
        """One receivable with both persons and what can be done now."""
        links = [
            {"label": view.title, "url": reverse(f"admin:funding_receivable_{view.code}", args=[row.pk]),
             "answer": actions.may(view.code, officer=officer, receivable=row)}
            for view in actions.bar(row)
        ]  # fmt: skip
        context = {"row": row, "bar": links, "today": seoul_date(timezone.now())}
        return self.page(request, "receivable_page.html", row.reference, context)


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
