"""The plain model that the ledger is held against."""

from __future__ import annotations

from dataclasses import dataclass, field

from funding.models import Claim, FundingRequest


@dataclass
class Money:
    """What a request (or claim) should stand at."""

    reserved: int = 0
    claimed: int = 0
    paid: int = 0
    back: int = 0


@dataclass
class Made:
    request: FundingRequest
    money: Money = field(default_factory=Money)
    claims: list[tuple[Claim, Money]] = field(default_factory=list)
