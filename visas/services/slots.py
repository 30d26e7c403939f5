"""Which document stands in which slot of a draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.models import Case, CaseDocument, Document, User
from casework.services.audit import audit
from casework.services.documents import use_document
from casework.transitions import Refused, lock
from visas.permissions import may_edit
from visas.requirements import BY_CODE


def fill(*, actor: User, case: Case, requirement: str, document: Document, now: datetime) -> CaseDocument:
    """Put an own document into a slot of a draft; an earlier one stays in the library. Raises Refused."""
    with transaction.atomic():
        locked = _editable(actor, case)
        if requirement not in BY_CODE:
            raise Refused(_("There is no such document."))
        return use_document(actor=actor, case=locked, requirement=requirement, document=document, now=now)


def clear(*, actor: User, case: Case, requirement: str, now: datetime) -> None:
    """Take the document out of a slot of a draft; it stays in the library. An empty slot stays empty."""
    with transaction.atomic():
        locked = _editable(actor, case)
        present = CaseDocument.objects.filter(case=locked, requirement=requirement, replaced_at=None)
        if present.update(replaced_at=now):
            audit(actor=actor, verb="document.remove", case=locked, requirement=requirement)


def _editable(actor: User, case: Case) -> Case:
    locked = lock(case)
    answer = may_edit(actor=actor, case=locked)
    if not answer:
        raise Refused(answer.reason)
    return locked
