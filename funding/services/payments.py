"""Verbs on payment batches: one officer prepares, another signs, and only then money moves in the ledger."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.guards import guarded
from casework.models import User
from casework.references import next_reference
from casework.services.audit import audit
from casework.transitions import Refused, Stale
from funding import check_notices as notices
from funding import ledger
from funding.models import Claim, Institution, PaymentBatch, PaymentOrder, Programme
from funding.payment_reads import accounts_of, lock_order, payable
from funding.permissions import may_officiate, may_sign_batch

MOST = 500
"""Orders of one batch."""


def prepare(*, actor: User, programme: Programme, claims: Collection[int], now: datetime) -> PaymentBatch:
    """A batch of orders for these claims (keys), each to the account of its institution.

    Raises Refused, naming the claims, where one is not payable (any more) or has no account.
    """
    answer = may_officiate(actor=actor, agency=programme.agency, role=Role.FINANCE_OFFICER)
    if not answer:
        raise Refused(answer.reason)
    if not 0 < len(claims) <= MOST:
        raise Refused(_("Choose between 1 and %(most)s claims.") % {"most": MOST})
    with guarded():
        chosen = _payable(actor, programme, claims)
        accounts = accounts_of(_locked({claim.request.institution_id for claim in chosen}))
        _refuse(
            _("No bank account is known for the institution of: %(claims)s."),
            [claim for claim in chosen if claim.request.institution_id not in accounts],
        )
        batch = PaymentBatch.objects.create(
            programme=programme, reference=next_reference("PB", now), prepared_by=actor, prepared_at=now
        )
        PaymentOrder.objects.bulk_create(
            PaymentOrder(
                batch=batch, claim=claim, institution_id=claim.request.institution_id,
                account=accounts[claim.request.institution_id], amount=claim.approved_amount or 0,
            )
            for claim in chosen
        )  # fmt: skip
        audit(actor=actor, verb="payment.prepare", subject=batch.reference, orders=len(chosen))
        notices.batch_to_sign(batch, actor=actor)
    return batch


def discard(*, actor: User, batch: PaymentBatch, now: datetime) -> PaymentBatch:
    """Give up a batch nobody has signed; its claims may be paid by another one. Raises Refused."""
    with guarded():
        own = _open(batch)
        agency = own.programme.agency
        mine = [
            may_officiate(actor=actor, agency=agency, role=role)
            for role in (Role.FINANCE_OFFICER, Role.PAYMENT_APPROVER)
        ]
        if not any(mine):
            raise Refused(mine[0].reason)
        own.discarded_at = now
        own.save(update_fields=["discarded_at"])
        own.orders.update(dropped_at=now)
        audit(actor=actor, verb="payment.discard", subject=own.reference)
    return own


def sign(*, actor: User, batch: PaymentBatch, total: int, now: datetime) -> PaymentBatch:
    """Sign as the second person: every order is paid in the ledger, all of them or none, once for all time.

    `total` is the sum, KRW, that the person saw. Raises Refused for the preparer under any account and for a
    batch that is signed or discarded, Stale where the sum differs, Busy.
    """
    with guarded():
        own = _open(batch)
        answer = may_sign_batch(actor=actor, batch=own)
        if not answer:
            raise Refused(answer.reason)
        orders = list(own.orders.select_related("claim__case", "claim__request__subject"))
        if not orders or sum(order.amount for order in orders) != total:
            raise Stale
        if any(order.claim.case.person_id == actor.person_id for order in orders):
            raise Refused(_("Money for yourself is among these payments. Another person must sign."))
        own.signed_by, own.signed_at = actor, now
        own.save(update_fields=["signed_by", "signed_at"])
        audit(actor=actor, verb="payment.sign", subject=own.reference, orders=len(orders), amount=total)
        for order in sorted(orders, key=lock_order):
            ledger.pay(order=order, actor=actor)
    return own


def _open(batch: PaymentBatch) -> PaymentBatch:
    own = PaymentBatch.objects.select_for_update(of=("self",)).select_related("programme").get(pk=batch.pk)
    if own.signed_at:
        raise Refused(_("This batch is signed already. Nothing is paid twice."))
    if own.discarded_at:
        raise Refused(_("This batch was discarded."))
    return own


def _payable(actor: User, programme: Programme, claims: Collection[int]) -> list[Claim]:
    rows = Claim.objects.visible_to(actor).filter(pk__in=claims, request__team__programme=programme)
    known = list(rows.select_related("case", "request").order_by("pk"))
    ready = set(payable(rows).values_list("pk", flat=True))
    _refuse(
        _("Not to be paid now, or in another batch already: %(claims)s."),
        [claim for claim in known if claim.pk not in ready],
    )
    if len(known) < len(set(claims)):
        raise Refused(_("Some of these claims are not of this programme."))
    return known


def _locked(institutions: set[int]) -> set[Institution]:
    """Their rows, locked, so that no account changes while it is put into an order."""
    rows = Institution.objects.select_for_update(of=("self",)).filter(pk__in=institutions)
    return set(rows.order_by("pk"))


def _refuse(text: object, claims: list[Claim]) -> None:
    if claims:
        raise Refused(str(text) % {"claims": ", ".join(claim.case.reference for claim in claims)})
