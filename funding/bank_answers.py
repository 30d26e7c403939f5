"""The rows of a bank's answer file held against the payments of one batch, for the preview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from funding.imports.amounts import won
from funding.imports.results import Result
from funding.imports.values import Wrong
from funding.models import PaymentOrder
from funding.payment_reads import reference_of
from funding.services.bank import Answer


@dataclass(frozen=True, slots=True)
class Matched:
    """A row of the file with its payment; `problem` says why it is left out, and is empty where it counts."""

    result: Result
    order: PaymentOrder | None
    problem: str | Promise

    @property
    def answer(self) -> Answer | None:
        """What would be recorded; None for a row that is left out."""
        if self.problem or self.order is None or self.result.paid is None:
            return None
        reason = "" if self.result.paid else self.result.reason
        return Answer(self.order.pk, self.result.paid, self.result.bank_reference, reason)


def matched(results: Iterable[Result], orders: Iterable[PaymentOrder]) -> list[Matched]:
    """Every row with its payment and what is wrong with it, in the order of the file."""
    known = {reference_of(order).upper(): order for order in orders}
    seen: set[str] = set()
    rows = []
    for result in results:
        key = result.reference.upper()
        order = known.get(key)
        rows.append(
            Matched(result, order, _("Named twice in this file") if key in seen else _wrong(result, order))
        )
        seen.add(key)
    return rows


def _wrong(result: Result, order: PaymentOrder | None) -> str | Promise:
    if order is None:
        return _("No payment of this batch")
    if order.confirmed_at:
        return _("Recorded as paid already")
    if order.failed_at:
        return _("Recorded as failed already")
    if result.paid is None:
        return _("Neither paid nor failed")
    if result.amount and _amount(result.amount) != order.amount:
        return _("Another amount than was sent")
    if result.paid and not result.bank_reference:
        return _("No bank reference")
    return "" if result.paid or result.reason else _("No reason for the failure")


def _amount(text: str) -> int | None:
    try:
        return won(text)
    except Wrong:
        return None
