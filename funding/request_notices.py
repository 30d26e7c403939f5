"""Who hears what of a funding request: its team, its researcher, the officers who come next."""

from __future__ import annotations

from django.urls import reverse

from casework.enums import Role
from casework.models import User
from funding.models import FundingRequest
from funding.notices import to_officers, to_researcher, to_team


def submitted(request: FundingRequest, *, actor: User) -> None:
    """The team: received and reserved. The finance officers: a request to review."""
    to_team(
        team=request.team, case=request.case, event="submitted",
        template="funding/request_submitted", path=team_path(request),
    )  # fmt: skip
    _officers(request, Role.FINANCE_OFFICER, "submitted", "request_to_review", but=actor)


def withdrawn(request: FundingRequest, *, actor: User) -> None:
    """The finance officers: nothing left to review."""
    _officers(request, Role.FINANCE_OFFICER, "withdrawn", "request_withdrawn", but=actor)


def returned(request: FundingRequest) -> None:
    """The team: something to correct."""
    to_team(
        team=request.team, case=request.case, event="returned",
        template="funding/request_returned", path=team_path(request),
    )  # fmt: skip


def proposed(request: FundingRequest, *, actor: User) -> None:
    """The payment approvers: a proposal waits for the second signature."""
    _officers(request, Role.PAYMENT_APPROVER, "proposed", "request_proposed", but=actor)


def sent_back(request: FundingRequest, *, actor: User) -> None:
    """The finance officers: the proposal came back."""
    _officers(request, Role.FINANCE_OFFICER, "sent_back", "request_sent_back", but=actor)


def decided(request: FundingRequest, template: str) -> None:
    """The team and the researcher: agreed, refused, or winding down."""
    told = f"funding/{template}"
    to_team(team=request.team, case=request.case, event="decided", template=told, path=team_path(request))
    to_researcher(
        case=request.case,
        event="decided-own",
        template=f"{told}_researcher",
        path=reverse("applications"),
    )


def changed(request: FundingRequest, template: str, number: int) -> None:
    """The team: what became of a change of the agreement."""
    to_team(
        team=request.team, case=request.case, event=f"change:{number}:done",
        template=f"funding/{template}", path=team_path(request),
    )  # fmt: skip


def change_asked(request: FundingRequest, *, role: Role, event: str, actor: User) -> None:
    """The officers who come next on a change that needs approval."""
    _officers(request, role, event, "change_to_review", but=actor)


def team_path(request: FundingRequest) -> str:
    return reverse("team_request", args=[request.team.code, request.case.reference])


def desk_path(request: FundingRequest) -> str:
    return reverse("admin:funding_fundingrequest_change", args=[request.pk])


def _officers(request: FundingRequest, role: Role, event: str, template: str, *, but: User) -> None:
    to_officers(
        case=request.case, role=role, event=event, template=f"funding/{template}",
        path=desk_path(request), but=but,
    )  # fmt: skip
