"""Claiming owed work: lease and attempt are committed before the work starts; a killed worker loses none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from casework.models.screening import Debt

MAX_ATTEMPTS = 5
LONGEST_WAIT = 600


def due(model: type[Debt], *, where: Q | None = None, max_attempts: int = MAX_ATTEMPTS) -> QuerySet[Any]:
    """Debts nobody is working on and that have attempts left; the least tried first, then the oldest."""
    free = Q(leased_until=None) | Q(leased_until__lte=Now())
    rows = model._default_manager.filter(free, where or Q(), attempts__lt=max_attempts)
    return rows.order_by("attempts", "pk")


def claim(
    model: type[Debt],
    *,
    limit: int,
    lease_seconds: int,
    where: Q | None = None,
    max_attempts: int = MAX_ATTEMPTS,
) -> list[Any]:
    """Lease up to `limit` debts for `lease_seconds`, count the attempt, and return their keys.

    Committed on return (so it must be called outside any transaction: RuntimeError otherwise). Rows another
    process is claiming are skipped, so concurrent callers share the work. A lease that runs out makes the
    debt due again. A debt with `max_attempts` behind it is no longer claimed and stays for people to see.
    """
    with transaction.atomic(durable=True):
        rows = due(model, where=where, max_attempts=max_attempts).select_for_update(skip_locked=True)
        keys = list(rows.values_list("pk", flat=True)[:limit])
        lease = Now() + timedelta(seconds=lease_seconds)
        model._default_manager.filter(pk__in=keys).update(attempts=F("attempts") + 1, leased_until=lease)
    return keys


def record_failure(
    model: type[Debt], keys: Iterable[Any], error: BaseException | str, *, retry_seconds: int | None = None
) -> None:
    """Note why the debts could not be paid, and when they are due again.

    An exception is noted by its class alone (its text may hold personal data). By default the wait
    doubles with every attempt (2 s, 4 s, … at most 10 minutes).
    """
    text = error if isinstance(error, str) else type(error).__name__
    for key, attempts in list(model._default_manager.filter(pk__in=list(keys)).values_list("pk", "attempts")):
        wait = min(2**attempts, LONGEST_WAIT) if retry_seconds is None else retry_seconds
        model._default_manager.filter(pk=key).update(
            last_error=text[:200], leased_until=Now() + timedelta(seconds=wait)
        )
