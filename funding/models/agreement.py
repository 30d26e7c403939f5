"""Agreements that still have to be written as PDF."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.enums import Language
from casework.models.screening import Debt
from funding.models.request import FundingRequest


class OwedAgreement(Debt):
    """The agreement of a request in one language, to be written, or written anew after a change."""

    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, related_name="owed_agreements")
    language = models.CharField(max_length=2, choices=Language.choices)

    class Meta:
        verbose_name = _("owed agreement")
        verbose_name_plural = _("owed agreements")
        constraints = [models.UniqueConstraint(fields=["request", "language"], name="owed_agreement")]
        indexes = [models.Index(fields=["leased_until"], name="owed_agreement_lease")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.language}"
