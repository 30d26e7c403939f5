"""What a team was paid, when, in which batch; and the same as a table to take along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.answers import CSV, XLSX, attachment
from casework.clock import seoul_date
from casework.exports import Cell, csv_bytes, xlsx_bytes
from funding.claim_reads import researcher_of
from funding.models import PaymentOrder
from funding.payment_reads import state_of, team_payments, team_sums
from funding.views.common import member_of

PAGE = 50


@dataclass(frozen=True)
class Row:
    order: PaymentOrder
    researcher: str
    chip: tuple[str | Promise, str, str]


@require_safe
def payments(request: HttpRequest, code: str) -> HttpResponse:
    """The team's payments, the latest first."""
    member = member_of(request, code)
    orders = team_payments(member.team).order_by("-pk")
    after = request.GET.get("after", "")
    if after.isascii() and after.isdecimal() and len(after) < 18:
        orders = orders.filter(pk__lt=int(after))
    found = list(orders[: PAGE + 1])
    context = {
        **member.context,
        "rows": [_row(order) for order in found[:PAGE]],
        "sums": team_sums(member.team),
        "next_url": f"?after={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": request.path if after else "",
    }
    return render(request, "funding/payments.html", context)


@require_safe
def payments_table(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """All payments of the team as CSV or XLSX."""
    member = member_of(request, code)
    rows = [_cells(order) for order in team_payments(member.team).order_by("pk")]
    name = f"payments-{member.team.code}"
    if kind == "xlsx":
        return attachment(xlsx_bytes(name, _headers(), rows), XLSX, f"{name}.xlsx")
    return attachment(csv_bytes(_headers(), rows), CSV, f"{name}.csv")


def _row(order: PaymentOrder) -> Row:
    return Row(order, researcher_of(order.claim.case.person), state_of(order))


def _headers() -> list[str]:
    return [
        _("Claim"), _("Researcher"), _("Institution"), _("Amount in won"), _("Status"), _("Sent on"),
        _("Answer on"), _("Batch"), _("Bank reference"), _("Why it failed"),
    ]  # fmt: skip


def _cells(order: PaymentOrder) -> list[Cell]:
    answered: Any = order.confirmed_at or order.failed_at
    return [
        order.claim.case.reference,
        researcher_of(order.claim.case.person),
        order.institution.name,
        order.amount,
        str(state_of(order)[0]),
        seoul_date(order.batch.signed_at) if order.batch.signed_at else None,
        seoul_date(answered) if answered else None,
        order.batch.reference,
        order.bank_reference,
        order.failure,
    ]
