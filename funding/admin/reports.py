"""The desk of reports and final accounts: list, page, and the addresses of every action."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from casework import access
from casework.clock import seoul_date
from casework.models import User
from casework.permissions import Answer
from funding.admin import reportactions as actions
from funding.admin.pages import MoneyDesk
from funding.enums import ReportKind, ReportStatus
from funding.models import Report
from funding.report_reads import balance_of, remarks_of
from funding.services import rulings

PAGE = 50
VIEWS: dict[str, tuple[str, type[View]]] = {
    "return": ("return/", actions.Return),
    "disallow": ("disallow/", actions.Disallow),
    "recognise": ("disallowed/<int:row>/recognise/", actions.Recognise),
    "propose": ("propose/", actions.Propose),
    "settle": ("settle/", actions.Settle),
    "send_back": ("send-back/", actions.SendBack),
}
TABS: tuple[tuple[str, str | Promise, Q], ...] = (
    ("check", _("To check"), Q(case__status=ReportStatus.SUBMITTED)),
    ("sign", _("To sign"), Q(case__status=ReportStatus.PROPOSED)),
    ("team", _("With the team"), Q(case__status=ReportStatus.RETURNED)),
    ("settled", _("Settled"), Q(case__status=ReportStatus.SETTLED)),
)
BAR = {
    ReportStatus.SUBMITTED: (actions.Propose, actions.Disallow, actions.Return),
    ReportStatus.PROPOSED: (actions.Settle, actions.SendBack),
}
TONES = {ReportStatus.SUBMITTED: "info", ReportStatus.PROPOSED: "warning", ReportStatus.SETTLED: "success"}


@dataclass(frozen=True)
class Link:
    """A button of the action bar, or the reason why it is not one."""

    label: str | Promise
    url: str
    answer: Answer


@admin.register(Report)
class ReportAdmin(MoneyDesk):
    """Nothing is edited here: every change goes through an action's own page."""

    row_views = VIEWS

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        """Reports in a tab, the earliest due first; 5 queries however many rows."""
        counts = tab_counts(officer)
        code, condition = _tab(request.GET.get("tab", ""))
        rows = Report.objects.visible_to(officer).filter(condition)
        rows = rows.select_related("case", "request__case", "request__team").order_by("due_on", "pk")
        page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
        tabs = [
            {"label": words, "count": counts[one], "url": f"?tab={one}", "current": one == code}
            for one, words, _condition in TABS
        ]
        context = {"tabs": tabs, "tab": code, "page": page, "today": seoul_date(timezone.now())}
        return self.page(request, "report_desk.html", _("Reports and final accounts"), context)

    def fetch(self, officer: User, pk: int) -> Report:
        return actions.fetch(officer, pk)

    def row_page(self, request: HttpRequest, officer: User, row: Report) -> HttpResponse:
        """One report with what must come back. The look is written to the access log."""
        case, ruling = row.case, rulings.open_ruling(row.case)
        access.case_seen(actor=officer, case=row.case)
        status = ReportStatus(case.status)
        context = {
            "report": row,
            "case": case,
            "status": (status.label, TONES.get(status, "neutral")),
            "balance": (balance := balance_of(row.request)),
            "unclaimed": balance.reserved - balance.claimed,
            "final": row.kind == ReportKind.FINAL,
            "ruling": ruling,
            "remarks": remarks_of(row),
            "may_recognise": actions.may("recognise", officer=officer, report=row, ruling=ruling),
            "receivables": row.receivables.order_by("pk"),
            "bar": [
                Link(
                    view.title,
                    reverse(f"admin:funding_report_{view.code}", args=[row.pk]),
                    actions.may(view.code, officer=officer, report=row, ruling=ruling),
                )
                for view in BAR.get(status, ())
                if row.kind == ReportKind.FINAL or view is not actions.Disallow
            ],
        }
        return self.page(request, "report_check.html", case.reference, context | actions.reckoning(row))


def tab_counts(officer: User) -> dict[str, int]:
    """Reports in each tab; 1 query."""
    counts = {code: Count("pk", filter=condition) for code, _words, condition in TABS}
    return Report.objects.visible_to(officer).aggregate(**counts)


def _tab(code: str) -> tuple[str, Q]:
    found = {one: condition for one, _words, condition in TABS}
    return (code, found[code]) if code in found else (TABS[0][0], TABS[0][2])
