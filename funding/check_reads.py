"""Named reads of a claim under check: what its lines add up to, and which may be accepted together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from funding.models import Claim, ClaimLine, Evidence

SMALL = 1_000_000
"""KRW. Lines whose whole cost is below it may be accepted together, unseen."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the lines of a claim: their number, KRW claimed and cut, and what is not checked or cut at all."""

    lines: int
    unchecked: int
    cuts: int
    claimed: int
    cut: int

    @property
    def approved(self) -> int:
        return self.claimed - self.cut


def totals(claim: Claim) -> Totals:
    """What the lines of a claim add up to now; 1 query."""
    sums = claim.lines.aggregate(
        lines=Count("pk"),
        unchecked=Count("pk", filter=Q(checked_at=None)),
        cuts=Count("pk", filter=Q(cut__gt=0)),
        claimed=Sum("claimed", default=0),
        cut=Sum("cut", default=0),
    )
    return Totals(**sums)


def acceptable(claim: Claim) -> QuerySet[ClaimLine]:
    """Lines that may be accepted together as far as they themselves say: unseen, small, with a receipt."""
    proofs = Evidence.lines.through.objects.filter(
        claimline=OuterRef("pk"), evidence__removed_at=None, evidence__claim=claim
    )
    return ClaimLine.objects.filter(
        Exists(proofs), claim=claim, checked_at=None, total__lt=SMALL, cut_reason=""
    )


def newest_check(lines: Iterable[ClaimLine]) -> datetime | None:
    """When the latest of these lines was checked; None while none is."""
    return max((line.checked_at for line in lines if line.checked_at), default=None)
