"""Reports fall due by the calendar: they are opened once an agreement's time is over, and reminded of.

Decree of the National R&D Innovation Act, Art. 25 (report on use, one month) and Art. 26 (final accounts,
three months).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import structlog

from casework.clock import seoul_date
from casework.guards import guarded
from casework.models import Case
from casework.references import next_reference
from casework.transitions import Refused, lock, open_case
from funding import report_notices as notices
from funding.claim_terms import period_of
from funding.enums import REPORT, RUNNING, ReportKind, ReportStatus
from funding.models import FundingRequest, Report

MILESTONES = (-30, -7, 0, 7, 30)
"""Days after the due date on which a team is reminded; negative: before it."""
WAITING = (ReportStatus.DUE, ReportStatus.RETURNED)

log = structlog.get_logger(__name__)


def owed(today: date) -> Iterator[tuple[FundingRequest, ReportKind]]:
    """Reports that should be there on a day in Asia/Seoul and are not; 1 query for each kind."""
    running = FundingRequest.objects.filter(case__status__in=RUNNING)
    rows = running.select_related("case__person", "team__programme").order_by("pk")
    for kind in ReportKind:
        for request in rows.exclude(pk__in=Report.objects.filter(kind=kind).values("request")):
            if period_of(request)[1] < today:
                yield request, kind


def open_due(now: datetime) -> int:
    """Open every report that is owed; how many. Running it again, or twice at once, opens none twice."""
    opened = 0
    for request, kind in list(owed(seoul_date(now))):
        try:
            opened += _open(request, kind, now)
        except Refused as refused:
            log.warning("report_not_opened", request=request.pk, kind=str(kind), reason=str(refused))
    return opened


def remind(now: datetime) -> int:
    """Owe the reminder of each waiting report's latest milestone, once; how many reports were looked at."""
    today = seoul_date(now)
    waiting = Report.objects.filter(case__status__in=WAITING)
    rows = list(waiting.select_related("case", "request__team").order_by("pk"))
    for report in rows:
        milestone = latest_milestone(report.due_on, seoul_date(report.case.created_at), today)
        if milestone is not None:
            notices.reminded(report, milestone)
    return len(rows)


def latest_milestone(due_on: date, opened_on: date, today: date) -> int | None:
    """The milestone reached last, of those after the day the report was opened; None before the first."""
    reached = [days for days in MILESTONES if opened_on < due_on + timedelta(days=days) <= today]
    return max(reached, default=None)


def due_date(request: FundingRequest, kind: ReportKind) -> date:
    """The last day to hand in a report, counted from the agreement's last day."""
    programme = request.team.programme
    days = programme.use_report_days if kind == ReportKind.USE else programme.final_days
    return period_of(request)[1] + timedelta(days=days)


def _open(request: FundingRequest, kind: ReportKind, now: datetime) -> bool:
    with guarded():
        running = lock(request.case)
        if running.status not in RUNNING or request.reports.filter(kind=kind).exists():
            return False
        case = Case(
            kind=REPORT,
            reference=next_reference("FS", now),
            person=running.person,
            agency=running.agency,
            language=running.language,
        )
        open_case(case=case, actor=None, now=now)
        due_on = due_date(request, kind)
        report = Report.objects.create(case=case, request=request, kind=kind, due_on=due_on)
        notices.opened(report)
    return True
