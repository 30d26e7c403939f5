"""Named reads of a team's people page: institutions with the end of their account, members, invitations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from stdnum.kr import brn

from casework.enums import VaultKind
from casework.models import VaultItem
from funding.enums import InstitutionRole, InvitationKind
from funding.models import Institution, Invitation, Team, TeamMember

ORDER = list(InstitutionRole)


@dataclass(frozen=True)
class InstitutionRow:
    """An institution as the page shows it; `hint` is the end of its account, None while there is none."""

    institution: Institution
    business_number: str
    hint: str | None
    current: bool

    @property
    def may_end(self) -> bool:
        return self.current and self.institution.role != InstitutionRole.LEAD


def institution_rows(team: Team, today: date) -> list[InstitutionRow]:
    """The lead first, ended memberships last."""
    found = list(team.institutions.all())
    hints = account_hints(one.key for one in found)
    rows = [
        InstitutionRow(
            institution=one,
            business_number=brn.format(one.business_number) if one.business_number else "",
            hint=hints.get(one.key),
            current=one.ends_on is None or one.ends_on >= today,
        )
        for one in found
    ]
    return sorted(rows, key=lambda row: (not row.current, ORDER.index(InstitutionRole(row.institution.role))))


def account_hints(keys: Iterable[UUID]) -> dict[UUID, str]:
    """The last characters of the account by key of the institution, where there is an account."""
    items = VaultItem.objects.filter(holder__in=list(keys), kind=VaultKind.BANK_ACCOUNT)
    return {key: hint for key, hint in items.values_list("holder", "hint") if key}


def hosts(team: Team, today: date) -> list[Institution]:
    """Institutions that may host a researcher today."""
    return [row.institution for row in institution_rows(team, today) if row.current]


def members(team: Team, now: datetime) -> QuerySet[TeamMember]:
    """Members now, in the order they came."""
    rows = TeamMember.objects.current(now).filter(team=team).select_related("user")
    return rows.order_by("starts_at", "pk")


def former_members(team: Team, now: datetime) -> QuerySet[TeamMember]:
    """Memberships that have ended, the latest first."""
    rows = team.members.filter(ends_at__lte=now).select_related("user")
    return rows.order_by("-ends_at", "pk")


def invited_members(team: Team) -> QuerySet[Invitation]:
    """Invitations to join that nobody has answered or withdrawn, expired ones included."""
    return team.invitations.filter(kind=InvitationKind.MEMBER).unanswered()
