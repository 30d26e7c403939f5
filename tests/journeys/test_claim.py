"""From forty rows of a sheet to money in the account: a clerk, a finance officer and a payment approver."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from funding.enums import ClaimStatus, CutReason, EntryKind
from funding.models import Claim, FundingRequest, LedgerEntry
from funding.services import parity
from talent_portal.stage import Stage
from tests.journeys.clerk import CLAIMED, Clerk
from tests.journeys.money import Teams, funded, two_teams
from tests.journeys.purser import APPROVER, CUT, FINANCE, Purser
from tests.journeys.runs import RUNS, Run

pytestmark = pytest.mark.journey
WHY = {"en": "The slip shows 2,000,000.", "ko": "전표 금액은 2,000,000원입니다."}


@pytest.fixture(scope="module")
def teams(live_portal: Stage) -> Teams:
    """The invented teams in a portal with web, worker and beat."""
    return two_teams(timezone.now())


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_from_a_sheet_to_the_account(teams: Teams, enter: Any, run: Run) -> None:
    clerk = enter(Clerk, run)
    clerk.agreement = agreement = funded(teams, run, "claim")
    month = _month(teams, agreement)
    clerk.signs_in()
    claim = clerk.starts_a_claim(month)
    clerk.pastes(month)
    clerk.mends_one_and_leaves_out_two(month)
    clerk.hands_in_receipts()
    clerk.submits_twice(claim)
    assert _booked(agreement, EntryKind.CLAIM) == [CLAIMED]
    assert Claim.objects.filter(request=agreement).count() == 1
    assert claim.case.events.filter(action="submit").count() == 1

    finance = enter(Purser, run)
    finance.signs_in_as(FINANCE)
    finance.opens_the_claim(claim, "Claims to check")
    finance.cuts_the_first_row(WHY[run.language])
    finance.accepts_the_rest_and_proposes()
    finance.may_not_sign_the_claim()

    approver = enter(Purser, run)
    approver.signs_in_as(APPROVER)
    approver.opens_the_claim(claim, "Claims to sign")
    approver.signs_the_claim()
    finance.prepares_a_batch_but_may_not_sign_it()
    assert _booked(agreement, EntryKind.PAY) == []
    approver.signs_the_batch(claim)
    finance.records_that_the_bank_paid()
    assert _booked(agreement, EntryKind.CUT) == [CUT]
    assert _booked(agreement, EntryKind.PAY) == [CLAIMED - CUT]

    clerk.sees_it_paid(claim, ClaimStatus.PAID.label, CutReason.EVIDENCE.label, WHY[run.language])
    assert parity.differences() == []


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_more_than_remains_is_refused_and_what_remains_is_reserved(
    teams: Teams, enter: Any, run: Run
) -> None:
    clerk = enter(Clerk, run)
    clerk.agreement = funded(teams, run, "ask")
    clerk.signs_in()
    clerk.asks_for_too_much(teams.purse.today.year)
    clerk.asks_for_what_remains()
    assert FundingRequest.objects.filter(
        amount=150_000_000, case__person=clerk.agreement.case.person
    ).exists()


def _month(teams: Teams, agreement: FundingRequest) -> date:
    """The first day of the latest month that is over, within the agreement's year."""
    last = teams.purse.today.replace(day=1) - timedelta(days=1)
    return min(last, date(agreement.year, 12, 31)).replace(day=1)


def _booked(agreement: FundingRequest, kind: EntryKind) -> list[int]:
    return list(LedgerEntry.objects.filter(request=agreement, kind=kind).values_list("amount", flat=True))
