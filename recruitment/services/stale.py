"""Two tabs: a save is refused when what it was based on has changed since it was shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model


class StaleRow(Exception):
    """The row changed after it was shown; `saved` is the row as it is now."""

    def __init__(self, saved: Model) -> None:
        super().__init__(saved)
        self.saved = saved


def fingerprint(row: Model, columns: Iterable[str]) -> str:
    """32 hex digits over the values of those columns; equal exactly while none of them has changed."""
    values = {column: str(_value(row, column)) for column in columns}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


def refuse_stale(row: Model, columns: Iterable[str], seen: str) -> None:
    """Raise StaleRow when the columns no longer have the fingerprint `seen`. The row must be locked."""
    if fingerprint(row, columns) != seen:
        raise StaleRow(row)


def _value(row: Model, column: str) -> Any:
    value = getattr(row, row._meta.get_field(column).attname)  # type: ignore[union-attr]
    return "" if value is None else value
