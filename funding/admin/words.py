"""Statuses of claims and batches in the words of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from funding.enums import ClaimStatus
from funding.models import Claim, PaymentBatch


@dataclass(frozen=True)
class Badge:
    """What a chip needs: words, tone and icon."""

    text: str | Promise
    tone: str
    icon: str


CLAIM = {
    ClaimStatus.DRAFT: Badge(_("Draft"), "neutral", "edit"),
    ClaimStatus.SUBMITTED: Badge(_("To check"), "info", "search"),
    ClaimStatus.RETURNED: Badge(_("With the team"), "neutral", "arrow-left"),
    ClaimStatus.PROPOSED: Badge(_("To be signed"), "warning", "users"),
    ClaimStatus.APPROVED: Badge(_("Approved, to be paid"), "info", "check"),
    ClaimStatus.REJECTED: Badge(_("Rejected"), "danger", "x"),
    ClaimStatus.PAID: Badge(_("Paid"), "success", "check"),
    ClaimStatus.WITHDRAWN: Badge(_("Withdrawn"), "neutral", "arrow-left"),
}
TO_SIGN = Badge(_("To be signed"), "warning", "users")
AT_BANK = Badge(_("With the bank"), "info", "clock")
ANSWERED = Badge(_("Answered by the bank"), "success", "check")
DISCARDED = Badge(_("Discarded"), "neutral", "x")


def claim_badge(claim: Claim) -> Badge:
    return CLAIM[ClaimStatus(claim.case.status)]


def batch_badge(batch: PaymentBatch, waiting: int) -> Badge:
    """`waiting`: orders the bank has not answered."""
    if batch.discarded_at:
        return DISCARDED
    if batch.signed_at is None:
        return TO_SIGN
    return AT_BANK if waiting else ANSWERED


def age(claim: Claim, now: datetime) -> int:
    """Days since the claim was last submitted, by the calendar in Asia/Seoul."""
    return (seoul_date(now) - seoul_date(claim.case.submitted_at or now)).days
