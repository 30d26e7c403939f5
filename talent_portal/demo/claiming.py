"""Claims of the demonstration: one in every state, a payment that failed, a batch that waits to be signed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from casework.clock import seoul_date
from funding.enums import CutReason
from funding.models import Claim, FundingRequest
from funding.services import checks, claims
from talent_portal.demo.candidates import ARRIVED, NOOR
from talent_portal.demo.consortium import writer_of
from talent_portal.demo.purse import Purse
from talent_portal.demo.requesting import Agreements
from talent_portal.demo.spending import batched, cost, entered, paid, put_up, salary, sent, signed

LABS = ("Narae Compute", "9998723005")
PRESS = ("Onsaemiro Press", "9998724192")
CHIPS = ("Gaon Semicon", "9998725380")
TRAVEL = ("Sol Travel", "9998726579")
CLOUD = ("Maru Cloud", "9998727767")
"""Invented payees with business numbers whose check digits are right."""


def seed_claims(purse: Purse, agreements: Agreements) -> Claim:
    """The stories, oldest first; returns Lim's draft without lines, into which the sample is pasted."""
    own, rival = agreements.noor, agreements.rival
    first = _of(purse, own, 50, (CHIPS, "equipment", 22_000_000), (TRAVEL, "research", 3_300_000), pay=40)
    cuts = {2: (1_200_000, CutReason.EVIDENCE, "One night is on no invoice. 1박 숙박비의 증빙이 없습니다.")}
    settled = signed(purse, first, purse.ago(days=46), cuts)
    theirs = signed(purse, _of(purse, rival, 50, (LABS, "research", 41_000_000), pay=30), purse.ago(days=46))
    lost = signed(
        purse, _of(purse, own, 48, (PRESS, "research", 5_500_000), receipt=False), purse.ago(days=45)
    )
    paid(purse, [settled, theirs], purse.ago(days=42), failed=[lost])
    waiting = signed(purse, _of(purse, own, 36, (CLOUD, "research", 64_000_000)), purse.ago(days=32))
    no = (
        8_000_000,
        CutReason.CONSORTIUM,
        "Paid to a member’s subsidiary. 참여기관의 자회사에 지급한 비용입니다.",
    )
    signed(
        purse, _of(purse, own, 34, (LABS, "equipment", 8_000_000), receipt=False), purse.ago(days=30), {1: no}
    )
    _withdrawn(purse, _of(purse, own, 28, (PRESS, "research", 1_900_000), receipt=False))
    _returned(purse, _of(purse, own, 22, (TRAVEL, "research", 2_750_000), (LABS, "research", 6_000_000)))
    put_up(purse, _of(purse, own, 19, (CLOUD, "research", 31_000_000)), purse.ago(days=7))
    _of(
        purse,
        own,
        8,
        (CHIPS, "equipment", 27_500_000),
        (PRESS, "research", 2_400_000),
        (TRAVEL, "research", 990_000),
    )
    _of(purse, rival, 7, (CHIPS, "equipment", 18_000_000))
    batched(purse, [waiting], purse.ago(days=1))
    return entered(own, last_month(purse, own).replace(day=1), [], purse.ago(hours=20))


def days_of(purse: Purse, request: FundingRequest, days_ago: int) -> list[date]:
    """Three days on which costs may lie that are claimed so many days ago, within the agreement's year."""
    last = min(seoul_date(purse.ago(days=days_ago)), date(request.year, 12, 31))
    return [last - timedelta(days=back) for back in (7, 4, 2)]


def last_month(purse: Purse, request: FundingRequest) -> date:
    """The last day of the latest month that is over, within the agreement's year."""
    first = purse.today.replace(day=1)
    return min(first - timedelta(days=1), date(request.year, 12, 31))


def whole_month(purse: Purse, request: FundingRequest) -> date:
    """The first day of the first month Noor worked from its first day to its last, within that year."""
    arrived = max(seoul_date(purse.ago(days=ARRIVED)), date(request.year, 1, 1))
    if arrived.day == 1:
        return arrived
    return arrived.replace(day=1) + timedelta(days=monthrange(arrived.year, arrived.month)[1])


def _of(
    purse: Purse,
    request: FundingRequest,
    days_ago: int,
    *costs: tuple[tuple[str, str], str, int],
    pay: int = 0,
    receipt: bool = True,
) -> Claim:
    """Handed in so many days ago; with `pay`, a month's salary at that participation rate, too."""
    days = days_of(purse, request, days_ago)
    rows = [
        cost(day, payee, category, amount, number=number)
        for day, ((payee, number), category, amount) in zip(days, costs, strict=False)
    ]
    if pay:
        rows.append(salary(days[-1], NOOR.name, pay * 1_075_000, pay, whole_month(purse, request)))
    return sent(request, days[0].replace(day=1), rows, purse.ago(days=days_ago), receipt=receipt)


def _withdrawn(purse: Purse, claim: Claim) -> None:
    claims.withdraw(
        actor=writer_of(claim.request.team), claim=claim, now=purse.ago(days=27), expect=claim.case.version
    )


def _returned(purse: Purse, claim: Claim) -> None:
    checks.return_to_team(
        actor=purse.finance,
        claim=claim,
        note="The receipts do not show the travellers. 증빙에 출장자가 나타나지 않습니다.",
        now=purse.ago(days=16),
        expect=claim.case.version,
    )
