"""Verbs of finance officers that bring a team into a programme: the team with its lead, its first manager."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.guards import guarded
from casework.models import User
from casework.services.audit import audit
from casework.transitions import Refused
from funding.enums import InstitutionRole, MemberRole
from funding.models import Institution, Programme, Team, TeamMember
from funding.permissions import may_officiate


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A team as it was selected, and its lead institution; `budget` in KRW, None for none of its own."""

    code: str
    name_en: str
    name_ko: str
    agreed_on: date
    budget: int | None
    lead_en: str
    lead_ko: str
    firm_size: str
    business_number: str


def add_team(*, actor: User, programme: Programme, team: Newcomer) -> Team:
    """Bring a selected team and its lead institution into a programme. Raises Refused."""
    with guarded():
        _may(actor, programme)
        if Team.objects.filter(code=team.code).exists():
            raise Refused(_("A team with this code exists already."))
        made = Team.objects.create(
            programme=programme, code=team.code, name_en=team.name_en, name_ko=team.name_ko,
            agreed_on=team.agreed_on, budget=team.budget,
        )  # fmt: skip
        Institution.objects.create(
            team=made, role=InstitutionRole.LEAD, firm_size=team.firm_size, name_en=team.lead_en,
            name_ko=team.lead_ko, business_number=team.business_number, starts_on=team.agreed_on,
        )  # fmt: skip
        audit(actor=actor, verb="team.add", subject=made.code)
    return made


def appoint_manager(*, actor: User, team: Team, email: str, now: datetime) -> TeamMember:
    """Make an account with this proved address a manager of a team that has none. Raises Refused."""
    with guarded():
        own = Team.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
        locked = own.get(pk=team.pk)
        _may(actor, locked.programme)
        if managers(locked, now):
            raise Refused(_("The team has a manager, who invites everybody else."))
        address = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_staff=False)
        known = address.select_related("user").first()
        if known is None:
            raise Refused(_("No account has proved to own this address."))
        if TeamMember.objects.current(now).filter(team=locked, user=known.user).exists():
            raise Refused(_("This account is a member of the team already."))
        member = TeamMember.objects.create(
            team=locked, user=known.user, role=MemberRole.MANAGER, starts_at=now
        )
        audit(actor=actor, verb="team.appoint", subject=locked.code, member=member.pk)
    return member


def managers(team: Team, now: datetime) -> int:
    """How many managers a team has now."""
    return TeamMember.objects.current(now).filter(team=team, role=MemberRole.MANAGER).count()


def _may(actor: User, programme: Programme) -> None:
    answer = may_officiate(actor=actor, agency=programme.agency, role=Role.FINANCE_OFFICER)
    if not answer:
        raise Refused(answer.reason)
