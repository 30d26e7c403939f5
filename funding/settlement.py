"""What must come back once final accounts (정산) are checked. Pure; amounts are integer KRW.

Decree of the National R&D Innovation Act, Art. 26(5): unspent money, every improper use, indirect cost out of
proportion where no more than half of the direct cost was used, and the own share that was not borne. Interest
goes to the treasury: Art. 20(3).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """The government share of an agreement: agreed and paid, and the own share its budget promised.

    `paid` is what the ledger says now; `direct` and `indirect` are what paid claims took of each.
    """

    agreed_direct: int
    agreed_indirect: int
    paid: int
    direct: int
    indirect: int
    own_planned: int

    @property
    def agreed(self) -> int:
        return self.agreed_direct + self.agreed_indirect


@dataclass(frozen=True, slots=True)
class Stated:
    """What the team reports: the government share spent, its own share, and interest earned."""

    spent: int
    own_cash: int
    own_in_kind: int
    interest: int


@dataclass(frozen=True, slots=True)
class Due:
    """What must come back. `recovery` is the sum of the four parts, and never more than was paid."""

    unspent: int
    improper: int
    indirect: int
    own: int
    paid: int
    interest: int

    @property
    def parts(self) -> int:
        return self.unspent + self.improper + self.indirect + self.own

    @property
    def recovery(self) -> int:
        return min(self.parts, self.paid)

    @property
    def total(self) -> int:
        return self.recovery + self.interest


def due(money: Money, stated: Stated, disallowed: int) -> Due:
    """What must come back of `money`, with costs of `disallowed` KRW not recognised."""
    unspent = max(money.paid - stated.spent, 0)
    return Due(
        unspent=unspent,
        improper=disallowed,
        indirect=_indirect(money, unspent),
        own=_own(money, stated),
        paid=money.paid,
        interest=stated.interest,
    )


def _indirect(money: Money, unspent: int) -> int:
    """Indirect × (indirect rate − direct rate), rounded down, where the direct rate is at most one half."""
    direct = max(money.direct - unspent, 0)
    if not money.agreed_direct or direct * 2 > money.agreed_direct:
        return 0
    more = money.indirect * money.agreed_direct - direct * money.agreed_indirect
    return max(more // money.agreed_direct, 0)


def _own(money: Money, stated: Stated) -> int:
    """The own share promised for what was spent (rounded down), less what was borne."""
    if not money.agreed:
        return 0
    promised = money.own_planned * min(stated.spent, money.agreed) // money.agreed
    return max(promised - stated.own_cash - stated.own_in_kind, 0)
