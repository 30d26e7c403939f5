"""What-if as owed work: ask for it, fill what is missing, count, and keep the result for good."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.debts import claim, record_failure
from casework.eligibility.comparison import placings_of, stretches
from casework.eligibility.digests import cutoff, editions_digest, policy_digest
from casework.eligibility.errors import EligibilityError
from casework.eligibility.policies import exposure, policy_of
from casework.eligibility.reading import Placing
from casework.eligibility.standing import fill
from casework.enums import EditionKind, PolicyStatus, SimulationKind
from casework.impact import cells_between, counted, newest_facts, sides
from casework.models import (
    Coverage,
    Edition,
    OwedSimulation,
    PolicyVersion,
    Simulation,
    SimulationCell,
    Standing,
    User,
)
from casework.nudge import after_commit
from casework.permissions import may_draft_law
from casework.services.audit import audit
from casework.transitions import Refused

SIMULATE = "casework.simulate"
CHUNK = 20_000
LEASE_SECONDS = 120


def request(*, actor: User, version: PolicyVersion, today: date, now: datetime) -> Simulation:
    """Ask for a draft to be compared with the version in force on a day (Asia/Seoul). Raises Refused."""
    if version.status != PolicyStatus.DRAFT:
        raise Refused(_("This version is not a draft any more."))
    baseline = PolicyVersion.objects.in_force(policy=version.policy, day=today).first()
    return _ask(actor, version, today, now, baseline=baseline or version.based_on)


def request_remedy(
    *, actor: User, version: PolicyVersion, edition: Edition, replacement: Edition, today: date, now: datetime
) -> Simulation:
    """Ask what every check by `version` that used an edition would say with another in its place."""
    if version.status != PolicyStatus.ENACTED:
        raise Refused(_("Nothing was checked by this version yet."))
    if (edition.kind, edition.publisher) != (replacement.kind, replacement.publisher):
        raise Refused(_("Only another edition of the same publisher can take its place."))
    if replacement.sealed_at is None or edition == replacement:
        raise Refused(_("Choose another, sealed edition."))
    return _ask(
        actor,
        version,
        today,
        now,
        kind=SimulationKind.REMEDY,
        edition=edition,
        replacement=replacement,
    )


def drain() -> int:
    """Take up one asked-for simulation and do a piece of it; 0 when none is due.

    A worker killed in between leaves what it filled; the next goes on from there.
    """
    keys = claim(OwedSimulation, limit=1, lease_seconds=LEASE_SECONDS)
    for key in keys:
        simulation = OwedSimulation.objects.select_related("simulation__version").get(pk=key).simulation
        try:
            run(simulation)
        except EligibilityError as trouble:
            record_failure(OwedSimulation, [key], f"{type(trouble).__name__}: {trouble}")
    return len(keys)


def run(simulation: Simulation) -> Simulation:
    """Carry a simulation out to its end. Raises EligibilityError when a version cannot be read."""
    _fill_missing(simulation)
    with transaction.atomic():
        cells = cells_between(simulation, 0, simulation.cutoff)
        SimulationCell.objects.bulk_create(cells, batch_size=2_000)
        found = counted(cells, simulation)
        policy = policy_of(simulation.version.policy)
        simulation.cases = simulation.done = simulation.total = found.cases
        if policy is not None and simulation.kind == SimulationKind.WHAT_IF:
            simulation.exposure = exposure(policy.kind, found.gain_open)
        simulation.save(update_fields=["cases", "done", "total", "exposure"])
        Simulation.objects.filter(pk=simulation.pk).update(finished_at=Now())
        OwedSimulation.objects.filter(simulation=simulation).delete()
    simulation.refresh_from_db()
    return simulation


def _ask(actor: User, version: PolicyVersion, today: date, now: datetime, **given: object) -> Simulation:
    answer = may_draft_law(actor=actor)
    if not answer:
        raise Refused(answer.reason)
    upto = cutoff()
    with transaction.atomic():
        simulation = Simulation.objects.create(
            version=version,
            requested_by=actor,
            requested_at=now,
            day=today,
            cutoff=upto,
            digest=policy_digest(version),
            editions_digest=editions_digest(version),
            **given,
        )
        OwedSimulation.objects.create(simulation=simulation)
        audit(actor=actor, verb="policy.simulate", subject=str(simulation.pk), version=version.pk)
        after_commit(SIMULATE)
    return simulation


def _fill_missing(simulation: Simulation) -> None:
    """Fill the standings that the comparison reads and no check has filled; each chunk is committed."""
    before, after = sides(simulation)
    policy = policy_of(simulation.version.policy)
    kind = policy.kind if policy else simulation.version.policy
    found = [placing for stretch in stretches(before, after) for placing in placings_of(stretch)]
    for edition, reading in {(one.pk, reading.key): (one, reading) for one, reading in found}.values():
        if edition.kind != EditionKind.GNI:
            _fill_edition(simulation, kind, (edition, reading))


def _fill_edition(simulation: Simulation, kind: str, placing: Placing) -> None:
    edition, reading = placing
    known, _new = Coverage.objects.get_or_create(kind=kind, edition=edition, reading=reading.key)
    if known.upto >= simulation.cutoff:
        return
    there = Standing.objects.filter(facts=OuterRef("pk"), edition=edition, reading=reading.key)
    missing = newest_facts(simulation, known.upto, simulation.cutoff).filter(~Exists(there)).order_by("pk")
    own, total, done, last = Simulation.objects.filter(pk=simulation.pk), missing.count(), 0, known.upto
    while keys := list(missing.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK]):
        done, last = done + len(keys), keys[-1]
        with transaction.atomic():
            fill(edition, keys, reading)
            own.update(done=done, total=total)
            lease = Now() + timedelta(seconds=LEASE_SECONDS)
            OwedSimulation.objects.filter(simulation=simulation).update(leased_until=lease)
    if simulation.kind == SimulationKind.WHAT_IF:
        Coverage.objects.filter(pk=known.pk, upto__lt=simulation.cutoff).update(upto=simulation.cutoff)
