"""The officers' queue of funding requests: tabs, priority teams first, pages. Constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.models import User
from funding.admin.words import Badge
from funding.enums import RESERVING, RUNNING, RequestStatus
from funding.models import Change, FundingRequest
from funding.request_reads import name_of, requests_of, year_of

PAGE = 25
OPEN_CHANGE = Exists(
    Change.objects.filter(request=OuterRef("pk"), needs_approval=True, in_force_at=None, refused_at=None)
)
STATUS = {
    RequestStatus.DRAFT: Badge(_("Draft"), "neutral", "edit"),
    RequestStatus.SUBMITTED: Badge(_("To review"), "info", "search"),
    RequestStatus.RETURNED: Badge(_("With the team"), "neutral", "arrow-left"),
    RequestStatus.PROPOSED: Badge(_("To be signed"), "warning", "users"),
    RequestStatus.AGREED: Badge(_("Agreed"), "success", "check"),
    RequestStatus.WINDING_DOWN: Badge(_("Winding down"), "warning", "clock"),
    RequestStatus.REFUSED: Badge(_("Refused"), "danger", "x"),
    RequestStatus.WITHDRAWN: Badge(_("Withdrawn"), "neutral", "arrow-left"),
    RequestStatus.CLOSED: Badge(_("Closed"), "neutral", "check"),
}


@dataclass(frozen=True)
class Tab:
    code: str
    label: str | Promise
    condition: Q
    empty: tuple[str | Promise, str | Promise]


NEW = _("New requests appear here as teams submit them.")
TABS = (
    Tab("review", _("To review"), Q(case__status=RequestStatus.SUBMITTED), (_("Nothing to review"), NEW)),
    Tab(
        "sign",
        _("To sign"),
        Q(case__status=RequestStatus.PROPOSED),
        (_("Nothing to sign"), _("Reviewed requests appear here for the second signature.")),
    ),
    Tab(
        "changes",
        _("Changes"),
        Q(open_change=True),
        (_("No change waits"), _("Changes of agreements that need approval appear here.")),
    ),
    Tab("agreed", _("Agreed"), Q(case__status__in=RUNNING), (_("Nothing agreed yet"), NEW)),
    Tab("all", _("All"), Q(), (_("No requests yet"), NEW)),
)


@dataclass(frozen=True)
class Row:
    """One request: KRW asked for, or agreed."""

    request: FundingRequest
    name: str
    year: str
    amount: int
    status: Badge
    days: int
    priority: bool


def desk_requests(officer: User) -> QuerySet[FundingRequest]:
    """Every submitted request the officer may see."""
    return FundingRequest.objects.visible_to(officer).annotate(open_change=OPEN_CHANGE)


def tab_counts(officer: User) -> dict[str, int]:
    """Requests in each tab; 1 query."""
    counts = {tab.code: Count("pk", filter=tab.condition) for tab in TABS}
    return desk_requests(officer).aggregate(**counts)


def queue_context(officer: User, query: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The page's context; 3 queries however many rows it shows."""
    counts = tab_counts(officer)
    known = {tab.code: tab for tab in TABS}
    tab = known.get(query.get("tab", ""), TABS[0])
    sought = query.get("q", "").strip()[:100]
    number = _number(query.get("page", ""))
    rows, more = _page(_search(desk_requests(officer).filter(tab.condition), sought), number, now)
    kept = {"tab": tab.code, **({"q": sought} if sought else {})}
    return {
        "tabs": [
            {
                "label": one.label,
                "count": counts[one.code],
                "url": _url({"tab": one.code}),
                "current": one is tab,
            }
            for one in TABS
        ],
        "tab": tab,
        "rows": rows,
        "q": sought,
        "next_url": _url({**kept, "page": str(number + 1)}) if more else "",
        "first_url": _url(kept) if number > 1 else "",
        "clear_url": _url({"tab": tab.code}),
    }


def row_of(request: FundingRequest, now: datetime) -> Row:
    """A row, from a request of `request_reads.requests_of`."""
    today = seoul_date(now)
    since = request.team.priority_since
    agreed = request.agreed_amount
    return Row(
        request=request,
        name=name_of(request),
        year=year_of(request),
        amount=request.amount if agreed is None else agreed,
        status=STATUS[RequestStatus(request.case.status)],
        days=(today - seoul_date(request.case.submitted_at or now)).days,
        priority=since is not None and since <= today and request.case.status in RESERVING,
    )


def _page(rows: QuerySet[FundingRequest], number: int, now: datetime) -> tuple[list[Row], bool]:
    """Page `number` (from 1): teams with priority funding first, then the oldest submission; and whether
    another follows."""
    rank = Case(When(team__priority_since__lte=seoul_date(now), then=Value(0)), default=Value(1))
    ranked = rows.annotate(rank=rank).order_by("rank", "case__submitted_at", "pk")
    start = (number - 1) * PAGE
    found = list(requests_of(ranked)[start : start + PAGE + 1])
    return [row_of(one, now) for one in found[:PAGE]], len(found) > PAGE


def _search(rows: QuerySet[FundingRequest], text: str) -> QuerySet[FundingRequest]:
    for word in text.split():
        rows = rows.filter(
            Q(case__reference__icontains=word)
            | Q(team__name_en__icontains=word)
            | Q(team__name_ko__icontains=word)
            | Q(team__code__icontains=word)
        )
    return rows


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _url(query: Mapping[str, str]) -> str:
    return f"?{urlencode(query)}"
