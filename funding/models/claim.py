"""Claims of a team against an agreement: lines, their evidence, and lines staged before they are entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import Kept
from funding.enums import CutReason, PaymentMethod
from funding.models.programme import CostCategory
from funding.models.request import FundingRequest
from funding.models.team import Team

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from casework.models import User


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User | AnonymousUser) -> ClaimQuerySet:
        """Claims of the user's teams; for officers the submitted ones of their agency, not their own."""
        rows = self.filter(request__team__in=Team.objects.visible_to(user))
        if user.is_staff:
            return rows.filter(case__submitted_at__isnull=False).exclude(case__person=user.person_id)
        return rows


class Claim(Kept):
    """Costs of one agreement, usually of one month. `amount` KRW is the government share as last submitted,
    `approved_amount` what two persons left of it."""

    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, related_name="funding_claim")
    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, related_name="claims")
    month = models.DateField(_("month"), help_text="its first day")
    amount = models.BigIntegerField(_("claimed"), default=0)
    approved_amount = models.BigIntegerField(_("approved"), null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="claim_amounts",
                condition=Q(amount__gte=0)
                & (
                    Q(approved_amount=None)
                    | (Q(approved_amount__gte=0) & Q(approved_amount__lte=F("amount")))
                ),
            ),
            models.CheckConstraint(name="claim_month", condition=Q(month__day=1)),
        ]
        indexes = [models.Index(fields=["request", "month"], name="claim_request")]

    def __str__(self) -> str:
        return self.case.reference


@pghistory.track(
    pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["payee", "participant", "note", "cut_note"]
)
class ClaimLine(models.Model):
    """One cost. Amounts are KRW; `claimed` is the part the government shall bear, `rate` basis points.

    `position` is the row as the clerk saw it. `fingerprint` tells the same cost again: day, payee, total.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField(_("row"))
    spent_on = models.DateField(_("date"))
    payee = models.CharField(_("payee"), max_length=200)
    business_number = models.CharField(_("business registration number"), max_length=12, blank=True)
    category = models.ForeignKey(CostCategory, on_delete=models.PROTECT, related_name="+")
    supply = models.BigIntegerField(_("supply value"))
    vat = models.BigIntegerField(_("VAT"), default=0)
    total = models.BigIntegerField(_("total"))
    claimed = models.BigIntegerField(_("claimed"))
    method = models.CharField(_("paid by"), max_length=10, choices=PaymentMethod.choices)
    invoice = models.CharField(_("e-tax-invoice number"), max_length=40, blank=True)
    participant = models.CharField(_("participant"), max_length=120, blank=True)
    rate = models.PositiveSmallIntegerField(_("participation rate"), null=True, blank=True)
    month = models.DateField(_("month of salary"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="KRW")
    foreign_amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    exchange_rate = models.DecimalField(max_digits=14, decimal_places=6, null=True, blank=True)
    rate_on = models.DateField(_("rate of"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    no_receipt = models.CharField(_("why there is no receipt"), max_length=300, blank=True)
    fingerprint = models.CharField(max_length=64)
    cut = models.BigIntegerField(_("cut"), default=0)
    cut_reason = models.CharField(_("reason"), max_length=12, choices=CutReason.choices, blank=True)
    cut_note = models.CharField(_("in words"), max_length=300, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["claim", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "position"], name="line_position", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                name="line_amounts",
                condition=Q(supply__gte=0)
                & Q(vat__gte=0)
                & Q(total=F("supply") + F("vat"))
                & Q(claimed__gt=0)
                & Q(claimed__lte=F("total")),
            ),
            models.CheckConstraint(
                name="line_cut",
                condition=Q(cut=0) | (Q(cut__gt=0) & Q(cut__lte=F("claimed")) & ~Q(cut_reason="")),
            ),
            models.CheckConstraint(name="line_rate", condition=Q(rate=None) | Q(rate__lte=10000)),
        ]
        indexes = [
            models.Index(fields=["fingerprint"], name="line_fingerprint"),
            models.Index(fields=["invoice"], condition=~Q(invoice=""), name="line_invoice"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.position}"


class Evidence(Kept):
    """A receipt or other proof of a claim. Taken out again it stays, marked so."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    document = models.ForeignKey("casework.Document", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    lines = models.ManyToManyField(ClaimLine, related_name="evidence", blank=True)

    class Meta:
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "document"], condition=Q(removed_at=None), name="evidence_once"
            )
        ]
        indexes = [models.Index(fields=["sha256"], name="evidence_digest")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.document_id}"


class StagedLines(models.Model):
    """Pasted or uploaded rows waiting on the preview page: raw cells as typed, with Excel's row numbers."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="staged")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    source = models.CharField(max_length=200)
    columns = models.JSONField()
    rows = models.JSONField()
    ignored = models.JSONField(default=list)
    replaces = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.source}"
