"""Verbs on who works on a case: take it, hand it to a colleague, get the next one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.guards import guarded
from casework.models import Case, User
from casework.permissions import may_take_edge
from casework.services.audit import audit
from casework.states import By, machine_of
from casework.transitions import Refused, lock, move, save


def take(*, actor: User, case: Case, now: datetime, expect: int) -> Case:
    """Begin the review of a submitted case, or step in for one without an officer, as its assignee.

    Raises Refused or Stale.
    """
    with guarded():
        locked = lock(case, expect=expect)
        if locked.assignee_id == actor.pk:
            return locked
        if locked.assignee_id is not None:
            raise Refused(_("A colleague is working on this case."))
        if machine_of(locked.kind).find(locked.status, "take"):
            return move(case=locked, action="take", actor=actor, now=now, assignee=actor)
        return assign(actor=actor, case=locked, to=actor, now=now, expect=expect)


def assign(*, actor: User, case: Case, to: User, now: datetime, expect: int) -> Case:
    """Make `to`, a reviewer of the case's agency, its officer. Raises Refused or Stale."""
    with guarded():
        locked = lock(case, expect=expect)
        answer = may_take_edge(actor=actor, case=locked, by=By.REVIEWER)
        if not answer:
            raise Refused(answer.reason)
        if not may_take_edge(actor=to, case=locked, by=By.REVIEWER):
            raise Refused(_("That officer cannot work on this case."))
        if not _in_review(locked):
            raise Refused(_("This case is not in review, so it cannot change hands now."))
        save(locked, assignee=to)
        audit(actor=actor, verb="case.assign", case=locked, subject=str(to.pk), version=locked.version)
    return locked


def next_case(*, actor: User, kind: str, now: datetime) -> Case | None:
    """Take the oldest submitted case of this kind that nobody has, at the actor's agencies; None if none.

    Any number may ask at once: a case another transaction is taking is skipped, so each gets a different one.
    """
    waiting = [edge.source for edge in machine_of(kind).edges if edge.action == "take"]
    with transaction.atomic():
        case = (
            Case.objects.visible_to(actor)
            .filter(kind=kind, status__in=waiting, assignee=None, agency__in=actor.agencies(Role.REVIEWER))
            .order_by("submitted_at", "id")
            .select_for_update(skip_locked=True, of=("self",))
            .first()
        )
        if case is None:
            return None
        return take(actor=actor, case=case, now=now, expect=case.version)


def _in_review(case: Case) -> bool:
    edges = {edge.action for edge in machine_of(case.kind).leaving(case.status)}
    return bool(edges & {"ask", "cancel_ask"})
