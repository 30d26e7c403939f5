"""What every page of a claim begins with: fetching and authorising are one call."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from casework.clock import KST
from casework.transitions import Refused
from funding.claim_reads import researcher_of
from funding.costs import month_words
from funding.enums import ClaimStatus
from funding.models import Claim
from funding.permissions import may_edit_claim
from funding.services.claims import LOADED
from funding.views.common import Member, member_of, writer_of

TONES = {
    ClaimStatus.DRAFT: "neutral",
    ClaimStatus.SUBMITTED: "info",
    ClaimStatus.RETURNED: "warning",
    ClaimStatus.PROPOSED: "info",
    ClaimStatus.APPROVED: "success",
    ClaimStatus.PAID: "success",
    ClaimStatus.REJECTED: "danger",
    ClaimStatus.WITHDRAWN: "neutral",
}


@dataclass(frozen=True)
class Opened:
    """A claim with the member who looks at it."""

    member: Member
    claim: Claim

    @property
    def edits(self) -> bool:
        """Whether the member may change lines and receipts now."""
        return bool(may_edit_claim(actor=self.member.user, claim=self.claim))

    @property
    def where(self) -> tuple[str, uuid.UUID]:
        """Arguments of the claim's addresses."""
        return self.member.team.code, self.claim.case_id

    @property
    def context(self) -> dict[str, object]:
        status = ClaimStatus(self.claim.case.status)
        return {
            **self.member.context,
            "claim": self.claim,
            "case": self.claim.case,
            "agreement": self.claim.request,
            "researcher": researcher_of(self.claim.request.case.person),
            "month": month_words(self.claim.month),
            "status": status.label,
            "tone": TONES[status],
        }


def read_claim(request: HttpRequest, code: str, key: uuid.UUID) -> Opened:
    """The claim of the visitor's team. Raises Http404 for everybody else."""
    return _opened(member_of(request, code), key)


def write_claim(request: HttpRequest, code: str, key: uuid.UUID) -> Opened:
    """As read_claim, for managers and clerks. Raises Http404 for a viewer."""
    return _opened(writer_of(request, code), key)


def _opened(member: Member, key: uuid.UUID) -> Opened:
    claims = Claim.objects.visible_to(member.user).filter(request__team=member.team)
    claims = claims.select_related(*LOADED).prefetch_related("request__case__person__accounts")
    return Opened(member, get_object_or_404(claims, case=key))


def today_in_seoul() -> date:
    return timezone.localdate(timezone=KST)


def refused(request: HttpRequest, refusal: Refused, to: str, *args: object) -> HttpResponse:
    """Go to a page and say there why it was not possible."""
    messages.error(request, str(refusal.reason))
    return redirect(to, *args)
