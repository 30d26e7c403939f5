"""What every consortium page begins with: fetching the team and the member's role are one call."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import User
from funding.enums import WRITING, MemberRole
from funding.models import Team
from funding.permissions import role_in

NAV: tuple[tuple[str, str | Promise], ...] = (
    ("team", _("Overview")),
    ("team_requests", _("Requests")),
    ("team_claims", _("Claims")),
    ("team_payments", _("Payments")),
    ("team_reports", _("Reports")),
    ("team_people", _("People")),
    ("team_statistics", _("Statistics")),
)
"""The team's pages in order: name of the address (which takes the team's code) and words."""


@dataclass(frozen=True)
class Member:
    """A signed-in person in one team."""

    user: User
    team: Team
    role: MemberRole

    @property
    def writes(self) -> bool:
        return self.role in WRITING

    @property
    def manages(self) -> bool:
        return self.role == MemberRole.MANAGER

    @property
    def context(self) -> dict[str, object]:
        """What templates/funding/base.html needs."""
        nav = [(reverse(name, args=[self.team.code]), words) for name, words in NAV]
        return {"team": self.team, "member": self, "team_nav": nav}


def account_of(request: HttpRequest) -> User:
    """The signed-in account that is not staff. Raises Http404 for officers, who have their own desk."""
    if not isinstance(request.user, User) or request.user.is_staff:
        raise Http404
    return request.user


def member_of(request: HttpRequest, code: str) -> Member:
    """The team of that code with the visitor's role in it now. Raises Http404 for everybody else."""
    user = account_of(request)
    team = Team.objects.visible_to(user).select_related("programme").filter(code=code).first()
    role = role_in(user, team) if team else None
    if team is None or role is None:
        raise Http404
    return Member(user, team, role)


def writer_of(request: HttpRequest, code: str) -> Member:
    """As member_of, for managers and clerks. Raises Http404 for a viewer."""
    member = member_of(request, code)
    if not member.writes:
        raise Http404
    return member


def manager_of(request: HttpRequest, code: str) -> Member:
    """As member_of, for managers only."""
    member = member_of(request, code)
    if not member.manages:
        raise Http404
    return member
