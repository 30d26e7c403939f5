"""Who hears what of funding: reference and link only, written in the transaction of the event."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from casework.enums import Role
from casework.models import Case, RoleGrant, User
from casework.services.notices import owe
from funding.enums import WRITING
from funding.models import Team, TeamMember


def to_team(*, team: Team, case: Case, event: str, template: str, path: str) -> None:
    """Managers and clerks of the team now."""
    members = TeamMember.objects.current(timezone.now()).filter(team=team, role__in=WRITING)
    _owe_all(User.objects.filter(teams__in=members, is_active=True), case, event, template, path)


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
