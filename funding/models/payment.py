"""Payments: batches signed by two persons, orders sent to a bank, and what the bank said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import Kept
from funding.models.claim import Claim
from funding.models.programme import Programme
from funding.models.team import Institution


class PaymentBatch(Kept):
    """Orders prepared by one officer and signed by another; money moves in the ledger when it is signed."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="batches")
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    prepared_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    exported_at = models.DateTimeField(_("bank file first made"), null=True, blank=True)
    discarded_at = models.DateTimeField(_("discarded"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment batch")
        verbose_name_plural = _("payment batches")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="batch_two_persons",
                condition=Q(signed_at=None, signed_by=None)
                | (
                    Q(signed_at__isnull=False)
                    & Q(prepared_person__isnull=False)
                    & Q(signed_person__isnull=False)
                    & ~Q(prepared_person=F("signed_person"))
                ),
            ),
            models.CheckConstraint(name="batch_one_end", condition=Q(signed_at=None) | Q(discarded_at=None)),
        ]

    def __str__(self) -> str:
        return self.reference


class PaymentOrder(Kept):
    """One approved claim's money, KRW, to its institution's account. At most one live order per claim."""

    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="orders")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="orders")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("casework.VaultItem", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(_("amount in won"))
    confirmed_at = models.DateTimeField(_("confirmed by the bank"), null=True, blank=True)
    bank_reference = models.CharField(_("bank reference"), max_length=60, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    failure = models.CharField(_("why it failed"), max_length=200, blank=True)
    dropped_at = models.DateTimeField(_("dropped with its batch"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["batch", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(failed_at=None, dropped_at=None), name="one_live_payment"
            ),
            models.CheckConstraint(name="payment_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_one_end",
                condition=Q(confirmed_at=None, failed_at=None)
                | Q(confirmed_at=None, dropped_at=None)
                | Q(failed_at=None, dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.amount}"
