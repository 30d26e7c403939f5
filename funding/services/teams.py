"""Verbs of a team's managers on its people and its institutions."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.guards import guarded
from casework.models import User
from casework.services.audit import audit
from casework.transitions import Refused
from funding import notices
from funding.enums import RESERVING, RUNNING, InstitutionRole, MemberRole
from funding.models import Institution, Team, TeamMember
from funding.permissions import may_manage

LAST_MANAGER = _("A team keeps at least one manager. Make somebody else a manager first.")


class InstitutionValues(TypedDict):
    """A joint or subcontracted institution as it joins; the business number is ten digits."""

    name_en: str
    name_ko: str
    role: InstitutionRole
    firm_size: str
    business_number: str
    recovers_vat: bool
    starts_on: date


def lock_managed(actor: User, team: Team) -> Team:
    """The team, locked against other changes of its people. Raises Refused for all but its managers."""
    locked = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    answer = may_manage(actor=actor, team=locked)
    if not answer:
        raise Refused(answer.reason)
    return locked


def change_role(*, actor: User, member: TeamMember, role: MemberRole, now: datetime) -> TeamMember:
    """Give a member another role from now on. Raises Refused where no manager would be left."""
    with guarded():
        team = lock_managed(actor, member.team)
        known = _current(team, member, now)
        if known.role == role:
            return known
        if role != MemberRole.MANAGER:
            _keep_a_manager(team, known, now)
        known.role = role
        known.save(update_fields=["role"])
        audit(actor=actor, verb="team.role", subject=team.code, member=known.pk, role=str(role))
    return known


def remove_member(*, actor: User, member: TeamMember, now: datetime) -> TeamMember:
    """End a membership now: the account meets 404 from then on. Raises Refused for the last manager."""
    with guarded():
        team = lock_managed(actor, member.team)
        known = _current(team, member, now)
        _keep_a_manager(team, known, now)
        known.ends_at = now
        known.save(update_fields=["ends_at"])
        audit(actor=actor, verb="team.remove", subject=team.code, member=known.pk)
        notices.to_removed(member=known)
    return known


def add_institution(*, actor: User, team: Team, values: InstitutionValues, now: datetime) -> Institution:
    """Let a joint or subcontracted institution join. Raises Refused for one that is a member already."""
    with guarded():
        locked = lock_managed(actor, team)
        if values["role"] == InstitutionRole.LEAD:
            raise Refused(_("Another lead institution needs a new agreement."))
        same = locked.institutions.filter(ends_on=None, business_number=values["business_number"])
        if same.exists():
            raise Refused(_("An institution with this business registration number is a member already."))
        made = Institution.objects.create(team=locked, **values)
        audit(actor=actor, verb="institution.add", subject=locked.code, institution=made.pk, role=made.role)
    return made


def end_institution(*, actor: User, institution: Institution, ends_on: date, now: datetime) -> Institution:
    """Set the last day of a membership. Raises Refused for the lead and while requests run there."""
    with guarded():
        team = lock_managed(actor, institution.team)
        known = Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk, team=team)
        reason = _cannot_end(known, ends_on, seoul_date(now))
        if reason:
            raise Refused(reason)
        known.ends_on = ends_on
        known.save(update_fields=["ends_on"])
        audit(
            actor=actor,
            verb="institution.end",
            subject=team.code,
            institution=known.pk,
            on=ends_on.isoformat(),
        )
    return known


def _cannot_end(known: Institution, ends_on: date, today: date) -> str:
    if known.role == InstitutionRole.LEAD:
        return str(_("The lead institution stays as long as the agreement."))
    if known.ends_on is not None and known.ends_on < today:
        return str(_("This membership has ended."))
    if ends_on < known.starts_on:
        return str(_("The last day is before the first."))
    if known.requests.filter(case__status__in=(*RESERVING, *RUNNING)).exists():
        return str(_("Requests of this institution are still running. Close or withdraw them first."))
    return ""


def _current(team: Team, member: TeamMember, now: datetime) -> TeamMember:
    known = TeamMember.objects.current(now).filter(team=team, pk=member.pk).select_related("user").first()
    if known is None:
        raise Refused(_("This person no longer belongs to the team."))
    return known


def _keep_a_manager(team: Team, leaving: TeamMember, now: datetime) -> None:
    others = TeamMember.objects.current(now).filter(team=team, role=MemberRole.MANAGER)
    if leaving.role == MemberRole.MANAGER and not others.exclude(pk=leaving.pk).exists():
        raise Refused(LAST_MANAGER)
