"""Verbs between a signed batch and the bank: the file it is given, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import vault
from casework.enums import Role
from casework.exports import Cell
from casework.guards import guarded
from casework.models import User
from casework.services.audit import audit
from casework.transitions import Refused, move
from funding import banks, ledger
from funding import check_notices as notices
from funding.models import PaymentBatch, PaymentOrder
from funding.payment_reads import OPEN, lock_order, orders_of, reference_of
from funding.permissions import may_officiate

NOT_SIGNED = gettext_lazy("Only a batch that two persons have signed goes to the bank.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bank says of an order (key): paid, under its own reference, or why not."""

    order: int
    paid: bool
    reference: str = ""
    reason: str = ""


def headers() -> list[str]:
    """Titles of the bank file's columns, in the language of the page."""
    return [_("Bank code"), _("Account number"), _("Holder"), _("Amount in won"), _("Reference")]


def bank_file(*, actor: User, batch: PaymentBatch, now: datetime) -> list[list[Cell]]:
    """The rows of the bank file: every order the bank has not answered yet, its account number in plain text.

    Each look into the vault is audited with the batch's reference. Raises Refused before the signature and
    for all but finance officers of the agency.
    """
    with guarded():
        own = (
            PaymentBatch.objects.select_for_update(of=("self",)).select_related("programme").get(pk=batch.pk)
        )
        _may_answer(actor, own)
        orders = list(orders_of(own).filter(OPEN))
        if not orders:
            raise Refused(_("The bank has answered every payment of this batch."))
        rows = [_row(actor, order) for order in orders]
        if own.exported_at is None:
            own.exported_at = now
            own.save(update_fields=["exported_at"])
        audit(actor=actor, verb="payment.bank_file", subject=own.reference, orders=len(rows))
    return rows


def record(*, actor: User, batch: PaymentBatch, answers: Sequence[Answer], now: datetime) -> int:
    """Write down what the bank answered, all of it or nothing; how many answers. A claim is paid with its
    confirmation; after a failure it may be paid again in another batch.

    Raises Refused, naming the payment, where one was answered before, and Busy.
    """
    with guarded():
        own = (
            PaymentBatch.objects.select_for_update(of=("self",)).select_related("programme").get(pk=batch.pk)
        )
        _may_answer(actor, own)
        wanted = [answer.order for answer in answers]
        locked = orders_of(own).select_for_update(of=("self",)).filter(pk__in=wanted)
        orders = {order.pk: order for order in locked}
        if len(orders) < len(wanted):
            raise Refused(_("One of these payments is not of this batch, or is named twice."))
        for answer in answers:
            _refuse_again(orders[answer.order])
        for answer in answers:
            if answer.paid:
                _confirm(actor, orders[answer.order], answer, now)
        lost = [answer for answer in answers if not answer.paid]
        for answer in lost:
            _fail(actor, orders[answer.order], answer, now)
        paid, failed = len(answers) - len(lost), len(lost)
        audit(actor=actor, verb="payment.answers", subject=own.reference, paid=paid, failed=failed)
        for order in sorted((orders[answer.order] for answer in lost), key=lock_order):
            ledger.payment_failed(order=order, actor=actor)
    return len(answers)


def _confirm(actor: User, order: PaymentOrder, answer: Answer, now: datetime) -> None:
    order.confirmed_at, order.bank_reference = now, answer.reference
    order.save(update_fields=["confirmed_at", "bank_reference"])
    order.claim.case = move(case=order.claim.case, action="pay", actor=actor, now=now)
    notices.paid(order)


def _fail(actor: User, order: PaymentOrder, answer: Answer, now: datetime) -> None:
    order.failed_at, order.failure, order.bank_reference = now, answer.reason, answer.reference
    order.save(update_fields=["failed_at", "failure", "bank_reference"])
    notices.failed(order, actor=actor)


def _refuse_again(order: PaymentOrder) -> None:
    told = {"payment": reference_of(order)}
    if order.failed_at:
        raise Refused(
            _("%(payment)s is recorded as failed. What is paid after that belongs to another batch.") % told
        )
    if order.confirmed_at:
        raise Refused(_("%(payment)s is recorded as paid already.") % told)


def _may_answer(actor: User, batch: PaymentBatch) -> None:
    answer = may_officiate(actor=actor, agency=batch.programme.agency, role=Role.FINANCE_OFFICER)
    if not answer:
        raise Refused(answer.reason)
    if batch.signed_at is None:
        raise Refused(NOT_SIGNED)


def _row(actor: User, order: PaymentOrder) -> list[Cell]:
    plain = vault.reveal_for(actor=actor, item=order.account, reason=order.batch.reference)
    bank, number = banks.read(plain)
    return [bank, number, order.institution.name_ko, order.amount, reference_of(order)]
