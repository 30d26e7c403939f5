"""Background work of the casework app: each task takes nothing and calls one service."""

from celery import shared_task

from casework.services import documents, notices, rendering


@shared_task(name="casework.render_documents")
def render_documents() -> int:
    """Draw owed page images; the number of documents done."""
    return rendering.drain()


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


@shared_task(name="casework.sweep_orphans")
def sweep_orphans() -> int:
    """Delete stored files that no row names; how many."""
    return documents.sweep_orphans()
