"""Pays the debts of page images: draws them in the limited process and keeps them sealed."""

from __future__ import annotations

import time
import uuid

import structlog
from django.db import transaction
from django.db.models.functions import Now

from casework import debts
from casework.documents import sandbox, store
from casework.documents.limits import RENDER_WALL, Refused
from casework.enums import DocumentState
from casework.models import Document, DocumentPage, OwedRendering
from casework.sealing import SealError

log = structlog.get_logger(__name__)

LEASE_SECONDS = RENDER_WALL * 3


def drain(*, limit: int = 50, seconds: float = 1.0) -> int:
    """Draw the page images of up to `limit` documents, beginning none after `seconds`; how many are done.

    Documents are claimed one by one, so that several workers share them, and a call is short, so that quicker
    work has its turn. After debts.MAX_ATTEMPTS failures
    the document is marked as failed and its debt stays, with the last error, for people to see.
    """
    started, done = time.monotonic(), 0
    _give_up()
    for _count in range(limit):
        claimed = debts.claim(OwedRendering, limit=1, lease_seconds=LEASE_SECONDS)
        if not claimed:
            break
        done += _pay(claimed[0])
        if time.monotonic() - started > seconds:
            break
    _give_up()
    return done


def _pay(key: int) -> bool:
    document = Document.objects.filter(owed_rendering=key).first()
    if document is None:
        return False
    try:
        drawn = sandbox.render(store.read(document.pk), document.content_type)
    except (Refused, SealError, OSError) as error:
        reason = error.code if isinstance(error, Refused) else error
        debts.record_failure(OwedRendering, [key], reason)
        log.warning("rendering_failed", document=str(document.pk), error=type(error).__name__)
        return False
    pages = [
        DocumentPage(id=uuid.uuid4(), document=document, number=number, width=width, height=height)
        for number, width, height, _image in drawn
    ]
    for page, (_number, _width, _height, image) in zip(pages, drawn, strict=True):
        store.put(page.pk, image)
    if _settle(key, document, pages):
        return True
    for page in pages:  # another worker was first
        store.remove(page.pk)
    return False


def _settle(key: int, document: Document, pages: list[DocumentPage]) -> bool:
    """Rows and debt in one transaction. False when the debt is already paid."""
    with transaction.atomic():
        paid, _by_model = OwedRendering.objects.filter(pk=key).delete()
        if paid:
            DocumentPage.objects.bulk_create(pages)
            Document.objects.filter(pk=document.pk).update(state=DocumentState.READY, pages=len(pages))
    return bool(paid)


def _give_up() -> None:
    """Mark documents whose attempts are used up (by killed workers too) and that nobody works on."""
    hopeless = Document.objects.filter(
        state=DocumentState.RENDERING,
        owed_rendering__attempts__gte=debts.MAX_ATTEMPTS,
        owed_rendering__leased_until__lte=Now(),
    )
    keys = list(hopeless.values_list("pk", flat=True))
    if keys:
        Document.objects.filter(pk__in=keys).update(state=DocumentState.FAILED)
