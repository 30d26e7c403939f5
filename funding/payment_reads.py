"""Named reads of payments: what may be paid, how far a batch is, and what a team was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import VaultKind
from casework.models import User, VaultItem
from funding.enums import ClaimStatus
from funding.models import DESK_ROLES, Claim, Institution, PaymentBatch, PaymentOrder, Programme, Team

OPEN = Q(confirmed_at=None, failed_at=None, dropped_at=None)
"""Orders the bank has not answered yet."""


def programmes_of(officer: User) -> QuerySet[Programme]:
    """Programmes of the agencies where the officer handles money."""
    return Programme.objects.filter(agency__in=officer.agencies(*DESK_ROLES))


def batches_of(officer: User) -> QuerySet[PaymentBatch]:
    """Batches of the officer's agencies with what their orders add up to (`number`, `total` KRW, `waiting`,
    `failures`); none with money for the officer's own person in it."""
    own = PaymentOrder.objects.filter(batch=OuterRef("pk"), claim__case__person=officer.person_id)
    rows = PaymentBatch.objects.filter(~Exists(own), programme__in=programmes_of(officer))
    return rows.select_related("programme", "prepared_by", "signed_by").annotate(
        number=Count("orders"),
        total=Sum("orders__amount", default=0),
        waiting=Count("orders", filter=Q(orders__confirmed_at=None, orders__failed_at=None)),
        failures=Count("orders", filter=Q(orders__failed_at__isnull=False)),
    )


def payable(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Those of the claims that two persons approved and that no living order pays."""
    living = PaymentOrder.objects.filter(claim=OuterRef("pk"), failed_at=None, dropped_at=None)
    return claims.filter(~Exists(living), case__status=ClaimStatus.APPROVED, approved_amount__gt=0)


def failed(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Payable claims whose last payment the bank sent back."""
    before = PaymentOrder.objects.filter(claim=OuterRef("pk"), failed_at__isnull=False)
    return payable(claims).filter(Exists(before))


def accounts_of(institutions: set[Institution]) -> dict[int, VaultItem]:
    """The sealed bank account of each institution that has one, by its key; 1 query."""
    by_holder = {one.key: one.pk for one in institutions}
    items = VaultItem.objects.filter(holder__in=by_holder, kind=VaultKind.BANK_ACCOUNT)
    return {by_holder[item.holder]: item for item in items if item.holder}


def orders_of(batch: PaymentBatch) -> QuerySet[PaymentOrder]:
    """The orders of a batch with claim, team, institution and account, in the order of the bank file."""
    rows = PaymentOrder.objects.filter(batch=batch).order_by("pk")
    return rows.select_related(
        "batch", "institution", "account", "claim__case__person", "claim__request__subject",
        "claim__request__team__programme",
    )  # fmt: skip


def team_payments(team: Team) -> QuerySet[PaymentOrder]:
    """What two persons sent to the bank for a team, the latest first; 2 queries."""
    rows = PaymentOrder.objects.filter(claim__request__team=team, batch__signed_at__isnull=False)
    accounts = Prefetch("claim__case__person__accounts", User.objects.filter(is_staff=False))
    return rows.select_related("batch", "institution", "claim__case__person").prefetch_related(accounts)


def lock_order(order: PaymentOrder) -> tuple[int, int, int]:
    """The ledger locks subject and year; whoever moves money of several orders keeps to this order."""
    request = order.claim.request
    return request.subject.merged_into_id or request.subject_id, request.year, order.pk


def reference_of(order: PaymentOrder) -> str:
    """What the bank is told and answers with: the batch's reference and the order's number."""
    return f"{order.batch.reference}-{order.pk}"


def state_of(order: PaymentOrder) -> tuple[str | Promise, str, str]:
    """Words, tone and icon of an order's chip."""
    if order.confirmed_at:
        return _("Paid"), "success", "check"
    if order.failed_at:
        return _("Payment failed"), "danger", "alert"
    if order.dropped_at:
        return _("Dropped"), "neutral", "x"
    if order.batch.signed_at:
        return _("With the bank"), "info", "clock"
    return _("To be signed"), "warning", "users"


@dataclass(frozen=True, slots=True)
class Payable:
    """An approved claim that may be put into a batch; `account` is whether its institution has one."""

    claim: Claim
    account: bool
    failed: bool


def payable_of(officer: User, programme: Programme, today: date, most: int) -> list[Payable]:
    """Up to `most` payable claims of a programme, teams with priority funding first, then the oldest; 2
    queries."""
    before = PaymentOrder.objects.filter(claim=OuterRef("pk"), failed_at__isnull=False)
    claims = payable(Claim.objects.visible_to(officer)).filter(request__team__programme=programme)
    first = When(request__team__priority_since__lte=today, then=Value(0))
    rows = claims.annotate(rank=Case(first, default=Value(1)), failed_before=Exists(before))
    rows = rows.select_related("case", "request__team", "request__institution")
    found = list(rows.order_by("rank", "case__submitted_at", "pk")[:most])
    accounts = accounts_of({claim.request.institution for claim in found})
    return [
        Payable(claim, claim.request.institution_id in accounts, bool(getattr(claim, "failed_before", False)))
        for claim in found
    ]


def team_sums(team: Team) -> dict[str, int]:
    """KRW paid to the team, with the bank now, and sent back; 1 query."""
    rows = PaymentOrder.objects.filter(claim__request__team=team, batch__signed_at__isnull=False)
    return rows.aggregate(
        paid=Sum("amount", filter=Q(confirmed_at__isnull=False), default=0),
        sent=Sum("amount", filter=OPEN, default=0),
        failed=Sum("amount", filter=Q(failed_at__isnull=False), default=0),
    )
