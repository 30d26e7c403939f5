"""Verbs on a person's documents: hand one in, put it into a case, clear away files no row names."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from casework.documents import names, sandbox, sniff, store
from casework.documents.limits import Refused
from casework.documents.refusals import KINDS, megabytes, refusal
from casework.enums import DocumentState
from casework.models import Case, CaseDocument, Document, DocumentPage, OwedRendering, Person, User
from casework.nudge import after_commit
from casework.services.audit import audit

QUOTA = 200_000_000
RENDER_TASK = "casework.render_documents"


@dataclass(frozen=True)
class Inspected:
    """A file that passed: its type, the digest of what was handed in, its pages, and the bytes to keep."""

    kind: str
    digest: str
    pages: int
    content: bytes


def add_document(*, actor: User, upload: UploadedFile[Any], personal: bool = True) -> Document:
    """Check a file and keep it, encrypted, among the actor's documents. Page images follow in the background.

    What is not `personal` is kept for the case of a team, apart from the actor's own library.
    The same bytes again give the document of the first time. Raises ValidationError, with the reason,
    when size, type or content is refused; nothing is kept then. A file over the size limit is never read.
    """
    data = _read(upload)
    kind = _kind(data, str(upload.name or ""))
    digest = hashlib.sha256(data).hexdigest()
    known = Document.objects.filter(person=actor.person_id, personal=personal, sha256=digest).first()
    return (
        _again(known)
        if known
        else keep(actor=actor, filename=str(upload.name or ""), file=inspect(data, kind), personal=personal)
    )


def inspect(data: bytes, kind: str) -> Inspected:
    """What a limited process finds in a file of that type. Raises ValidationError with the reason."""
    try:
        pages, kept = sandbox.inspect(data, kind)
    except Refused as refused:
        raise refusal(refused.code, **refused.detail) from None
    return Inspected(kind, hashlib.sha256(data).hexdigest(), pages, kept)


def keep(*, actor: User, filename: str, file: Inspected, personal: bool = True) -> Document:
    """File an inspected document in the actor's library, or for a team. Raises ValidationError over the quota
    of the one or the other."""
    document = Document(
        person_id=actor.person_id, filename=names.clean(filename, file.kind), content_type=file.kind,
        size=len(file.content), sha256=file.digest, pages=file.pages, uploaded_by=actor,
        personal=personal,
    )  # fmt: skip
    return _keep(document, file.content)


def use_document(
    *, actor: User, case: Case, requirement: str, document: Document, now: datetime
) -> CaseDocument:
    """Put an own document into a slot of an own case; what stood there stays, marked as replaced.

    The caller holds the case's lock and has checked that it may be changed. Raises PermissionDenied.
    """
    if actor.is_staff or not actor.person_id == document.person_id == case.person_id:
        raise PermissionDenied
    with transaction.atomic():
        present = CaseDocument.objects.filter(case=case, requirement=requirement, replaced_at=None)
        same = present.filter(document=document).first()
        if same:
            return same
        present.update(replaced_at=now)
        used = CaseDocument.objects.create(case=case, requirement=requirement, document=document)
        audit(actor=actor, verb="document.use", case=case, subject=str(document.pk), requirement=requirement)
    return used


def sweep_orphans(*, older_than_seconds: float = 3600) -> int:
    """Delete stored files that no row names (their transaction failed) and half-written ones; how many."""
    before = time.time() - older_than_seconds
    found = set(store.stored(older_than=before))
    named = set(Document.objects.filter(pk__in=found).values_list("pk", flat=True))
    named |= set(DocumentPage.objects.filter(pk__in=found).values_list("pk", flat=True))
    for key in found - named:
        store.remove(key)
    return len(found - named) + store.remove_unfinished(older_than=before)


def _read(upload: UploadedFile[Any]) -> bytes:
    size, limit = int(upload.size or 0), int(settings.MAX_DOCUMENT_BYTES)
    if size > limit:
        raise refusal("too_large", size=megabytes(size), limit=megabytes(limit))
    if not size:
        raise refusal("empty")
    upload.seek(0)
    data: bytes = upload.read()
    return data


def _kind(data: bytes, filename: str) -> str:
    kind = sniff.content_type(data)
    if kind is None:
        raise refusal(sniff.foreign_kind(data) or "unknown")
    if not sniff.agrees(filename, kind):
        raise refusal("ending", ending=sniff.extension(filename)[:20], kind=KINDS[kind])
    return kind


def _again(document: Document) -> Document:
    """The document of the first time; if its pages could not be drawn then, they are owed anew."""
    if document.state != DocumentState.FAILED:
        return document
    with transaction.atomic():
        OwedRendering.objects.filter(document=document).update(attempts=0, leased_until=None)
        document.state = DocumentState.RENDERING
        document.save(update_fields=["state"])
        after_commit(RENDER_TASK)
    return document


def _keep(document: Document, content: bytes) -> Document:
    """File first, then the rows, in one transaction that locks the person, so that quota and reuse hold."""
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=document.person_id)
        own = Document.objects.filter(person=document.person_id, personal=document.personal)
        known = own.filter(sha256=document.sha256).first()
        if known:
            return known
        used = own.aggregate(total=Sum("size"))["total"] or 0
        if used + document.size > QUOTA:
            size, limit = megabytes(document.size), megabytes(QUOTA)
            raise refusal("quota", used=megabytes(used), size=size, limit=limit)
        store.put(document.pk, content)
        document.save(force_insert=True)
        OwedRendering.objects.create(document=document)
        audit(actor=document.uploaded_by, verb="document.add", subject=str(document.pk), pages=document.pages)
        after_commit(RENDER_TASK)
    return document
