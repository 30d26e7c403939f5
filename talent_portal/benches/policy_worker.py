"""Owed checks in a real worker: how many a second beside empty tasks, and whether its memory stays flat."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from casework.models import Facts, OwedScreening, PolicyVersion
from casework.nudge import nudge
from casework.services.screening import SCREEN_OWED
from talent_portal.bench import Context, Measured, bench
from talent_portal.benches.policy_ground import FEW, SEED, ground, law, populated, used_up, wider_draft
from talent_portal.celery import app
from talent_portal.databases import committed
from talent_portal.population import made, populate
from talent_portal.stage import Stage

ROUNDS = 3
DEBTS, QUICK_DEBTS = 50_000, 5_000
TASKS, QUICK_TASKS = 10_000, 1_000
WORKERS = 2
EMPTY = "celery.accumulate"
"""Celery's own task that only returns its arguments: every worker knows it, and it touches no database."""
OWE = """
    INSERT INTO casework_owedscreening (facts_id, version_id, attempts, last_error)
    SELECT id, %(version)s, 0, '' FROM casework_facts WHERE id > %(after)s ORDER BY id LIMIT %(limit)s
"""
PATIENCE = 1_800.0


@bench(
    "policy.screening_rate",
    "checks a second of newly submitted cases, from committed debts to written checks in a real worker, "
    "beside empty tasks (celery.accumulate) a second in the same worker on the same broker",
    unit="1/s",
    target=3.0,
    better="higher",
)
def screening_rate(context: Context) -> Measured:
    ground(context)
    debts = QUICK_DEBTS if context.quick else DEBTS
    tasks = QUICK_TASKS if context.quick else TASKS
    ours, theirs = [], []
    with used_up("worker") as stage:
        after = _newest()
        populate(made(SEED) + debts, seed=SEED, today=timezone.localdate(), screened=False)
        version, share = law(), debts // ROUNDS
        for _round in range(ROUNDS):
            after = _owe(version, after, share)
            ours.append(share / _drained())
            theirs.append(tasks / _emptied(stage, tasks))
    return Measured(ours=statistics.median(ours), reference=statistics.median(theirs), n=share * ROUNDS)


@bench(
    "policy.worker_memory",
    "peak memory of a worker's processes while it checks every case of the database once more, by another "
    "version, beside the same with 10,000 cases",
    unit="MB",
    target=1.2,
)
def worker_memory(context: Context) -> Measured:
    n = ground(context)
    ours = _peak_of_draining()
    with committed("bench"):
        populated(FEW)
        theirs = _peak_of_draining()
    return Measured(ours=ours, reference=theirs, n=n)


def _peak_of_draining() -> float:
    """Megabytes; every case of the database Django is connected to owes a check, in a clone of it."""
    with used_up("worker") as stage:
        draft = wider_draft()
        _owe(draft, 0, None)
        _drained()
        return _peak(stage.portal.worker.pid)


def _owe(version: PolicyVersion, after: int, limit: int | None) -> int:
    """Owe checks of the next facts by one version; the key of the last of them."""
    with connection.cursor() as cursor:
        cursor.execute(OWE, {"version": version.pk, "after": after, "limit": limit})
    return OwedScreening.objects.order_by("-facts").values_list("facts", flat=True)[0]


def _drained() -> float:
    """Seconds until every debt is paid, with a task for each process of the worker, as a crowd would send."""
    began = time.perf_counter()
    while OwedScreening.objects.exists():
        if time.perf_counter() - began > PATIENCE:
            raise RuntimeError("the worker does not pay its debts")
        for _process in range(WORKERS):
            nudge(SCREEN_OWED)
        _wait_until(lambda: not OwedScreening.objects.exists(), 20.0)
    return time.perf_counter() - began


def _emptied(stage: Stage, tasks: int) -> float:
    """Seconds the worker takes for so many empty tasks that lie ready in the broker."""
    _wait_until(_broker_empty, PATIENCE)
    stage.portal.worker.pause()
    for _number in range(tasks):
        app.send_task(EMPTY)
    began = time.perf_counter()
    stage.portal.worker.resume()
    _wait_until(_broker_empty, PATIENCE)
    return time.perf_counter() - began


def _broker_empty() -> bool:
    """Nothing waits, nothing is taken and not yet acknowledged."""
    with app.connection_for_read() as line:
        channel: Any = line.default_channel
        return not channel.client.llen("celery") and not channel.client.hlen("unacked")


def _wait_until(ready: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.02)


def _peak(group: int) -> float:
    """Megabytes: the peaks of all processes of a group, added up (Linux)."""
    peaks = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            of_group = (process / "stat").read_text().rpartition(")")[2].split()[2] == str(group)
            lines = (process / "status").read_text().splitlines() if of_group else []
        except (FileNotFoundError, ProcessLookupError):
            continue
        peaks += [int(line.split()[1]) / 1_000 for line in lines if line.startswith("VmHWM:")]
    return sum(peaks)


def _newest() -> int:
    return Facts.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
