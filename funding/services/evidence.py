"""Verbs on the receipts of a claim: hand in, match to lines, take out, say why there is none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from casework.guards import guarded
from casework.models import User
from casework.services.audit import audit
from casework.services.documents import add_document
from casework.transitions import Refused
from funding.models import Claim, ClaimLine, Evidence
from funding.permissions import may_edit_claim
from funding.services.claims import editable


def add(
    *, actor: User, claim: Claim, upload: UploadedFile[Any], lines: Collection[int] = (), now: datetime
) -> Evidence:
    """Keep a file as a receipt of these lines (keys); one that is there already is matched to them, too.

    Raises ValidationError with the reason when the file is refused, and Refused.
    """
    answer = may_edit_claim(actor=actor, claim=claim)
    if not answer:
        raise Refused(answer.reason)
    document = add_document(actor=actor, upload=upload, personal=False)
    with guarded():
        locked = editable(actor=actor, claim=claim)
        known = Evidence.objects.filter(claim=locked, removed_at=None, sha256=document.sha256).first()
        proof = known or Evidence.objects.create(
            claim=locked, document=document, sha256=document.sha256, added_by=actor, added_at=now
        )
        proof.lines.add(*_own(locked, lines))
        if known is None:
            audit(actor=actor, verb="claim.receipt_add", case=locked.case, subject=str(document.pk))
    return proof


def match(*, actor: User, evidence: Evidence, lines: Collection[int]) -> None:
    """Say which lines (keys) a receipt proves, and no others. Raises Refused."""
    with guarded():
        locked = editable(actor=actor, claim=evidence.claim)
        evidence.lines.set(_own(locked, lines))
        audit(
            actor=actor,
            verb="claim.receipt_match",
            case=locked.case,
            subject=str(evidence.document_id),
            lines=len(lines),
        )


def remove(*, actor: User, evidence: Evidence, now: datetime) -> None:
    """Take a receipt out of the claim; it stays, marked so. Raises Refused."""
    with guarded():
        locked = editable(actor=actor, claim=evidence.claim)
        gone = Evidence.objects.filter(pk=evidence.pk, removed_at=None).update(removed_at=now)
        if gone:
            subject = str(evidence.document_id)
            audit(actor=actor, verb="claim.receipt_remove", case=locked.case, subject=subject)


def excuse(*, actor: User, claim: Claim, reasons: dict[int, str]) -> None:
    """Say, by line (key), why there is no receipt; an empty reason takes it back. Raises Refused."""
    with guarded():
        locked = editable(actor=actor, claim=claim)
        changed = []
        for line in locked.lines.filter(pk__in=reasons):
            if line.no_receipt != reasons[line.pk]:
                line.no_receipt = reasons[line.pk]
                changed.append(line)
        ClaimLine.objects.bulk_update(changed, ["no_receipt"])
        if changed:
            audit(actor=actor, verb="claim.excuse", case=locked.case, lines=len(changed))


def _own(claim: Claim, lines: Collection[int]) -> list[ClaimLine]:
    """Those of the keys that are lines of this very claim."""
    return list(claim.lines.filter(pk__in=lines))
