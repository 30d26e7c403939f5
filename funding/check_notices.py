"""Who hears what of a claim that officers check, and of its payment."""

from __future__ import annotations

from django.urls import reverse

from casework.enums import Role
from casework.models import RoleGrant, User
from casework.services.notices import owe
from funding.models import Claim, PaymentBatch, PaymentOrder
from funding.notices import to_officers, to_team


def returned(claim: Claim) -> None:
    """The team: something to correct."""
    _team(claim, "returned", "claim_returned")


def proposed(claim: Claim, *, actor: User) -> None:
    """The payment approvers: a checked claim waits for the second signature."""
    _officers(claim, Role.PAYMENT_APPROVER, "proposed", "claim_proposed", actor)


def sent_back(claim: Claim, *, actor: User) -> None:
    """The finance officers: the proposal came back."""
    _officers(claim, Role.FINANCE_OFFICER, "sent_back", "claim_sent_back", actor)


def decided(claim: Claim, *, approved: bool) -> None:
    """The team: approved, perhaps with cuts, or rejected."""
    event = "approved" if approved else "rejected"
    _team(claim, event, f"claim_{event}")


def batch_to_sign(batch: PaymentBatch, *, actor: User) -> None:
    """The payment approvers of the programme's agency, except the person who prepared the batch."""
    role, agency = Role.PAYMENT_APPROVER, batch.programme.agency
    grants = RoleGrant.objects.current().filter(role=role, agency=agency)
    officers = User.objects.filter(role_grants__in=grants, is_active=True).exclude(person=actor.person_id)
    for officer in officers.distinct():
        owe(
            event=f"batch:{batch.pk}:prepared",
            recipient=officer,
            template="funding/payment_batch",
            path=reverse("admin:funding_paymentbatch_change", args=[batch.pk]),
        )


def paid(order: PaymentOrder) -> None:
    """The team: the bank has confirmed the payment."""
    claim = order.claim
    to_team(
        team=claim.request.team, case=claim.case, event=f"paid:{order.pk}",
        template="funding/payment_confirmed", path=_payments(claim),
    )  # fmt: skip


def failed(order: PaymentOrder, *, actor: User) -> None:
    """The team, and the finance officers, who prepare the next batch: the bank sent the money back."""
    claim = order.claim
    to_team(
        team=claim.request.team, case=claim.case, event=f"failed:{order.pk}",
        template="funding/payment_failed", path=_payments(claim),
    )  # fmt: skip
    _officers(claim, Role.FINANCE_OFFICER, f"failed:{order.pk}:desk", "payment_failed_desk", actor)


def _team(claim: Claim, event: str, template: str) -> None:
    path = reverse("claim", args=[claim.request.team.code, claim.case_id])
    to_team(team=claim.request.team, case=claim.case, event=event, template=f"funding/{template}", path=path)


def _officers(claim: Claim, role: Role, event: str, template: str, actor: User) -> None:
    path = reverse("admin:funding_claim_change", args=[claim.pk])
    to_officers(case=claim.case, role=role, event=event, template=f"funding/{template}", path=path, but=actor)


def _payments(claim: Claim) -> str:
    return reverse("team_payments", args=[claim.request.team.code])
