"""The sole writer of case statuses: lock, permission, edge, save, event, audit, one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import Case, CaseEvent, User
from casework.permissions import may_move
from casework.services.audit import audit
from casework.states import Edge, machine_of


class Refused(Exception):
    """A verb that may not be carried out now; `reason` is fit for the person who tried."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Stale(Refused):
    """The case changed since the person last saw it."""

    def __init__(self) -> None:
        super().__init__(_("This case changed while you were looking at it. Read it again, then decide."))


class Busy(Refused):
    """Another transaction holds what this one needs; the same again will do."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else is changing this at the moment. Nothing was lost; send it again."))


def lock(case: Case, *, expect: int | None = None) -> Case:
    """The case, locked until the transaction ends. Raises Stale where its version is not `expect`."""
    locked = Case.objects.select_for_update(of=("self",)).select_related("person").get(pk=case.pk)
    if expect is not None and locked.version != expect:
        raise Stale
    return locked


def open_case(*, case: Case, actor: User | None, now: datetime) -> Case:
    """Insert a new case in its first status and record the event."""
    edge = next(machine_of(case.kind).leaving(""))
    case.status, case.status_since, case.version = edge.target, now, 1
    with transaction.atomic():
        case.save(force_insert=True)
        _record(case, edge, actor, now)
    return case


def move(
    *, case: Case, action: str, actor: User | None, now: datetime, expect: int | None = None, **changes: Any
) -> Case:
    """Take one edge; `changes` are other columns of the case written with it.

    Raises Refused with the reason, or Stale. Returns the locked, changed case.
    """
    with transaction.atomic():
        locked = lock(case, expect=expect)
        edge = machine_of(locked.kind).find(locked.status, action)
        if edge is None:
            raise Refused(_("This is not possible in the present state of the case."))
        answer = may_move(actor=actor, case=locked, by=edge.by)
        if not answer:
            raise Refused(answer.reason)
        locked.status, locked.status_since = edge.target, now
        if edge.needs_decision:
            changes["decided_at"] = now
        save(locked, **changes)
        _record(locked, edge, actor, now)
    return locked


def save(case: Case, **changes: Any) -> Case:
    """Write a locked case with `changes`, and let its version rise."""
    for name, value in changes.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=["status", "status_since", "version", *changes])
    return case


def _record(case: Case, edge: Edge, actor: User | None, now: datetime) -> None:
    CaseEvent.objects.create(
        case=case,
        at=now,
        actor=actor,
        action=edge.action,
        source=edge.source,
        target=edge.target,
        case_version=case.version,
    )
    audit(actor=actor, verb=f"case.{edge.action}", case=case, version=case.version)
