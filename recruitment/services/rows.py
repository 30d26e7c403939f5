"""Verbs on degrees, employment and outputs: add, change, remove."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django.db import transaction

from casework.models import Person, User
from casework.services.audit import audit
from recruitment.models.history import HistoryRow
from recruitment.permissions import require_edit
from recruitment.services.stale import refuse_stale

Row = TypeVar("Row", bound=HistoryRow)


@transaction.atomic
def add_row(*, actor: User, person: Person, model: type[Row], values: Mapping[str, Any]) -> Row:
    """Add a degree, job or output to the person's profile; an identical one stays one, however often it is
    sent.

    Raises PermissionDenied and ValidationError.
    """
    require_edit(actor, person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    same = model._default_manager.filter(person=person, **values).first()
    if same is not None:
        return cast(Row, same)
    row = model(person=person, **values)
    row.full_clean(exclude={"person"})
    row.save()
    _tell(actor, row, "added")
    return row


@transaction.atomic
def change_row(*, actor: User, row: Row, values: Mapping[str, Any], seen: str | None = None) -> Row:
    """Write these columns of the row.

    `seen` is the fingerprint of the columns as they were shown; None writes whatever is there.
    Raises StaleRow, PermissionDenied, ValidationError, and the model's DoesNotExist for a row deleted
    meanwhile.
    """
    require_edit(actor, row.person)
    locked = type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)
    if seen is not None:
        refuse_stale(locked, values, seen)
    for column, value in values.items():
        setattr(locked, column, value)
    locked.full_clean(exclude={"person"})
    locked.save(update_fields=[*values, "updated_at"])
    _tell(actor, locked, "changed")
    return cast(Row, locked)


@transaction.atomic
def remove_row(*, actor: User, row: HistoryRow) -> None:
    """Delete the row; one that is gone already stays gone."""
    require_edit(actor, row.person)
    key = row.pk
    if type(row)._default_manager.filter(pk=key).delete()[0]:
        _tell(actor, row, "removed", key)


def _tell(actor: User, row: HistoryRow, what: str, key: int | None = None) -> None:
    kind = row._meta.model_name
    audit(actor=actor, verb=f"{kind}.{what}", subject=f"{kind}:{key or row.pk}")
