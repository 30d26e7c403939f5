"""Screenings, and the debts that make sure each one is written."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.enums import Outcome
from casework.models.base import AppendOnly


class Screening(AppendOnly):
    """The automatic check of one facts row against one policy version. It decides nothing.

    `verdicts` and `routes` follow the order of the version's criteria (distinct codes by first use) and
    routes; `editions` are the ids used; thresholds and values are read back from the rows it names.
    """

    facts = models.ForeignKey("casework.Facts", on_delete=models.PROTECT, related_name="screenings")
    version = models.ForeignKey("casework.PolicyVersion", on_delete=models.PROTECT, related_name="screenings")
    outcome = models.SmallIntegerField(_("outcome"), choices=Outcome.choices)
    routes = ArrayField(models.SmallIntegerField())
    verdicts = ArrayField(models.SmallIntegerField())
    editions = ArrayField(models.IntegerField())
    digest = models.CharField(max_length=64)
    worker_pid = models.IntegerField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facts", "version"], name="screening_once")]

    def __str__(self) -> str:
        return f"{self.facts_id} v{self.version_id}"


class Debt(models.Model):
    """Owed work: a row written in the transaction that creates the debt, deleted in the one that pays it."""

    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class OwedScreening(Debt):
    facts = models.ForeignKey("casework.Facts", on_delete=models.CASCADE, related_name="owed_screenings")
    version = models.ForeignKey(
        "casework.PolicyVersion", on_delete=models.CASCADE, related_name="owed_screenings"
    )

    class Meta:
        verbose_name = _("owed check")
        verbose_name_plural = _("owed checks")
        constraints = [models.UniqueConstraint(fields=["facts", "version"], name="owed_screening_once")]
        indexes = [models.Index(fields=["leased_until"], name="owed_screening_lease")]

    def __str__(self) -> str:
        return f"{self.facts_id} v{self.version_id}"
