"""Screenings, and the debts that make sure each one is written."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.enums import Outcome
from casework.models.base import AppendOnly, Kept


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


class Rescreening(Kept, Debt):
    """The re-check of open cases by a version that takes effect: chunk after chunk, resumable at `reached`.

    First every open case is checked (`reached` is the last facts row, `total` and `done` count), then those
    whose check came out differently are told (`told_to`, `changed`); `finished_at` ends it.
    """

    version = models.OneToOneField(
        "casework.PolicyVersion", on_delete=models.PROTECT, related_name="rescreening"
    )
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    reached = models.BigIntegerField(default=0)
    told_to = models.BigIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"v{self.version_id}: {self.done}/{self.total}"


class ReplayRun(AppendOnly):
    """One replay of stored checks: how many were repeated, how many came out otherwise, and which first."""

    at = models.DateTimeField(db_default=Now())
    scope = models.CharField(max_length=40)
    screenings = models.PositiveIntegerField()
    standings = models.PositiveIntegerField()
    differing = models.PositiveIntegerField()
    examples = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.scope}: {self.differing} of {self.screenings}"
