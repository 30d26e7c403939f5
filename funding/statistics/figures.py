"""One row of figures, and the sums in SQL they come from: one grouped query each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from funding.enums import RUNNING, ClaimStatus, RequestStatus, Scope
from funding.models import Balance, BudgetLine, Claim, ClaimLine, FundingRequest, PaymentOrder

Sums = Iterable[Mapping[str, object]]
"""Rows of named sums with the `key` of their group."""
ONE_DAY = timedelta(days=1)
HANDED_IN = [one for one in ClaimStatus if one not in (ClaimStatus.DRAFT, ClaimStatus.WITHDRAWN)]
DECIDED = (ClaimStatus.APPROVED, ClaimStatus.PAID, ClaimStatus.REJECTED)
AGREED = (*RUNNING, RequestStatus.CLOSED)
ASKED = (RequestStatus.SUBMITTED, RequestStatus.RETURNED, RequestStatus.PROPOSED)
SENT = Q(batch__signed_at__isnull=False, failed_at=None, dropped_at=None)
"""Payments two persons sent to the bank, which did not send them back."""


@dataclass
class Figures:
    """KRW, but for `payments` (confirmed by the bank), `lines` (of claims) and days.

    `decided` is what was claimed in claims two persons decided on. `reserved` has five parts: `asked` and not
    agreed, `unclaimed`, `checking` (claimed and not paid), `paid` less what came back, and `back`.
    """

    reserved: int = 0
    agreed: int = 0
    claimed: int = 0
    decided: int = 0
    cut: int = 0
    paid: int = 0
    asked: int = 0
    unclaimed: int = 0
    checking: int = 0
    back: int = 0
    payments: int = 0
    lines: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None

    @property
    def cut_rate(self) -> int | None:
        """What was cut of what was decided on, in hundredths of a per cent, rounded half up."""
        return (self.cut * 20_000 + self.decided) // (2 * self.decided) if self.decided else None

    @property
    def median_days(self) -> int | None:
        return days(self.median)

    @property
    def p90_days(self) -> int | None:
        return days(self.p90)

    def add(self, sums: Mapping[str, object]) -> None:
        """Take over named sums; None leaves what was there."""
        for name, value in sums.items():
            if name != "key" and value is not None:
                setattr(self, name, value)


class Percentile(Aggregate):
    """The continuous percentile of a column, `share` from 0 to 1; NULL where there is none."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

    def __init__(self, expression: Any, share: str) -> None:
        super().__init__(expression, share=share)


def days(span: timedelta | None) -> int | None:
    """Whole days, rounded half up."""
    return None if span is None else int((span + ONE_DAY / 2) // ONE_DAY)


def held(column: str) -> Coalesce:
    """A column of a request's balance, 0 before any entry."""
    rows = Balance.objects.filter(scope=Scope.REQUEST, scope_id=OuterRef("pk"))
    return Coalesce(Subquery(rows.values(column)), Value(0))


def requested(requests: QuerySet[FundingRequest], by: Any) -> Sums:
    """What requests hold, and how far each part of it got, by an expression on the request."""
    taken = requests.annotate(
        held_all=held("reserved"),
        held_claimed=held("claimed"),
        held_paid=held("paid"),
        held_back=held("recovered") + held("clawed_back"),
    )
    agreed = Q(case__status__in=AGREED)
    return taken.order_by().values(key=by).annotate(
        reserved=Sum("held_all"),
        agreed=Sum("agreed_amount", filter=agreed),
        asked=Sum("held_all", filter=~agreed),
        unclaimed=Sum(F("held_all") - F("held_claimed"), filter=agreed),
        checking=Sum(F("held_claimed") - F("held_paid") - F("held_back")),
        back=Sum("held_back"),
    )  # fmt: skip


def claims_of(requests: QuerySet[FundingRequest]) -> QuerySet[Claim]:
    """What was handed in and not withdrawn."""
    return Claim.objects.filter(request__in=requests, case__status__in=HANDED_IN)


def claimed(claims: QuerySet[Claim], by: Any) -> Sums:
    """What was claimed and what two persons cut, by an expression on the claim."""
    decided = Q(case__status__in=DECIDED)
    return claims.order_by().values(key=by).annotate(
        claimed=Sum("amount"),
        decided=Sum("amount", filter=decided),
        cut=Sum(F("amount") - Coalesce("approved_amount", 0), filter=decided),
    )  # fmt: skip


def orders_of(requests: QuerySet[FundingRequest]) -> QuerySet[PaymentOrder]:
    return PaymentOrder.objects.filter(SENT, claim__request__in=requests)


def paid(orders: QuerySet[PaymentOrder], by: Any) -> Sums:
    """What was paid, and the days from the last submission of a claim to the bank's confirmation."""
    took = ExpressionWrapper(F("confirmed_at") - F("claim__case__submitted_at"), DurationField())
    return orders.order_by().values(key=by).annotate(
        paid=Sum("amount"),
        payments=Count("confirmed_at"),
        median=Percentile(took, "0.5"),
        p90=Percentile(took, "0.9"),
    )  # fmt: skip


def budgeted(requests: QuerySet[FundingRequest]) -> Sums:
    """What was asked for and agreed, by category."""
    lines = BudgetLine.objects.filter(request__in=requests).order_by().values(key=F("category"))
    return lines.annotate(
        agreed=Sum("agreed", filter=Q(request__case__status__in=AGREED)),
        asked=Sum("government", filter=Q(request__case__status__in=ASKED)),
    )


def costs_of(requests: QuerySet[FundingRequest]) -> QuerySet[ClaimLine]:
    """Lines of claims that were handed in; `sent` says whether the claim was paid."""
    sent = PaymentOrder.objects.filter(SENT, claim=OuterRef("claim"))
    lines = ClaimLine.objects.filter(claim__request__in=requests, claim__case__status__in=HANDED_IN)
    return lines.annotate(sent=Exists(sent)).order_by()


def spent(lines: QuerySet[ClaimLine], by: str) -> Sums:
    """What lines claim, lost and were paid, by a path from the line."""
    decided = Q(claim__case__status__in=DECIDED)
    return lines.values(key=F(by)).annotate(
        sum_claimed=Sum("claimed"),
        sum_decided=Sum("claimed", filter=decided),
        sum_cut=Sum("cut", filter=decided),
        sum_paid=Sum(F("claimed") - F("cut"), filter=Q(sent=True)),
        number=Count("pk"),
    )
