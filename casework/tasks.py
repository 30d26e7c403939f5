"""Background work of the casework app: each task takes nothing and calls one service."""

import time

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from casework.nudge import nudge
from casework.services import documents, notices, rendering, replaying, rescreening, screening, simulation

LONGEST_SECONDS = 40
"""A drain stops here, before the workers' time limit; the rest is due at the next nudge or sweep."""


@shared_task(name="casework.screen_owed")
def screen_owed() -> int:
    """Make owed automatic checks until none is due; how many were taken up."""
    total, stop = 0, time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < stop and (taken := screening.drain()):
        total += taken
    return total


@shared_task(name="casework.reconcile_screenings")
def reconcile_screenings() -> int:
    """Owe the checks that open cases lack, and the re-check by law that takes effect today; how many."""
    return rescreening.begin_due() + screening.reconcile()


@shared_task(name="casework.rescreen")
def rescreen() -> int:
    """Re-check open cases by law that took effect, for a moment; the number of cases taken up."""
    total, stop = rescreening.begin_due(), time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < stop and (taken := rescreening.drain()):
        total += taken
    return total


@shared_task(name="casework.simulate")
def simulate() -> int:
    """Work on asked-for what-ifs for a moment, then queue for the next; the number of pieces done."""
    total, stop = 0, time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < stop and simulation.drain():
        total += 1
    return total


@shared_task(name="casework.replay_sample")
def replay_sample() -> int:
    """Repeat a sample of stored checks; how many came out otherwise."""
    return replaying.replay_sample().differing


@shared_task(name="casework.render_documents")
def render_documents() -> int:
    """Draw owed page images for a moment, then queue for the next; the number of documents done."""
    done = rendering.drain()
    if done:
        nudge(documents.RENDER_TASK)
    return done


@shared_task(name="casework.send_notices")
def send_notices() -> int:
    """Send owed notices, up to 1,000; how many were sent."""
    total = 0
    for _batch in range(20):
        sent = notices.drain()
        total += sent
        if not sent:
            break
    return total


@shared_task(name="casework.clear_sessions")
def clear_sessions() -> None:
    """Delete ended sessions, with whatever was parked in them."""
    SessionStore.clear_expired()


@shared_task(name="casework.sweep_orphans")
def sweep_orphans() -> int:
    """Delete stored files that no row names; how many."""
    return documents.sweep_orphans()
