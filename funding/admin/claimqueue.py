"""The officers' queue of claims: tabs, order, pages. Constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Prefetch, Q, QuerySet, Value, When
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.models import User
from funding.admin.words import Badge, age, claim_badge
from funding.claim_reads import researcher_of
from funding.enums import ClaimStatus
from funding.models import Claim
from funding.payment_reads import failed

PAGE = 25
FAILED = "failed"


@dataclass(frozen=True)
class Tab:
    code: str
    label: str | Promise
    condition: Q
    empty: tuple[str | Promise, str | Promise]


NEW = _("New claims appear here as teams submit them.")
TABS = (
    Tab("check", _("To check"), Q(case__status=ClaimStatus.SUBMITTED), (_("Nothing to check"), NEW)),
    Tab(
        "sign",
        _("To sign"),
        Q(case__status=ClaimStatus.PROPOSED),
        (_("Nothing to sign"), _("Claims whose lines are checked appear here for the second signature.")),
    ),
    Tab(
        "pay",
        _("Approved, to be paid"),
        Q(case__status=ClaimStatus.APPROVED),
        (_("Nothing to pay"), _("Claims that two persons approved appear here until the bank has paid.")),
    ),
    Tab("paid", _("Paid"), Q(case__status=ClaimStatus.PAID), (_("Nothing paid yet"), NEW)),
    Tab("all", _("All"), Q(), (_("No claims yet"), NEW)),
)
FAILURES = Tab(
    FAILED, _("Payment failed"), Q(), (_("No payment failed"), _("Payments the bank sends back appear here."))
)


@dataclass(frozen=True)
class Row:
    claim: Claim
    researcher: str
    status: Badge
    days: int
    priority: bool


def desk_claims(officer: User) -> QuerySet[Claim]:
    """Every submitted claim the officer may see."""
    return Claim.objects.visible_to(officer)


def tab_counts(officer: User) -> dict[str, int]:
    """Claims in each tab but the failed ones; 1 query."""
    counts = {tab.code: Count("pk", filter=tab.condition) for tab in TABS}
    return desk_claims(officer).aggregate(**counts)


def queue_context(officer: User, query: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The page's context; 4 queries however many rows it shows."""
    counts = tab_counts(officer) | {FAILED: failed(desk_claims(officer)).count()}
    known = {tab.code: tab for tab in (*TABS, FAILURES)}
    tab = known.get(query.get("tab", ""), TABS[0])
    sought = query.get("q", "").strip()[:100]
    claims = failed(desk_claims(officer)) if tab is FAILURES else desk_claims(officer).filter(tab.condition)
    rows, key = _page(_search(claims, sought), query.get("after", ""), now)
    kept = {"tab": tab.code, **({"q": sought} if sought else {})}
    shown = [one for one in known.values() if one is not FAILURES or counts[FAILED] or tab is FAILURES]
    return {
        "tabs": [
            {
                "label": one.label,
                "count": counts[one.code],
                "url": _url({"tab": one.code}),
                "current": one is tab,
            }
            for one in shown
        ],
        "tab": tab,
        "rows": rows,
        "q": sought,
        "next_url": _url({**kept, "after": key}) if key else "",
        "first_url": _url(kept) if query.get("after") else "",
        "clear_url": _url({"tab": tab.code}),
    }


def _page(claims: QuerySet[Claim], after: str, now: datetime) -> tuple[list[Row], str]:
    """Up to PAGE claims after the key, teams with priority funding first, then the oldest submission."""
    accounts = Prefetch("case__person__accounts", User.objects.filter(is_staff=False))
    today = seoul_date(now)
    ranked = claims.annotate(
        rank=Case(When(request__team__priority_since__lte=today, then=Value(0)), default=Value(1))
    )
    found = list(
        _after(ranked, after)
        .select_related("case__person", "request__team", "request__institution")
        .prefetch_related(accounts)
        .order_by("rank", "case__submitted_at", "pk")[: PAGE + 1]
    )
    rows = [row_of(claim, now) for claim in found[:PAGE]]
    if len(found) <= PAGE:
        return rows, ""
    last = rows[-1]
    moment = last.claim.case.submitted_at
    return rows, f"{int(not last.priority)}~{moment.isoformat() if moment else ''}~{last.claim.pk}"


def row_of(claim: Claim, now: datetime) -> Row:
    since = claim.request.team.priority_since
    return Row(
        claim=claim,
        researcher=researcher_of(claim.case.person),
        status=claim_badge(claim),
        days=age(claim, now),
        priority=since is not None and since <= seoul_date(now),
    )


def _after(claims: QuerySet[Any], key: str) -> QuerySet[Any]:
    parts = key.split("~")
    if len(parts) != 3 or not (parts[0] in ("0", "1") and parts[2].isascii() and parts[2].isdecimal()):
        return claims
    try:
        moment = parse_datetime(parts[1])
    except ValueError:
        return claims
    if moment is None or len(parts[2]) > 18:
        return claims
    return claims.filter(_beyond(int(parts[0]), moment, int(parts[2])))


def _beyond(rank: int, moment: datetime, pk: int) -> Q:
    later = Q(case__submitted_at__gt=moment) | Q(case__submitted_at=moment, pk__gt=pk)
    return Q(rank__gt=rank) | (Q(rank=rank) & later)


def _search(claims: QuerySet[Claim], text: str) -> QuerySet[Claim]:
    for word in text.split():
        claims = claims.filter(
            Q(case__reference__icontains=word)
            | Q(request__team__name_en__icontains=word)
            | Q(request__team__name_ko__icontains=word)
            | Q(request__team__code__icontains=word)
        )
    return claims


def _url(query: Mapping[str, str]) -> str:
    return f"?{urlencode(query)}"
