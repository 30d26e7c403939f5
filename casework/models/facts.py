"""Frozen facts of one case: what the portal knew when it was asked, as intervals."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.enums import DegreeLevel, EditionKind
from casework.models.base import AppendOnly


class Facts(AppendOnly):
    """One immutable statement of facts. Every number is a pair: equal when known, open (NULL) where not.

    Months are career months of merged employment, as `casework.eligibility.months` counts them.
    """

    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="facts")
    number = models.PositiveIntegerField()
    as_of = models.DateField(_("as of"), help_text="day of submission, Asia/Seoul")
    experience_low = models.IntegerField(null=True)
    experience_high = models.IntegerField(null=True)
    postdoc_low = models.IntegerField(null=True)
    postdoc_high = models.IntegerField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    corrects = models.CharField(_("fact corrected"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    evidence = models.ForeignKey("casework.Document", on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = _("facts")
        ordering = ["case_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="facts_number"),
            models.CheckConstraint(
                name="facts_intervals",
                condition=Q(experience_low__isnull=True)
                | Q(experience_high__isnull=True)
                | Q(experience_low__lte=F("experience_high")),
            ),
        ]
        indexes = [models.Index(fields=["as_of"], name="facts_as_of")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.number}"


class FactsDegree(AppendOnly):
    """A degree in frozen facts. `ror_id` is NULL while the university is not known to the registry."""

    facts = models.ForeignKey(Facts, on_delete=models.PROTECT, related_name="degrees")
    level = models.SmallIntegerField(choices=DegreeLevel.choices)
    ror_id = models.CharField(max_length=30, null=True)
    institution = models.CharField(max_length=300)
    awarded_low = models.DateField(null=True)
    awarded_high = models.DateField(null=True)

    class Meta:
        ordering = ["-level", "id"]

    def __str__(self) -> str:
        return self.institution


class FactsEmployment(AppendOnly):
    """A job in frozen facts: earliest and latest possible start and end; an open job ends on `as_of`.

    `counts_for` is the one kind of list whose months the job was stated for; empty: any.
    """

    facts = models.ForeignKey(Facts, on_delete=models.PROTECT, related_name="employments")
    ror_id = models.CharField(max_length=30, null=True)
    employer = models.CharField(max_length=300)
    started_low = models.DateField()
    started_high = models.DateField()
    ended_low = models.DateField()
    ended_high = models.DateField()
    counts_for = models.CharField(max_length=12, choices=EditionKind.choices, blank=True, db_default="")

    class Meta:
        ordering = ["started_low", "id"]
        constraints = [
            models.CheckConstraint(
                name="employment_intervals",
                condition=Q(started_low__lte=F("started_high")) & Q(ended_low__lte=F("ended_high")),
            )
        ]

    def __str__(self) -> str:
        return self.employer
