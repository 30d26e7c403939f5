"""The papers behind a figure: requests or claims, one by one, whose amounts add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from casework.clock import KST, seoul_date
from funding.models import Claim, FundingRequest, PaymentOrder
from funding.statistics import figures as read
from funding.statistics.tables import LISTED

PATHS = {"programme": "team__programme__code", "team": "team__code", "size": "institution__firm_size"}
Rows = Any
"""A queryset of requests or claims whose rows carry their `part` of the figure."""
OF_REQUESTS = ("reserved", "agreed")


@dataclass(frozen=True)
class PaperRow:
    """A request or claim and its part of the figure, KRW; `on` is the day of its last submission."""

    key: int
    claim: bool
    reference: str
    team: str
    on: date
    amount: int


def papers(requests: QuerySet[FundingRequest], by: str, key: str, figure: str) -> list[PaperRow]:
    """What a figure of a row is made of, the largest first; an empty `key` stands for everything. 1 query.

    Raises ValueError for a figure that is no sum of papers, and for a key that cannot be one.
    """
    if figure not in LISTED:
        raise ValueError(figure)
    rows = (
        _requests(requests, by, key, figure) if figure in OF_REQUESTS else _claims(requests, by, key, figure)
    )
    return [_row(row) for row in rows.filter(part__gt=0).order_by("-part", "pk")]


def _requests(requests: QuerySet[FundingRequest], by: str, key: str, figure: str) -> Rows:
    rows: Rows = requests.select_related("case", "team")
    agreed = Q(case__status__in=read.AGREED)
    if key and by == "category":
        own = Q(lines__category=int(key))
        parts = {
            "agreed": Sum("lines__agreed", filter=own & agreed, default=0),
            "asked": Sum("lines__government", filter=own & Q(case__status__in=read.ASKED), default=0),
        }
        rows = rows.annotate(**parts)
        return rows.annotate(part=F("agreed") if figure == "agreed" else F("agreed") + F("asked"))
    if key and by in PATHS:
        rows = rows.filter(**{PATHS[by]: key})
    elif key and by == "month":
        rows = rows.filter(agreed_on__year=_day(key).year, agreed_on__month=_day(key).month)
    if figure == "agreed":
        return rows.filter(agreed).annotate(part=Coalesce("agreed_amount", 0))
    return rows.annotate(part=read.held("reserved"))


def _claims(requests: QuerySet[FundingRequest], by: str, key: str, figure: str) -> Rows:
    rows: Rows = read.claims_of(requests).select_related("case", "request__team")
    if figure == "cut":
        rows = rows.filter(case__status__in=read.DECIDED)
    if key and by in ("category", "reason"):
        own = Q(lines__category=int(key)) if by == "category" else Q(lines__cut_reason=key)
        return _of_lines(rows, own, figure)
    if key and by in PATHS:
        rows = rows.filter(**{f"request__{PATHS[by]}": key})
    if figure == "paid":
        sent = Q(orders__batch__signed_at__isnull=False, orders__failed_at=None, orders__dropped_at=None)
        if key and by == "month":
            sent &= _within("orders__batch__signed_at", key)
        return rows.annotate(part=Sum("orders__amount", filter=sent))
    if key and by == "month":
        rows = rows.filter(_within("case__submitted_at", key))
    if figure == "cut":
        return rows.annotate(part=F("amount") - Coalesce("approved_amount", 0))
    return rows.annotate(part=F("amount"))


def _of_lines(rows: Rows, own: Q, figure: str) -> Rows:
    if figure == "paid":
        return rows.filter(_sent()).annotate(part=Sum(F("lines__claimed") - F("lines__cut"), filter=own))
    return rows.annotate(part=Sum(f"lines__{figure}", filter=own))


def _sent() -> Exists:
    return Exists(PaymentOrder.objects.filter(read.SENT, claim=OuterRef("pk")))


def _within(path: str, key: str) -> Q:
    """The month of a key in Asia/Seoul."""
    first = _day(key)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    begin, end = (datetime(day.year, day.month, 1, tzinfo=KST) for day in (first, following))
    return Q(**{f"{path}__gte": begin, f"{path}__lt": end})


def _day(key: str) -> date:
    return date.fromisoformat(f"{key}-01")


def _row(row: Any) -> PaperRow:
    claim = isinstance(row, Claim)
    team = row.request.team if claim else row.team
    on = seoul_date(row.case.submitted_at)
    return PaperRow(row.pk, claim, row.case.reference, team.label, on, row.part)
