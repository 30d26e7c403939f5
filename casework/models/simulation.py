"""What-if: a version compared with the one in force over every case, the counts, and the signature."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.enums import Outcome, SimulationKind
from casework.models.base import AppendOnly, Kept
from casework.models.edition import Edition
from casework.models.policy import PolicyVersion
from casework.models.screening import Debt


class Simulation(Kept):
    """`version` compared with `baseline` on the newest facts of every case up to facts row `cutoff`.

    A remedy compares a version with itself: `edition` as it was used and `replacement` in its place. Digests
    say what was compared; once `finished_at` is set the row never changes. `exposure` is won a year.
    """

    kind = models.CharField(max_length=8, choices=SimulationKind.choices, default=SimulationKind.WHAT_IF)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="simulations")
    baseline = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, null=True, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    replacement = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"))
    day = models.DateField(_("law compared as of"))
    cutoff = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    editions_digest = models.CharField(max_length=64)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    cases = models.PositiveIntegerField(_("cases compared"), default=0)
    exposure = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        ordering = ["-requested_at"]
        indexes = [models.Index(fields=["version", "-requested_at"], name="simulation_newest")]

    def __str__(self) -> str:
        return f"v{self.version_id} at {self.cutoff}"


class OwedSimulation(Debt):
    """The debt of a simulation that has been asked for."""

    simulation = models.OneToOneField(Simulation, on_delete=models.CASCADE, related_name="debt")

    def __str__(self) -> str:
        return str(self.simulation)


class SimulationCell(AppendOnly):
    """How many cases came out the same way and are alike in every dimension.

    `before` is NULL without a baseline. `criteria` and `routes` follow the order of the version: 3 × the
    verdict before + the verdict after where they differ, -1 where not. Of cases in which nothing changed only
    the outcome is kept; their other columns are empty.
    """

    simulation = models.ForeignKey(Simulation, on_delete=models.CASCADE, related_name="cells")
    before = models.SmallIntegerField(choices=Outcome.choices, null=True)
    after = models.SmallIntegerField(choices=Outcome.choices)
    routes = ArrayField(models.SmallIntegerField(), default=list)
    criteria = ArrayField(models.SmallIntegerField(), default=list)
    nationality = models.CharField(max_length=2, blank=True)
    sector = models.CharField(max_length=20, blank=True)
    agency = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=20, blank=True)
    cases = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.before} → {self.after}: {self.cases}"


class Enactment(AppendOnly):
    """A second person's signature over one simulation and the cases that came after it (the delta).

    Postgres refuses it when draft or editions changed since, when the simulation is older than seven days,
    and when the signer drafted, edited or simulated the version under any account.
    """

    version = models.OneToOneField(PolicyVersion, on_delete=models.PROTECT, related_name="enactment")
    simulation = models.OneToOneField(Simulation, on_delete=models.PROTECT, related_name="enactment")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("signed"))
    effective_from = models.DateField(_("in force from"))
    digest = models.CharField(max_length=64)
    editions_digest = models.CharField(max_length=64)
    delta_upto = models.BigIntegerField()
    delta_cases = models.PositiveIntegerField(default=0)
    delta_gain = models.PositiveIntegerField(default=0)
    delta_lose = models.PositiveIntegerField(default=0)
    delta_unknown = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"v{self.version_id} from {self.effective_from}"
