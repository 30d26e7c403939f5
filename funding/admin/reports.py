"""The desk of reports and final accounts: list, page, and the addresses of every action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from casework import access
from casework.admin.base import DeskAdmin
from casework.clock import seoul_date
from casework.models import User
from casework.permissions import Answer
from funding.admin import reportactions as actions
from funding.admin.actions import money_officer
from funding.enums import ReportKind, ReportStatus
from funding.models import DESK_ROLES, Report
from funding.report_reads import balance_of, remarks_of
from funding.services import rulings

SAFE = ("GET", "HEAD")
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
class ReportAdmin(DeskAdmin):
    """Nothing is edited here: every change goes through an action's own page."""

    desk_roles = DESK_ROLES

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{route}", wrap(view.as_view()), name=f"funding_report_{name}")
            for name, (route, view) in VIEWS.items()
        ]
        return [
            path("", wrap(self.changelist_view), name="funding_report_changelist"),
            *own,
            path("<int:pk>/change/", wrap(self.report), name="funding_report_change"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Reports in a tab, the earliest due first; 5 queries however many rows."""
        officer = money_officer(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
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
        return self._page(request, "report_desk.html", _("Reports and final accounts"), context)

    def report(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One report with what must come back. The look is written to the access log."""
        officer = money_officer(request)
        report = actions.fetch(officer, pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        case, ruling = report.case, rulings.open_ruling(report.case)
        access.record(
            actor=officer, person=case.person, what=access.CASE, subject=str(case.pk), reason=case.reference,
            case=case, once_a_day=True,
        )  # fmt: skip
        status = ReportStatus(case.status)
        context = {
            "report": report,
            "case": case,
            "status": (status.label, TONES.get(status, "neutral")),
            "balance": (balance := balance_of(report.request)),
            "unclaimed": balance.reserved - balance.claimed,
            "final": report.kind == ReportKind.FINAL,
            "ruling": ruling,
            "remarks": remarks_of(report),
            "may_recognise": actions.may("recognise", officer=officer, report=report, ruling=ruling),
            "receivables": report.receivables.order_by("pk"),
            "bar": [
                Link(
                    view.title,
                    reverse(f"admin:funding_report_{view.code}", args=[pk]),
                    actions.may(view.code, officer=officer, report=report, ruling=ruling),
                )
                for view in BAR.get(status, ())
                if report.kind == ReportKind.FINAL or view is not actions.Disallow
            ],
        }
        return self._page(request, "report_check.html", case.reference, context | actions.reckoning(report))

    def _page(
        self, request: HttpRequest, template: str, title: str | Promise, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/funding/{template}", frame | context)


def tab_counts(officer: User) -> dict[str, int]:
    """Reports in each tab; 1 query."""
    counts = {code: Count("pk", filter=condition) for code, _words, condition in TABS}
    return Report.objects.visible_to(officer).aggregate(**counts)


def _tab(code: str) -> tuple[str, Q]:
    found = {one: condition for one, _words, condition in TABS}
    return (code, found[code]) if code in found else (TABS[0][0], TABS[0][2])
