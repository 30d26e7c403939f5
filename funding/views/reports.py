"""A team's reports: what is due, handing it in, what came of it; money to pay back and stage evaluations."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.clock import seoul_date
from casework.transitions import Refused
from funding.enums import ReportKind, ReportStatus
from funding.forms.report import ReportForm
from funding.models import Report
from funding.report_reads import (
    LOADED,
    balance_of,
    due_of,
    marked,
    outstanding,
    receivables_of,
    remarks_of,
    reports_of,
    shown_by_claims,
    stages_of,
)
from funding.services import reports as verbs
from funding.services.report_opening import WAITING
from funding.views.common import Member, member_of, writer_of

TONES = {
    ReportStatus.DUE: "info",
    ReportStatus.RETURNED: "warning",
    ReportStatus.SETTLED: "success",
}


@require_safe
def team_reports(request: HttpRequest, code: str) -> HttpResponse:
    """Every report with its due date, what the team owes, and its stage evaluations; 8 queries."""
    member, today = member_of(request, code), seoul_date(timezone.now())
    owed = list(receivables_of(member.team))
    context = member.context | {
        "rows": [_row(report) for report in reports_of(member.team)],
        "receivables": owed,
        "outstanding": outstanding(owed),
        "stages": [marked(score) for score in stages_of(member.team)],
        "today": today,
    }
    return render(request, "funding/report_list.html", context)


@require_safe
def team_report(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """One report: its figures, officers' remarks, and for final accounts what must come back."""
    member = member_of(request, code)
    report = _report(member, reference)
    final = report.kind == ReportKind.FINAL and report.case.status == ReportStatus.SETTLED
    context = member.context | {
        "report": report,
        "row": _row(report),
        "waiting": report.case.status in WAITING,
        "remarks": remarks_of(report),
        "due": due_of(report) if final else None,
        "disallowances": report.disallowances.select_related("category") if final else [],
        "today": seoul_date(timezone.now()),
    }
    return render(request, "funding/report_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def team_report_submit(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """Hand in a report that is due or was returned."""
    member = writer_of(request, code)
    report = _report(member, reference)
    if report.case.status not in WAITING and request.method != "POST":
        return redirect("team_report", code, reference)
    form = _form(request, report)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.submit(
                actor=member.user,
                report=report,
                figures=form.figures,
                token=form.cleaned_data["token"],
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            messages.success(request, _("The report is handed in. An officer will check it."))
            return redirect("team_report", code, reference)
    context = member.context | {"report": report, "form": form, "remarks": remarks_of(report)}
    return render(request, "funding/report_submit.html", context, status=422 if form.errors else 200)


def _report(member: Member, reference: str) -> Report:
    rows = Report.objects.visible_to(member.user).filter(request__team=member.team)
    report = rows.select_related(*LOADED).filter(case__reference=reference).first()
    if report is None:
        raise Http404
    return report


def _row(report: Report) -> dict[str, object]:
    status = ReportStatus(report.case.status)
    return {"report": report, "tone": TONES.get(status, "info"), "status": status.label}


def _form(request: HttpRequest, report: Report) -> ReportForm:
    planned = report.request.lines.aggregate(sum=Sum("own_in_kind", default=0))["sum"]
    return ReportForm(
        request.POST if request.method == "POST" else None,
        report=report,
        claimed=balance_of(report.request).claimed,
        shown=shown_by_claims(report.request),
        planned=planned,
        initial={"token": uuid.uuid4()},
    )
