"""Who hears what of a claim that a team sends or takes back."""

from __future__ import annotations

from django.urls import reverse

from casework.enums import Role
from casework.models import User
from funding.models import Claim
from funding.notices import to_officers


def submitted(claim: Claim, actor: User) -> None:
    """Every finance officer of the agency: a claim waits to be checked."""
    _to_finance(claim, actor, "submitted", "funding/claim_submitted")


def withdrawn(claim: Claim, actor: User) -> None:
    """Every finance officer of the agency: a claim is off their desk."""
    _to_finance(claim, actor, "withdrawn", "funding/claim_withdrawn")


def _to_finance(claim: Claim, actor: User, event: str, template: str) -> None:
    to_officers(
        case=claim.case,
        role=Role.FINANCE_OFFICER,
        event=event,
        template=template,
        path=reverse("admin:funding_claim_change", args=[claim.pk]),
        but=actor,
    )
