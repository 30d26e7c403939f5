"""Named reads of claims, for the team's pages and the officers' desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Sum
from django.utils.translation import gettext as _

from casework.models import Person, User
from funding.claim_terms import allotments, left_of
from funding.duplicates import Twin, twins
from funding.enums import ClaimStatus
from funding.models import Claim, ClaimLine, Evidence, FundingRequest, Remark

WARN_FROM = 80
"""Per cent of an agreed amount from which a team is warned."""


@dataclass(frozen=True, slots=True)
class Meter:
    """How far an agreed amount is used: KRW agreed, in claims before, and in this claim."""

    label: str
    agreed: int
    before: int
    this: int

    @property
    def used(self) -> int:
        return self.before + self.this

    @property
    def remaining(self) -> int:
        return self.agreed - self.used

    @property
    def percent(self) -> int:
        """Rounded down; an amount of 0 is used up."""
        return self.used * 100 // self.agreed if self.agreed else 100

    @property
    def tone(self) -> str:
        """`danger` beyond what was agreed, `warning` from 80 %."""
        if self.used > self.agreed:
            return "danger"
        return "warning" if self.percent >= WARN_FROM else "info"


def claims_of(requests: QuerySet[FundingRequest]) -> QuerySet[Claim]:
    """The claims of these agreements, the newest first, with case, researcher and what their lines add up to
    (`sum`, `count`); 2 queries."""
    claims = Claim.objects.filter(request__in=requests).select_related("case__person", "request__case")
    accounts = Prefetch("case__person__accounts", User.objects.filter(is_staff=False))
    claims = claims.annotate(sum=Sum("lines__claimed"), count=Count("lines"))
    return claims.order_by("-pk").prefetch_related(accounts)


def researcher_of(person: Person) -> str:
    """What the researcher is called on lists; reads `person.accounts`, which lists prefetch."""
    accounts = [account for account in person.accounts.all() if not account.is_staff]
    return next((account.display_name for account in accounts if account.display_name), _("No name yet"))


def lines_with_evidence(claim: Claim) -> QuerySet[ClaimLine]:
    """The lines of a claim with category and the receipts that count (`proofs`); 2 queries."""
    live = Evidence.objects.filter(removed_at=None).select_related("document")
    lines = ClaimLine.objects.filter(claim=claim).select_related("category", "checked_by")
    return lines.prefetch_related(Prefetch("evidence", live, to_attr="proofs"))


def without_receipt(claim: Claim) -> QuerySet[ClaimLine]:
    """Lines with neither a receipt that counts nor a reason why there is none."""
    proofs = Evidence.lines.through.objects.filter(
        claimline=OuterRef("pk"), evidence__removed_at=None, evidence__claim=claim
    )
    return ClaimLine.objects.filter(~Exists(proofs), claim=claim, no_receipt="")


def duplicates_of(claim: Claim) -> list[Twin]:
    """Lines that look claimed before, with the place; `claim` comes with its request. 4 queries."""
    return twins(claim)


def evidence_of(claim: Claim) -> QuerySet[Evidence]:
    """The receipts that count, in the order they came, with document, pages and lines; 3 queries."""
    rows = Evidence.objects.filter(claim=claim, removed_at=None).select_related("document")
    return rows.prefetch_related("document__page_images", "lines")


def totals_by_category(request: FundingRequest, claim: Claim | None = None) -> list[Meter]:
    """Agreed, claimed before and in `claim` for each category with money or costs, in KRW; 4 queries."""
    sums: dict[str, int] = {}
    if claim is not None and claim.case.status not in (ClaimStatus.WITHDRAWN, ClaimStatus.REJECTED):
        costs = claim.lines.values("category__code").annotate(sum=Sum("claimed")).order_by()
        sums = dict(costs.values_list("category__code", "sum"))
    return [
        Meter(one.name, one.agreed, one.taken, sums.get(one.code, 0))
        for one in allotments(request, claim)
        if one.agreed or one.taken or sums.get(one.code)
    ]


def total_of(request: FundingRequest, claim: Claim | None, this: int) -> Meter:
    """The whole agreement, with `this` KRW in the claim; 1 query."""
    agreed = request.agreed_amount or 0
    return Meter(_("The whole agreement"), agreed, agreed - left_of(request, claim), this)


def remarks_of(claim: Claim) -> QuerySet[Remark]:
    """What officers said about the claim, the latest first."""
    return Remark.objects.filter(case=claim.case_id).order_by("-pk")
