"""The demonstration's money: every state there is, and the figures the story tells, whenever it is played."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from casework.clock import KST, seoul_date
from casework.models import Case, User
from funding.enums import CLAIM, REPORT, REQUEST, ClaimStatus, ReportStatus, RequestStatus
from funding.imports.table import read_file, read_paste
from funding.ledger import OverCap
from funding.models import Change, Claim, FundingRequest, PaymentBatch, PaymentOrder, Receivable, Stage, Team
from funding.request_reads import asked, cap_of
from funding.services import parity, requests, staging
from talent_portal import databases
from talent_portal.demo import consortium
from talent_portal.demo.cast import seed_staff
from talent_portal.demo.funding import seed_funding
from talent_portal.demo.seed import seed_rules
from talent_portal.demo.sheet import pasted, workbook
from talent_portal.demo.world import read_world
from tests.databases import worker_label

MILLION = 1_000_000
NOW = timezone.now()
NEW_YEAR = datetime(NOW.astimezone(KST).year + 1, 1, 2, 9, tzinfo=KST)
"""Costs of the last two months then lie in the year before, and next year's requests are new."""


@pytest.fixture(scope="module", params=(NOW, NEW_YEAR), ids=("today", "new-year"))
def now(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[datetime]:
    """The moment at which the demonstration's money was told, in a database of its own."""
    with django_db_blocker.unblock(), databases.committed(worker_label()):
        cast = seed_rules(now=request.param)
        seed_funding(world=read_world(), cast=cast, accounts=seed_staff())
        yield request.param


@pytest.fixture
def lim(now: datetime) -> User:
    return User.objects.get(email=consortium.CLERK.email)


@pytest.fixture
def drafted(now: datetime, lim: User) -> FundingRequest:
    """Lim's draft of this year."""
    return requests.load(FundingRequest.objects.visible_to(lim).drafts().get(year=seoul_date(now).year).pk)


def test_requests_claims_and_reports_stand_in_every_state_of_the_story(now: datetime) -> None:
    for kind, states in (
        (REQUEST, set(RequestStatus.values)),
        (CLAIM, set(ClaimStatus.values)),
        (REPORT, {ReportStatus.DUE, ReportStatus.SUBMITTED, ReportStatus.SETTLED}),
    ):
        assert set(Case.objects.filter(kind=kind).values_list("status", flat=True)) == states


def test_a_payment_failed_one_batch_is_paid_and_one_waits_to_be_signed(now: datetime) -> None:
    assert PaymentOrder.objects.exclude(failed_at=None).count() == 1
    assert PaymentBatch.objects.filter(signed_at=None).count() == 1
    assert PaymentOrder.objects.exclude(confirmed_at=None).exists()


def test_a_change_a_clawback_and_a_stage_wait_and_a_recovery_came_in(now: datetime) -> None:
    assert Change.objects.get().in_force_at is None
    assert Receivable.objects.get(kind="clawback").signed_at is None
    assert Receivable.objects.get(kind="recovery").received_at
    assert Stage.objects.get().announced_at is None


def test_published_teams_hold_nothing_and_are_in_no_stage(now: datetime) -> None:
    for team in Team.objects.filter(fictional=False):
        assert not team.requests.exists()
        assert not team.members.exists()
        assert not Stage.objects.filter(scores__team=team).exists()


def test_150_million_remain_so_180_are_refused_and_150_reserved(
    now: datetime, lim: User, drafted: FundingRequest
) -> None:
    assert asked(drafted) == 180 * MILLION
    assert cap_of(drafted).remaining == 150 * MILLION
    with pytest.raises(OverCap) as refused:
        requests.submit(actor=lim, request=drafted, token=uuid4(), row_version=drafted.row_version, now=now)
    assert refused.value.remaining == 150 * MILLION


def test_the_rival_holds_a_part_that_lim_cannot_see(
    now: datetime, drafted: FundingRequest, lim: User
) -> None:
    year = seoul_date(now).year
    own = FundingRequest.objects.visible_to(lim).filter(year=year, subject=drafted.subject)
    assert sum(one.agreed_amount or 0 for one in own) == 1_100 * MILLION
    assert cap_of(drafted).reserved == 1_850 * MILLION


def test_balances_are_the_sums_of_their_entries(now: datetime) -> None:
    assert parity.differences() == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_fourth_row_of_the_sample_lines_is_wrong_and_no_other(
    now: datetime, lim: User, language: str
) -> None:
    claim = Claim.objects.visible_to(lim).get(case__status=ClaimStatus.DRAFT)
    today = seoul_date(now)
    for table in (read_paste(pasted(today, language)), read_file("lines.xlsx", workbook(today, language))):
        staged = staging.stage(actor=lim, claim=claim, table=table, source="Paste", replaces=False, now=now)
        seen = staging.preview(staged, today)
        assert (len(seen.lines), seen.wrong) == (5, [4])
        assert seen.twins == {}
        cells = {(4, "spent_on"): f"{claim.month:%Y-%m}-12"}
        assert staging.preview(staging.mend(actor=lim, staged=staged, cells=cells), today).problems == []
