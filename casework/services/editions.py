"""Sealing editions: from here on the reference data never changes, and its hash is what screenings name."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from casework.models import Edition, User
from casework.services.audit import audit


class AlreadySealed(Exception):
    """A sealed edition cannot be sealed again; re-matching makes a new edition."""


def content_hash(edition: Edition) -> str:
    """SHA-256, in hexadecimal, over the edition's description, entries with their matches, and figures."""
    entries = edition.entries.order_by("row").values_list(
        "row", "name", "country", "rank_low", "rank_high", "ror_id", "method"
    )
    content = {
        "kind": edition.kind,
        "publisher": edition.publisher,
        "year": edition.year,
        "published_on": edition.published_on.isoformat(),
        "source": edition.source,
        "invented": edition.invented,
        "complete_to": edition.complete_to,
        "entries": [list(entry) for entry in entries],
        "figures": [
            list(row) for row in edition.figures.order_by("year").values_list("year", "value", "preliminary")
        ],
    }
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def seal(*, edition: Edition, actor: User | None, now: datetime) -> Edition:
    """Freeze an edition and its rows for good. Raises AlreadySealed; `actor` is None for data shipped with
    the portal."""
    with transaction.atomic():
        locked = Edition.objects.select_for_update().get(pk=edition.pk)
        if locked.sealed_at is not None:
            raise AlreadySealed(str(edition.pk))
        locked.content_hash = content_hash(locked)
        locked.sealed_at = now
        locked.save(update_fields=["content_hash", "sealed_at"])
        audit(actor=actor, verb="edition.seal", subject=str(locked.pk), hash=locked.content_hash)
    return locked
