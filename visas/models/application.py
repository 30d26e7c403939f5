"""The top-tier visa application (F-2): one-to-one with a case, and its typed facts."""

from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.enums import Sector
from casework.models.base import AppendOnly, Kept
from visas.enums import EntryRoute


@pghistory.track(exclude=["submit_token", "declared_name"])
class TopTierApplication(Kept):
    """What the researcher fills in besides the profile: the contract, the sector, the declarations."""

    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, related_name="top_tier")
    entry = models.CharField(_("how you apply"), max_length=10, choices=EntryRoute.choices, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, blank=True)
    employer = models.CharField(_("employer in Korea"), max_length=200, blank=True)
    employer_number = models.CharField(_("business registration number"), max_length=12, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    annual_pay = models.BigIntegerField(_("annual pay in KRW, before tax"), null=True, blank=True)
    starts_on = models.DateField(_("contract starts on"), null=True, blank=True)
    declared_true = models.BooleanField(default=False)
    declared_name = models.CharField(_("name as in passport"), max_length=160, blank=True)
    submit_token = models.UUIDField(default=uuid.uuid4)
    row_version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("top-tier visa application")
        verbose_name_plural = _("top-tier visa applications")
        constraints = [
            models.CheckConstraint(name="pay_positive", condition=Q(annual_pay=None) | Q(annual_pay__gt=0)),
        ]

    def __str__(self) -> str:
        return self.case.reference


class TopTierFacts(AppendOnly):
    """Facts of the top-tier visa beside the shared ones. Pay is KRW a year before tax; NULL where open."""

    facts = models.OneToOneField(
        "casework.Facts", on_delete=models.PROTECT, related_name="top_tier", primary_key=True
    )
    pay_low = models.BigIntegerField(null=True)
    pay_high = models.BigIntegerField(null=True)
    sector = models.CharField(max_length=20, choices=Sector.choices)
    citizenship = CountryField()
    residence = CountryField()

    class Meta:
        verbose_name_plural = _("top-tier facts")
        constraints = [
            models.CheckConstraint(
                name="pay_interval",
                condition=Q(pay_low__isnull=True) | Q(pay_high__isnull=True) | Q(pay_low__lte=F("pay_high")),
            )
        ]

    def __str__(self) -> str:
        return str(self.facts)
