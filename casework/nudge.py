"""Telling a worker that work is owed. A nudge may be lost: the debt is a row, and beat sweeps it anyway."""

from __future__ import annotations

import time
from functools import partial

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

QUIET_SECONDS = 10.0
"""After a failed nudge none is tried for so long: a frozen broker costs a request one second, not five."""

_quiet_until = 0.0


def nudge(task_name: str) -> bool:
    """Publish the task without arguments; True when the broker took it. Never raises for a broken broker.

    The broker's socket timeouts (1 s, in settings) bound the wait; nothing is retried.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return False
    try:
        current_app.send_task(task_name, retry=False, expires=60)
    except (KombuError, RedisError, OSError) as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("nudge_failed", task=task_name, error=type(error).__name__)
        return False
    return True


def after_commit(task_name: str) -> None:
    """Nudge when the running transaction has committed; a failure there harms nothing."""
    transaction.on_commit(partial(nudge, task_name), robust=True)
