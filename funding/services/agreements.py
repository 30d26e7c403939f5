"""Agreements as PDF, owed with the signature and written by a worker: one in each language."""

from __future__ import annotations

import hashlib

import structlog
from django.db import transaction
from django.utils import timezone, translation

from casework import debts
from casework.documents import store
from casework.enums import Language
from casework.models import CaseDocument, Document, OwedRendering
from casework.nudge import after_commit
from casework.pdf import PdfError, render
from casework.services.documents import RENDER_TASK
from casework.transitions import lock
from funding.agreement_text import data_of
from funding.enums import RulingStatus
from funding.models import FundingRequest, OwedAgreement, Ruling
from funding.request_reads import AGREEMENT

log = structlog.get_logger(__name__)

TASK = "funding.write_agreements"
TEMPLATE = "funding/pdf/agreement.typ"
LEASE_SECONDS = 60


def owe(request: FundingRequest) -> None:
    """Note, in the caller's transaction, that the agreement has to be written, or written anew."""
    owed = [OwedAgreement(request=request, language=language) for language in Language.values]
    OwedAgreement.objects.bulk_create(owed, ignore_conflicts=True)
    after_commit(TASK)


def drain(*, limit: int = 20) -> int:
    """Write up to `limit` owed agreements; how many were taken up. Concurrent callers share the work."""
    keys = debts.claim(OwedAgreement, limit=limit, lease_seconds=LEASE_SECONDS)
    for key in keys:
        try:
            _write(key)
        except (PdfError, OSError) as error:
            debts.record_failure(OwedAgreement, [key], error)
            log.warning("agreement_failed", agreement=key, error=type(error).__name__)
    return len(keys)


def _write(key: int) -> None:
    """Write one under the lock of its case, so that no change of the agreement falls in between."""
    with transaction.atomic():
        owed = OwedAgreement.objects.filter(pk=key).select_related("request__case").first()
        if owed is None:
            return
        lock(owed.request.case)
        request = FundingRequest.objects.select_related("case__person", "team__programme", "institution").get(
            pk=owed.request_id
        )
        with translation.override(owed.language):
            content = render(TEMPLATE, data_of(request), "ko" if owed.language == Language.KOREAN else "en")
        _file(request, owed.language, content)
        owed.delete()


def _file(request: FundingRequest, language: str, content: bytes) -> None:
    """Keep the letter as a file of the case; an older one stays, marked as replaced."""
    slot = AGREEMENT + language
    ruling = Ruling.objects.get(case=request.case_id, status=RulingStatus.SIGNED)
    document = Document(
        person=request.case.person,
        filename=f"{request.case.reference}-{language}.pdf",
        content_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=ruling.signed_by or ruling.proposed_by,
        personal=False,
    )
    store.put(document.pk, content)
    document.save(force_insert=True)
    OwedRendering.objects.create(document=document)
    present = CaseDocument.objects.filter(case=request.case_id, requirement=slot, replaced_at=None)
    present.update(replaced_at=timezone.now())
    CaseDocument.objects.create(case=request.case, requirement=slot, document=document)
    after_commit(RENDER_TASK)
