"""What an officer may do with a claim now, and the reason shown where not."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import Role
from casework.models import User
from casework.permissions import Answer
from funding.enums import ClaimStatus
from funding.models import Claim, Ruling
from funding.permissions import may_countersign, may_officiate
from funding.words import NOT_NOW

BAR: dict[str, tuple[str, ...]] = {
    ClaimStatus.SUBMITTED: ("propose", "return"),
    ClaimStatus.PROPOSED: ("sign", "send_back"),
}
LABELS: dict[str, str | Promise] = {
    "propose": _("Ask for the second signature"),
    "return": _("Return for correction"),
    "sign": _("Sign"),
    "send_back": _("Send back to the first officer"),
}


@dataclass(frozen=True)
class Link:
    """A button of the action bar, or the reason why it is not one."""

    label: str | Promise
    url: str
    answer: Answer


def may(action: str, *, officer: User, claim: Claim, ruling: Ruling | None) -> Answer:
    """Whether this officer may take this action on this claim now."""
    if action in ("sign", "send_back"):
        return may_countersign(actor=officer, ruling=ruling) if ruling else Answer(False, NOT_NOW)
    if claim.case.status != ClaimStatus.SUBMITTED:
        return Answer(False, NOT_NOW)
    case = claim.case
    return may_officiate(actor=officer, agency=case.agency, role=Role.FINANCE_OFFICER, case=case)


def action_bar(*, officer: User, claim: Claim, ruling: Ruling | None) -> list[Link]:
    """The actions that belong to the status, the main one first."""
    return [
        Link(
            LABELS[code],
            reverse(f"admin:funding_claim_{code}", args=[claim.pk]),
            may(code, officer=officer, claim=claim, ruling=ruling),
        )
        for code in BAR.get(claim.case.status, ())
    ]
