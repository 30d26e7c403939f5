"""Everything the officers' page of a payment batch shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.models import User
from casework.permissions import Answer
from funding.admin.batchlist import row_of
from funding.models import PaymentBatch, PaymentOrder
from funding.payment_reads import batches_of, orders_of, reference_of, state_of
from funding.permissions import may_officiate, may_sign_batch

NOT_SIGNED = Answer(False, _("Only a batch that two persons have signed goes to the bank."))


@dataclass(frozen=True)
class OrderView:
    order: PaymentOrder
    reference: str
    chip: tuple[str | Promise, str, str]
    open: bool


def fetch(officer: User, pk: int) -> PaymentBatch:
    """The batch. Raises Http404 for what the officer may not see, money for themselves included."""
    batch = batches_of(officer).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def batch_url(batch: PaymentBatch) -> str:
    return reverse("admin:funding_paymentbatch_change", args=[batch.pk])


def views_of(batch: PaymentBatch) -> list[OrderView]:
    """The payments of a batch, at most services.payments.MOST; 1 query."""
    return [
        OrderView(order, reference_of(order), state_of(order), not (order.confirmed_at or order.failed_at))
        for order in orders_of(batch)
    ]


def may_bank(officer: User, batch: PaymentBatch) -> Answer:
    """Whether the officer may make the bank file and record what the bank answers."""
    if batch.signed_at is None:
        return NOT_SIGNED
    return may_officiate(actor=officer, agency=batch.programme.agency, role=Role.FINANCE_OFFICER)


def batch_context(officer: User, batch: PaymentBatch) -> dict[str, Any]:
    """The context of the batch page; constant queries."""
    orders = views_of(batch)
    waiting = batch.signed_at is None and batch.discarded_at is None
    return {
        "title": batch.reference,
        "row": row_of(batch),
        "orders": orders,
        "open": sum(view.open for view in orders) if batch.signed_at else 0,
        "waiting": waiting,
        "may_sign": may_sign_batch(actor=officer, batch=batch) if waiting else None,
        "may_bank": may_bank(officer, batch),
        "paid": sum(view.order.amount for view in orders if view.order.confirmed_at),
        "failed": sum(view.order.amount for view in orders if view.order.failed_at),
    }
