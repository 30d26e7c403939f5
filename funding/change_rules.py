"""What a change of an agreement may move: measured against what is agreed and claimed in each category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from funding.budget import Item, over_ceilings, rises_by_approval
from funding.claim_terms import allotments
from funding.models import FundingRequest
from funding.request_reads import item_of, lines_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One category of an agreement, KRW: `item.government` is the share agreed; `claimed`: by claims."""

    item: Item
    claimed: int

    @property
    def free(self) -> int:
        return self.item.government - self.claimed


def balances(request: FundingRequest) -> list[Standing]:
    """Every category of the agreement as it stands; 4 queries."""
    taken = {one.code: one.taken for one in allotments(request, None)}
    return [
        Standing(replace(item_of(line), government=line.agreed or 0), taken.get(line.category.code, 0))
        for line in lines_of(request)
    ]


def against_transfer(standing: Sequence[Standing], deltas: Mapping[str, int]) -> str:
    """Why money cannot be moved so; empty where it can."""
    if not any(deltas.values()):
        return _("Enter how much moves from one category to another.")
    if total := sum(deltas.values()):
        return _("What one category loses another gains: %(sign)s₩%(amount)s is left over.") % {
            "sign": "+" if total > 0 else "−",
            "amount": f"{abs(total):,}",
        }
    if problem := _below(standing, deltas):
        return problem
    after = [replace(one.item, government=_after(one, deltas)) for one in standing]
    raised = [found for found in over_ceilings(after) if deltas.get(found.where, 0) > 0]
    return raised[0].words if raised else ""


def against_carry_over(standing: Sequence[Standing], deltas: Mapping[str, int]) -> str:
    """Why money cannot be carried over so (`deltas` below zero); empty where it can."""
    if not deltas or any(delta >= 0 for delta in deltas.values()):
        return _("Enter how much is carried over from a category.")
    return _below(standing, deltas)


def needs_approval(standing: Sequence[Standing], deltas: Mapping[str, int]) -> bool:
    """Whether two persons must approve: indirect cost or the research allowance rises."""
    return any(deltas.get(one.item.code, 0) > 0 and rises_by_approval(one.item) for one in standing)


def _below(standing: Sequence[Standing], deltas: Mapping[str, int]) -> str:
    for one in standing:
        if deltas.get(one.item.code, 0) < 0 and _after(one, deltas) < one.claimed:
            return _("%(name)s: only ₩%(free)s is agreed and not yet claimed.") % {
                "name": one.item.name,
                "free": f"{max(one.free, 0):,}",
            }
    return ""


def _after(one: Standing, deltas: Mapping[str, int]) -> int:
    return one.item.government + deltas.get(one.item.code, 0)
