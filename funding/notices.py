"""Who hears what of funding: reference and link only, written in the transaction of the event."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from casework.enums import Role
from casework.models import Case, RoleGrant, User
from casework.services.notices import owe
from funding.enums import WRITING, InvitationKind, MemberRole
from funding.models import Institution, Invitation, Team, TeamMember


def to_team(*, team: Team, case: Case, event: str, template: str, path: str) -> None:
    """Managers and clerks of the team now."""
    _owe_all(_members(team, WRITING), case, event, template, path)


def to_researcher(*, case: Case, event: str, template: str, path: str) -> None:
    """The researcher the case is about, if they have an account."""
    accounts = User.objects.filter(person=case.person_id, is_active=True, is_staff=False)
    _owe_all(accounts, case, event, template, path)


def to_officers(
    *, case: Case, role: Role, event: str, template: str, path: str, but: User | None = None
) -> None:
    """Everyone who holds the role at the case's agency, except the person who acted."""
    grants = RoleGrant.objects.current().filter(role=role, agency=case.agency)
    officers = User.objects.filter(role_grants__in=grants, is_active=True).distinct()
    if but is not None:
        officers = officers.exclude(person=but.person_id)
    _owe_all(officers, case, event, template, path)


def _owe_all(accounts: Iterable[User], case: Case, event: str, template: str, path: str) -> None:
    for account in accounts:
        owe(
            event=f"{case.pk}:{case.version}:{event}",
            recipient=account,
            template=template,
            path=path,
            case=case,
        )


def to_invited(*, invitation: Invitation) -> None:
    """The address that was invited, in the language the team chose; it may have no account yet."""
    owe(
        event=f"invitation:{invitation.pk}",
        address=invitation.email,
        language=invitation.language,
        template=f"funding/invited_{invitation.kind}",
        path=reverse("invitation", args=[invitation.pk]),
    )


def to_inviters(*, invitation: Invitation, template: str) -> None:
    """Who may invite in that way: managers, and for a researcher claims clerks, too."""
    candidate = invitation.kind == InvitationKind.CANDIDATE
    page = "team_researchers" if candidate else "team_people"
    for account in _members(invitation.team, WRITING if candidate else (MemberRole.MANAGER,)):
        owe(
            event=f"invitation:{invitation.pk}:answer",
            recipient=account,
            template=f"funding/{template}",
            path=reverse(page, args=[invitation.team.code]),
        )


def to_removed(*, member: TeamMember) -> None:
    """Somebody who no longer belongs to a team."""
    owe(
        event=f"member:{member.pk}:removed",
        recipient=member.user,
        template="funding/removed",
        path=reverse("invitations"),
    )


def account_set(*, institution: Institution, key: int) -> None:
    """Every manager hears of another bank account, so that nobody redirects money unnoticed; `key` names the
    audit entry of the change."""
    for account in _members(institution.team, (MemberRole.MANAGER,)):
        owe(
            event=f"account:{key}",
            recipient=account,
            template="funding/account_set",
            path=reverse("team_people", args=[institution.team.code]),
        )


def _members(team: Team, roles: Iterable[MemberRole]) -> QuerySet[User]:
    members = TeamMember.objects.current(timezone.now()).filter(team=team, role__in=roles)
    return User.objects.filter(teams__in=members, is_active=True)
