"""No submission loses its check, whatever happens to worker, broker and beat."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import connections
from django.db.models import Count
from django.urls import reverse

from casework.models import Case, OwedScreening, Screening
from talent_portal.proof import Context, Outcome, proof
from talent_portal.proofs import ground
from talent_portal.proofs.ground import Draft
from talent_portal.stage import Stage
from visas.enums import Status

LIMIT = 3.0
"""Seconds no request may exceed; the quick form shares its machine with other tests and only reports it."""
PATIENCE = 120.0
CONTROL_PATIENCE = 15.0


@dataclass
class Tally:
    """What the submitting side saw."""

    accepted: list[object] = field(default_factory=list)
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, draft: Draft, took: float) -> None:
        with self.lock:
            self.accepted.append(draft.case.pk)
            self.slowest = max(self.slowest, took)


@proof(
    "screening.lost",
    "submissions while worker, broker and beat are killed or frozen: each checked exactly once",
)
def screening_lost(context: Context) -> Outcome:
    n = 12 if context.quick else 300
    with context.stage("web", "worker", "beat") as stage:
        tally = _submit_all(stage, n, context, chaos=True)
        _all_up(stage)
        _wait(_nothing_owed, PATIENCE)
        lost, doubled = _missing(tally), _doubled()
        unseen = n - len(tally.accepted)
        slow = int(tally.slowest > LIMIT and not context.quick)
    control = _control(context, max(6, n // 10))
    note = f"lost {lost}, doubled {doubled}, not accepted {unseen}, slowest request {tally.slowest:.2f} s"
    return Outcome(n, lost + doubled + unseen + slow, control > 0, f"{note}; control lost {control}")


def _control(context: Context, n: int) -> int:
    """The same with no sweeper: the broker is down while people submit, and nudges are all there is."""
    with context.stage("web", "worker") as stage:
        tally = _submit_all(stage, n, context, chaos=False, before=stage.valkey.stop)
        stage.valkey.start()
        _wait(lambda: _missing(tally) == 0, CONTROL_PATIENCE)
        return _missing(tally)


def _submit_all(
    stage: Stage, n: int, context: Context, *, chaos: bool, before: Callable[[], None] | None = None
) -> Tally:
    """Submit n drafts over HTTP from four threads, with faults meanwhile."""
    _desk, world = ground.rules()
    ready = list(ground.drafts(n, world, context.seed))
    if before:
        before()
    tally, done = Tally(), threading.Event()
    faults = threading.Thread(target=_faults, args=(stage, context.random(), done))
    if chaos:
        faults.start()
    try:
        with ThreadPoolExecutor(4) as crowd:
            list(crowd.map(lambda draft: _submit(stage, draft, tally), ready))
    finally:
        done.set()
        if chaos:
            faults.join()
    return tally


def _submit(stage: Stage, draft: Draft, tally: Tally) -> None:
    person = ground.visitor(stage.url, draft.user)
    name = draft.user.person.profile.passport_name
    connections.close_all()
    path = reverse("application_submit", args=[draft.case.pk])
    answer = person.submit(path, {"declared_name": name}, having="declared_name", tick=True)
    if answer.url.endswith(reverse("application_receipt", args=[draft.case.pk])):
        tally.count(draft, person.took)
    time.sleep(0.2)


def _faults(stage: Stage, chance: random.Random, done: threading.Event) -> None:
    """One fault after the other until everybody has submitted; each at least once."""
    faults = [_kill_worker, _freeze_broker, _stop_broker, _kill_beat]
    turn = 0
    while not done.is_set() or turn < len(faults):
        faults[turn % len(faults)](stage)
        turn += 1
        done.wait(chance.uniform(0.2, 1.0))


def _kill_worker(stage: Stage) -> None:
    stage.portal.worker.kill()
    time.sleep(0.5)
    stage.portal.worker.start()


def _freeze_broker(stage: Stage) -> None:
    stage.valkey.process.pause()
    time.sleep(4)
    stage.valkey.process.resume()


def _stop_broker(stage: Stage) -> None:
    stage.valkey.process.kill()
    time.sleep(3)
    stage.valkey.start()


def _kill_beat(stage: Stage) -> None:
    stage.portal.beat.kill()
    time.sleep(8)
    stage.portal.beat.start()


def _all_up(stage: Stage) -> None:
    for process in (stage.portal.worker, stage.portal.beat):
        if not process.running:
            process.start()


def _wait(ready: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.5)


def _nothing_owed() -> bool:
    return not OwedScreening.objects.exists()


def _missing(tally: Tally) -> int:
    """Accepted submissions whose case is not submitted with exactly its check."""
    checked = Case.objects.filter(facts__screenings__isnull=False, status=Status.SUBMITTED)
    return len(set(tally.accepted) - set(checked.values_list("pk", flat=True)))


def _doubled() -> int:
    """Cases with more than one frozen statement of facts, or facts with more than one check."""
    facts = Case.objects.annotate(n=Count("facts")).filter(n__gt=1).count()
    checks = Screening.objects.values("facts", "version").annotate(n=Count("id")).filter(n__gt=1).count()
    return facts + checks
