"""Supplement requests (보완 요구): what an officer asks for, item by item, and what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.enums import SupplementStatus
from casework.models.base import Kept


class SupplementRequest(Kept):
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="supplements")
    status = models.CharField(
        _("status"), max_length=10, choices=SupplementStatus.choices, default=SupplementStatus.OPEN
    )
    due_on = models.DateField(_("due on"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(status=SupplementStatus.OPEN), name="one_open_supplement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.status}"


class SupplementItem(Kept):
    """One thing asked for: a requirement to (re)supply, why, and the document or explanation given."""

    request = models.ForeignKey(SupplementRequest, on_delete=models.PROTECT, related_name="items")
    requirement = models.CharField(_("document asked for"), max_length=40)
    why = models.TextField(_("why it is needed"))
    document = models.ForeignKey(
        "casework.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    explanation = models.TextField(_("why it cannot be provided"), blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.requirement

    @property
    def answered(self) -> bool:
        return self.document_id is not None or bool(self.explanation)
