"""Who may do what to a case, and why not."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.models import Case, Decision, PolicyVersion, Simulation, User
from casework.states import By, machine_of


class Answer(NamedTuple):
    """(allowed, reason): the reason is what the page shows beside a button that is not there."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(True)
OFFICERS: dict[str, Role] = {By.REVIEWER: Role.REVIEWER, By.APPROVER: Role.APPROVER}


def may_move(*, actor: User | None, case: Case, by: str) -> Answer:
    """Whether `actor` may take an edge: the doorkeeper of this kind of case says, but for By.SYSTEM."""
    doorkeeper = machine_of(case.kind).doorkeeper
    if doorkeeper is None or by == By.SYSTEM:
        doorkeeper = may_take_edge
    return doorkeeper(actor=actor, case=case, by=by)


def may_take_edge(*, actor: User | None, case: Case, by: str) -> Answer:
    """Whether `actor` stands in the role (one of `By`) an edge asks for, on this very case."""
    if by == By.SYSTEM:
        return (
            YES
            if actor is None
            else Answer(False, _("Only the portal itself does this, when the time comes."))
        )
    if actor is None or not actor.is_active:
        return Answer(False, _("You must be signed in."))
    if by == By.APPLICANT:
        own = case.person_id == actor.person_id and not actor.is_staff
        return YES if own else Answer(False, _("Only the applicant may do this."))
    if case.person_id == actor.person_id:
        return Answer(False, _("This is your own case."))
    role = OFFICERS[by]
    if case.agency not in actor.agencies(role):
        return Answer(
            False, _("This needs the role “%(role)s” at the agency of this case.") % {"role": role.label}
        )
    return YES


def may_countersign(*, actor: User, decision: Decision) -> Answer:
    """The second of the two persons: an approver of the agency who is not the proposer, under any account."""
    if decision.proposed_person_id == actor.person_id:
        return Answer(False, _("You proposed this decision. Another person must countersign it."))
    return may_take_edge(actor=actor, case=decision.case, by=By.APPROVER)


def may_draft_law(*, actor: User) -> Answer:
    """Whether somebody may clone, change and try versions."""
    if actor.holds(Role.POLICY_OWNER):
        return YES
    return Answer(False, _("This needs the role “%(role)s”.") % {"role": Role.POLICY_OWNER.label})


def may_sign_law(*, actor: User, version: PolicyVersion, simulation: Simulation) -> Answer:
    """The second of the two persons: a signer who had no hand in the draft, under any account."""
    hands = [simulation.requested_by_id, *version.edits.values_list("actor", flat=True)]
    if version.drafted_by_id is not None:
        hands.append(version.drafted_by_id)
    if User.objects.filter(pk__in=hands, person=actor.person_id).exists():
        return Answer(False, _("You had a hand in this draft. Another person must sign it."))
    if not actor.holds(Role.POLICY_SIGNER):
        return Answer(False, _("This needs the role “%(role)s”.") % {"role": Role.POLICY_SIGNER.label})
    return YES
