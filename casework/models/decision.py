"""Findings on facts and decisions by two persons."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.enums import DecisionOutcome, DecisionStatus, FindingState
from casework.models.base import AppendOnly, Kept

OFFICER = settings.AUTH_USER_MODEL


class Finding(AppendOnly):
    """What an officer found about one fact; the newest row of a fact counts."""

    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="findings")
    facts = models.ForeignKey("casework.Facts", on_delete=models.PROTECT, related_name="findings")
    fact = models.CharField(_("fact"), max_length=40)
    state = models.CharField(_("finding"), max_length=12, choices=FindingState.choices)
    document = models.ForeignKey(
        "casework.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    page = models.PositiveSmallIntegerField(_("page"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.fact}: {self.state}"


class Decision(Kept):
    """A proposal by one person and its countersignature (결재) by another.

    The person columns are filled by the database from the accounts, so two accounts of one person stay one.
    """

    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="decisions")
    case_version = models.PositiveIntegerField()
    facts = models.ForeignKey("casework.Facts", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("casework.PolicyVersion", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=DecisionOutcome.choices)
    status = models.CharField(
        _("status"), max_length=10, choices=DecisionStatus.choices, default=DecisionStatus.PROPOSED
    )
    note = models.TextField(_("note for the countersigning officer"), blank=True)
    overrides = models.TextField(_("why the automatic check is not followed"), blank=True)
    proposed_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    proposed_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, null=True, related_name="+")
    signed_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    returned_note = models.TextField(_("why it is returned"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="decided_by_two_persons",
                condition=~Q(status=DecisionStatus.SIGNED)
                | (
                    Q(signed_by__isnull=False)
                    & Q(signed_at__isnull=False)
                    & Q(proposed_person__isnull=False)
                    & Q(signed_person__isnull=False)
                    & ~Q(proposed_person=F("signed_person"))
                ),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=[DecisionStatus.PROPOSED, DecisionStatus.SIGNED]),
                name="one_live_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.outcome} ({self.status})"


class DecisionReason(AppendOnly):
    """A coded reason given by a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reasons")
    reason = models.ForeignKey("casework.PolicyReason", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("explanation for the applicant"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["decision", "reason"], name="decision_reason_once")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.reason_id}"
