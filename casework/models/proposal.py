"""The proposal around a draft: who brings it where, what agencies say, and who changed what in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.enums import Agency, OpinionPosition
from casework.models.base import AppendOnly, Kept
from casework.models.policy import PolicyVersion


class PolicyProposal(Kept):
    """What a briefing says besides figures. Not part of the law, so not of the version's digest."""

    version = models.OneToOneField(PolicyVersion, on_delete=models.CASCADE, related_name="proposal")
    sponsor = models.CharField(_("sponsor"), max_length=120, blank=True)
    meeting = models.CharField(_("meeting"), max_length=160, blank=True)
    meeting_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    text = models.TextField(_("what is proposed, and why"), max_length=2_000, blank=True)

    def __str__(self) -> str:
        return self.sponsor


class PolicyOpinion(Kept):
    """What one agency says of a draft."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="opinions")
    agency = models.CharField(_("agency"), max_length=10, choices=Agency.choices)
    position = models.CharField(_("position"), max_length=12, choices=OpinionPosition.choices)
    text = models.TextField(_("opinion"), max_length=600, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["agency"]
        constraints = [models.UniqueConstraint(fields=["version", "agency"], name="opinion_once")]

    def __str__(self) -> str:
        return f"{self.get_agency_display()}: {self.get_position_display()}"


class PolicyEdit(AppendOnly):
    """One change of a draft: who changed which part. Whoever is named here may not sign the version."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="edits")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.part}"
