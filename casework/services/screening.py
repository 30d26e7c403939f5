"""The automatic check as owed work: owe it with the facts, drain it in batches, find what was never owed."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DataError, IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.db.models import DateTimeField, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Now
from django.utils import timezone

from casework.debts import claim, record_failure
from casework.eligibility.epochs import Epoch, epochs
from casework.eligibility.errors import EligibilityError
from casework.eligibility.interpreter import screen
from casework.eligibility.standing import fill
from casework.models import Facts, OwedScreening, PolicyVersion, Screening
from casework.nudge import after_commit
from casework.queries import governed_facts, governing_versions
from casework.signals import screened

SCREEN_OWED = "casework.screen_owed"
LEASE_SECONDS = 30
MAX_ATTEMPTS = 20
UNDER_WAY = Q(rescreening__isnull=False, rescreening__finished_at=None)
POISON = (EligibilityError, DataError, IntegrityError, InternalError, ProgrammingError)
"""What a row itself can cause; a lost connection or a deadlock is not among them and is tried again whole."""


def owe(facts: Facts, *, today: date | None = None) -> int:
    """Note, in the caller's transaction, that the governing versions still have to be checked.

    `today` is a day in Asia/Seoul. Returns how many checks are owed. A worker is nudged after commit.
    """
    versions = governing_versions(facts.case, today or timezone.localdate())
    debts = [OwedScreening(facts=facts, version=version) for version in versions]
    OwedScreening.objects.bulk_create(debts, ignore_conflicts=True)
    after_commit(SCREEN_OWED)
    return len(debts)


def drain(*, limit: int = 500, now: datetime | None = None) -> int:
    """Claim and pay up to `limit` debts; returns how many were claimed, so 0 means nothing is due.

    The checks are dated `now`, by default the database's clock.

    Debts that cannot be paid keep their attempts and the reason; the others of their batch are paid.
    """
    keys = claim(OwedScreening, limit=limit, lease_seconds=LEASE_SECONDS, max_attempts=MAX_ATTEMPTS)
    if keys:
        _pay_or_halve(keys, now)
    return len(keys)


def reconcile(*, today: date | None = None) -> int:
    """Write debts for open cases whose newest facts have neither screening nor debt; returns how many.

    A version whose re-check is under way is left to `casework.services.rescreening`. `today`: Asia/Seoul.
    """
    day = today or timezone.localdate()
    found = 0
    for version in PolicyVersion.objects.enacted().exclude(UNDER_WAY):
        missing = governed_facts(version, day).exclude(screenings__version=version)
        missing = missing.exclude(owed_screenings__version=version)
        debts = [OwedScreening(facts_id=key, version=version) for key in missing.values_list("pk", flat=True)]
        OwedScreening.objects.bulk_create(debts, ignore_conflicts=True, batch_size=5_000)
        found += len(debts)
    if found:
        after_commit(SCREEN_OWED)
    return found


def _pay_or_halve(keys: Sequence[int], now: datetime | None) -> None:
    try:
        _pay(keys, now)
    except POISON as trouble:
        if len(keys) == 1:
            record_failure(OwedScreening, keys, _reason(trouble))
            return
        middle = len(keys) // 2
        _pay_or_halve(keys[:middle], now)
        _pay_or_halve(keys[middle:], now)


def _reason(trouble: Exception) -> str:
    name = type(trouble).__name__
    return f"{name}: {trouble}" if isinstance(trouble, EligibilityError) else name


def _pay(keys: Sequence[int], now: datetime | None) -> None:
    """Write the screenings of these debts and delete them, in one transaction."""
    with transaction.atomic():
        debts = OwedScreening.objects.filter(pk__in=keys)
        owed: dict[int, list[tuple[int, date]]] = defaultdict(list)
        for version_id, facts_id, as_of in debts.values_list("version", "facts", "facts__as_of"):
            owed[version_id].append((facts_id, as_of))
        written = [
            facts_id
            for version in PolicyVersion.objects.filter(pk__in=owed)
            for facts_id in screen_facts(version, owed[version.pk], now=now)
        ]
        debts.delete()
        if written:
            send = partial(screened.send, sender=Screening, facts_ids=written)
            transaction.on_commit(send, robust=True)


def screen_facts(
    version: PolicyVersion, dated: Sequence[tuple[int, date]], *, now: datetime | None = None
) -> list[int]:
    """Screen facts, given as (key, as_of), by one version: fill standings, write screenings, both set-based.

    Returns the keys of facts that had no screening by this version yet. Needs an open transaction.
    """
    written: list[int] = []
    for epoch in epochs(version):
        facts_ids = [key for key, as_of in dated if epoch.contains(as_of)]
        if facts_ids:
            for edition, reading in epoch.placings:
                fill(edition, facts_ids, reading)
            sql, params = _writing(version, epoch, Facts.objects.filter(pk__in=facts_ids), now)
            with connection.cursor() as cursor:
                cursor.execute(f"{sql} RETURNING facts_id", params)
                written += [key for (key,) in cursor.fetchall()]
    return written


def write(version: PolicyVersion, epoch: Epoch, facts: QuerySet[Facts]) -> int:
    """Screen facts of one epoch whose standings are filled; how many had no screening yet."""
    sql, params = _writing(version, epoch, facts, None)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def _writing(
    version: PolicyVersion, epoch: Epoch, facts: QuerySet[Facts], now: datetime | None
) -> tuple[str, tuple[Any, ...]]:
    """INSERT … SELECT from the very queryset that screens anything else."""
    rows = screen(facts.order_by(), version, epoch).annotate(
        screened_by=Value(version.pk),
        edition_ids=Value([e.pk for e in epoch.editions], ArrayField(IntegerField())),
        pid=Value(os.getpid()),
        at=Value(now, DateTimeField()) if now else Now(),
    )
    chosen = rows.values_list(
        "pk", "screened_by", "outcome", "routes", "verdicts", "edition_ids", "screening_digest", "pid", "at"
    )
    select, params = chosen.query.sql_with_params()
    sql = f"""
        INSERT INTO casework_screening
            (facts_id, version_id, outcome, routes, verdicts, editions, digest, worker_pid, created_at)
        {select} ON CONFLICT DO NOTHING
    """
    return sql, params
