"""What a team should do next: returned papers, costs to claim, reports, money to pay back, invitations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.clock import seoul_date
from casework.templatetags.krds import krw
from funding.claim_reads import researcher_of
from funding.claim_terms import period_of
from funding.costs import month_words
from funding.dashboard import Card
from funding.enums import (
    CLAIM_EDITABLE,
    RUNNING,
    ClaimStatus,
    InvitationKind,
    ReportStatus,
    RequestStatus,
)
from funding.models import Claim, FundingRequest, Invitation, Receivable, Report, Team
from funding.report_reads import receivables_of

SOON = timedelta(days=14)
GONE = (ClaimStatus.WITHDRAWN, ClaimStatus.REJECTED)
URGENT = ("error", "todo", "progress")


@dataclass(frozen=True)
class Action:
    """One thing to do, as the task list shows it; `status` says how it stands out."""

    title: str
    url: str
    hint: str
    status: str
    status_text: str


def actions_of(team: Team, cards: list[Card], now: datetime, *, writes: bool) -> list[Action]:
    """The most pressing first; the number of queries does not depend on theirs. `cards` are those of a year;
    only who writes is told for whom nothing is asked yet."""
    today = seoul_date(now)
    found = [
        *_returned_requests(team),
        *_open_claims(team),
        *_reports(team, today),
        *_paybacks(team, today),
        *_months(team, today),
        *(_unasked(team, cards, today) if writes else ()),
        *_invitations(team, now),
    ]
    return sorted(found, key=lambda action: URGENT.index(action.status))


def _returned_requests(team: Team) -> Iterator[Action]:
    rows = FundingRequest.objects.filter(team=team, case__status=RequestStatus.RETURNED)
    for row in rows.select_related("case__person").prefetch_related("case__person__accounts"):
        yield Action(
            _("Correct the request %(reference)s") % {"reference": row.case.reference},
            reverse("team_request", args=[team.code, row.case.reference]),
            researcher_of(row.case.person),
            "error",
            _("Returned"),
        )


def _open_claims(team: Team) -> Iterator[Action]:
    rows = Claim.objects.filter(request__team=team, case__status__in=CLAIM_EDITABLE)
    rows = (
        rows.select_related("case__person").prefetch_related("case__person__accounts").order_by("month", "pk")
    )
    for row in rows:
        returned = row.case.status == ClaimStatus.RETURNED
        title = _("Correct the claim %(reference)s") if returned else _("Finish the claim %(reference)s")
        yield Action(
            title % {"reference": row.case.reference},
            reverse("claim", args=[team.code, row.case_id]),
            f"{month_words(row.month)} · {researcher_of(row.case.person)}",
            "error" if returned else "progress",
            _("Returned") if returned else _("Not sent yet"),
        )


def _reports(team: Team, today: date) -> Iterator[Action]:
    owed = (ReportStatus.DUE, ReportStatus.RETURNED)
    rows = Report.objects.filter(request__team=team, case__status__in=owed).select_related(
        "case", "request__case"
    )
    for row in rows:
        words = {"kind": row.get_kind_display(), "reference": row.request.case.reference}
        yield Action(
            _("%(kind)s for %(reference)s") % words,
            reverse("team_report", args=[team.code, row.case.reference]),
            _("Due on %(day)s") % {"day": date_format(row.due_on)},
            *_urgency(row, today),
        )


def _urgency(row: Report, today: date) -> tuple[str, str]:
    if row.due_on < today:
        return "error", _("Overdue")
    if row.case.status == ReportStatus.RETURNED:
        return "error", _("Returned")
    return ("todo", _("Due soon")) if row.due_on <= today + SOON else ("progress", _("Not due yet"))


def _paybacks(team: Team, today: date) -> Iterator[Action]:
    for row in receivables_of(team).filter(received_at=None, dropped_at=None):
        yield Action(
            _("Pay back %(amount)s") % {"amount": krw(row.amount)},
            reverse("team_reports", args=[team.code]),
            _payback_hint(row),
            "error" if row.due_on < today else "todo",
            _("Overdue") if row.due_on < today else _("To be paid"),
        )


def _payback_hint(row: Receivable) -> str:
    due = _("Due on %(day)s") % {"day": date_format(row.due_on)}
    return f"{row.get_kind_display()} · {due}"


def _months(team: Team, today: date) -> Iterator[Action]:
    """Agreements whose costs of the month before are not in any claim."""
    last = today.replace(day=1) - timedelta(days=1)
    month = last.replace(day=1)
    claimed = Claim.objects.filter(~Q(case__status__in=GONE), request=OuterRef("pk"), month=month)
    rows = FundingRequest.objects.filter(~Exists(claimed), team=team, case__status__in=RUNNING)
    rows = rows.select_related("case__person", "team__programme")
    for row in rows.prefetch_related("case__person__accounts"):
        begins, ends = period_of(row)
        if begins <= last and month <= ends:
            yield Action(
                _("Claim the costs of %(month)s") % {"month": month_words(month)},
                reverse("team_claims", args=[team.code]),
                f"{researcher_of(row.case.person)} · {row.case.reference}",
                "todo",
                _("This month"),
            )


def _unasked(team: Team, cards: list[Card], today: date) -> Iterator[Action]:
    if team.cut_on and team.cut_on <= today:
        return
    for card in cards:
        if card.candidacy and not card.papers:
            yield Action(
                _("Request funding for %(name)s") % {"name": card.name},
                reverse("team_request_start", args=[team.code]),
                _("Accepted your invitation; nothing is asked for in this year."),
                "progress",
                _("Possible now"),
            )


def _invitations(team: Team, now: datetime) -> Iterator[Action]:
    rows = Invitation.objects.filter(team=team).open(now).order_by().values_list("kind")
    waiting = dict(rows.annotate(Count("pk")))
    for kind, page in (
        (InvitationKind.CANDIDATE, "team_researchers"),
        (InvitationKind.MEMBER, "team_people"),
    ):
        if number := waiting.get(kind):
            words = ngettext(
                "%(n)s invitation waits for an answer", "%(n)s invitations wait for an answer", number
            )
            yield Action(
                words % {"n": number},
                reverse(page, args=[team.code]),
                str(kind.label),
                "progress",
                _("With the person invited"),
            )
