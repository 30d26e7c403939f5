"""Opens stored documents for people who may see them, and logs every officer's look."""

from __future__ import annotations

from django.db import transaction

from casework import access
from casework.documents import store
from casework.models import Case, Document, DocumentPage, User

PAGE_TYPE = "image/webp"


def original(*, actor: User, document: Document) -> bytes:
    """The file as kept; `document` came through `visible_to(actor)`. Raises FileNotFoundError, SealError."""
    with transaction.atomic():
        _log(actor, document, access.ORIGINAL, once_a_day=False)
        return store.read(document.pk)


def page_image(*, actor: User, document: Document, number: int) -> bytes:
    """The WebP image of a page (from 1). Raises DocumentPage.DoesNotExist, FileNotFoundError, SealError."""
    page = DocumentPage.objects.get(document=document, number=number)
    with transaction.atomic():
        _log(actor, document, access.PAGE, once_a_day=True)
        return store.read(page.pk)


def _log(actor: User, document: Document, what: str, *, once_a_day: bool) -> None:
    """Officers' looks are logged with the case that makes the document visible; people's own are not."""
    if actor.person_id == document.person_id and not actor.is_staff:
        return
    cases = Case.objects.visible_to(actor).filter(documents__document=document)
    case = cases.order_by("-submitted_at").first()
    access.record(
        actor=actor, person=document.person, what=what, subject=str(document.pk),
        reason=case.reference if case else "", case=case, once_a_day=once_a_day,
    )  # fmt: skip
