"""Idempotent submits: the same token again gets the first answer, with other content it is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from casework.models import Case, Receipt, User
from casework.transitions import Refused


def body_hash(body: Mapping[str, object]) -> str:
    """SHA-256 of the submitted answers in canonical JSON; values are written by `str`."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def replayed(*, actor: User, token: UUID, action: str, case: Case | None, body: Mapping[str, object]) -> bool:
    """Whether this very submit was carried out before. The caller holds the lock of what it changes: the case
    or, for a verb without one, the thing that `body` then names.

    Raises Refused where the token answered something else: other content, another case, another account.
    """
    known = Receipt.objects.filter(token=token).first()
    if known is None:
        return False
    if (known.user_id, known.action, known.case_id, known.body_hash) != (
        actor.pk,
        action,
        case and case.pk,
        body_hash(body),
    ):
        raise Refused(
            _("This form was already sent with other answers, which count. Open the page again to see them.")
        )
    return True


def give(*, actor: User, token: UUID, action: str, case: Case | None, body: Mapping[str, object]) -> Receipt:
    """Note, in the transaction of the verb, that it was carried out for this token."""
    return Receipt.objects.create(
        token=token, user=actor, action=action, case=case, body_hash=body_hash(body)
    )
