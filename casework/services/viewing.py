"""Opens stored documents for people who may see them, and logs every officer's look."""

from __future__ import annotations

from django.db import transaction

from casework import access
from casework.documents import store
from casework.models import Case, Document, DocumentPage, User

PAGE_TYPE = "image/webp"


def original(*, actor: User, document: Document, case: Case | None = None) -> bytes:
    """The file as kept; `document` came through a `visible_to(actor)`, here or in an app above.

    `case` is the one it was read for, if that is not a case with this document in a slot. Raises
    FileNotFoundError, SealError.
    """
    with transaction.atomic():
        _log(actor, document, case, access.ORIGINAL, once_a_day=False)
        return store.read(document.pk)


def page_image(*, actor: User, document: Document, number: int, case: Case | None = None) -> bytes:
    """The WebP image of a page (from 1); otherwise as `original`. Raises DocumentPage.DoesNotExist too."""
    page = DocumentPage.objects.get(document=document, number=number)
    with transaction.atomic():
        _log(actor, document, case, access.PAGE, once_a_day=True)
        return store.read(page.pk)


def _log(actor: User, document: Document, case: Case | None, what: str, *, once_a_day: bool) -> None:
    """Officers' looks are logged with the case that makes the document visible; those of its owner, or of the
    owner's team, are not."""
    if not actor.is_staff:
        return
    if case is None:
        cases = Case.objects.visible_to(actor).filter(documents__document=document)
        case = cases.order_by("-submitted_at").first()
    access.record(
        actor=actor, person=document.person, what=what, subject=str(document.pk),
        reason=case.reference if case else "", case=case, once_a_day=once_a_day,
    )  # fmt: skip
