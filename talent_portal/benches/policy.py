"""What-if and re-check at a million cases: the portal's own beside the best SQL written by hand."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from casework.eligibility.standing import fill
from casework.enums import EditionKind
from casework.impact import cells_between
from casework.models import Edition, Facts, Rescreening, Simulation, Standing
from casework.services import rescreening, simulation
from casework.services.policies import sign
from casework.services.signing import Delta
from talent_portal.bench import Context, Measured, bench, in_turn
from talent_portal.benches import policy_reference as reference
from talent_portal.benches.policy_ground import FEW, ground, owner, populated, signer, wider_draft
from talent_portal.databases import committed

CHUNK = 20_000
ROUNDS = 5


@bench(
    "policy.simulate",
    "a what-if over every case, counted by outcome, criterion, route and every dimension, beside one SELECT "
    "written by hand that counts pairs of outcomes",
    unit="s",
    target=2.0,
)
def simulate(context: Context) -> Measured:
    n = ground(context)
    with _draft() as found:
        marks = reference.marks(found)
        ours, theirs = in_turn(
            lambda: cells_between(found, 0, found.cutoff), lambda: reference.simulate(marks), rounds=ROUNDS
        )
    return Measured(ours=ours, reference=theirs, n=n)


@bench(
    "policy.rescreen",
    "a re-check of every case by a new version, in chunks, beside a bare INSERT … SELECT of as many rows",
    unit="s",
    target=2.0,
)
def rescreen(context: Context) -> Measured:
    n = ground(context)
    with _draft() as found:
        row = _law(found)
        ours, theirs = [], []
        for _round in range(ROUNDS):
            ours.append(_undone(lambda: _checked(row)))
            theirs.append(_undone(lambda: reference.rescreen(found)))
    return Measured(ours=statistics.median(ours), reference=statistics.median(theirs), n=n)


@bench(
    "policy.fill",
    "standings of a new ranking filled, facts a second, beside the same in a database of 10,000 cases",
    unit="1/s",
    target=None,
    better="higher",
)
def filling(context: Context) -> Measured:
    n = ground(context)
    ours = _fill_rate()
    with committed("bench"):
        populated(FEW)
        theirs = statistics.median(_fill_rate() for _round in range(3))
    return Measured(ours=ours, reference=theirs, n=n)


def _fill_rate() -> float:
    """Facts a second: every facts row of the database placed in a ranking that nobody was placed in yet."""
    last = Facts.objects.order_by("-pk").values_list("pk", flat=True)[0]
    with transaction.atomic():
        edition = reference.copy_ranking(Edition.objects.filter(kind=EditionKind.RANKING).latest("pk"))
        began = time.perf_counter()
        for low in range(0, last, CHUNK):
            span = Facts.objects.filter(pk__gt=low, pk__lte=low + CHUNK)
            fill(edition, list(span.values_list("pk", flat=True)))
        took = time.perf_counter() - began
        done = Standing.objects.filter(edition=edition).count()
        transaction.set_rollback(True)
    return done / took


@contextmanager
def _draft() -> Iterator[Simulation]:
    """A draft with rank 200 and an unfinished what-if of it; gone in the end."""
    with transaction.atomic():
        draft = wider_draft()
        today, now = timezone.localdate(), timezone.now()
        yield simulation.request(actor=owner(), version=draft, today=today, now=now)
        transaction.set_rollback(True)


def _law(found: Simulation) -> Rescreening:
    """The draft signed, and the re-check that is due."""
    simulation.run(found)
    today = timezone.localdate()
    since = Delta(found.cutoff, 0, 0, 0, 0)
    sign(actor=signer(), simulation=found, delta=since, effective_from=today, today=today, now=timezone.now())
    rescreening.begin_due(today=today)
    return Rescreening.objects.select_related("version").get(version=found.version)


def _checked(row: Rescreening) -> None:
    row.refresh_from_db()
    while rescreening.check_chunk(row, timezone.localdate()):
        pass


def _undone(work: Callable[[], object]) -> float:
    """Seconds of a piece of work whose rows do not stay."""
    with transaction.atomic():
        began = time.perf_counter()
        work()
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return took
