"""Funding in figures: sums, parts, cuts, times; every figure is the sum of its list; files and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from casework.models import User
from funding.enums import CutReason
from funding.models import Claim, FundingRequest
from funding.statistics.figures import Figures, days
from funding.statistics.papers import papers
from funding.statistics.tables import DIMENSIONS, LISTED, OF_A_TEAM, by_month, by_reason, by_team, total
from tests.funding.build import Funds
from tests.funding.money import approve, pay

SignIn = Callable[[User | None], Client]
PAGE = "admin:funding_statistics_changelist"


@pytest.fixture
def busy(funds: Funds) -> list[FundingRequest]:
    """Two teams: one with a paid, a cut and an open claim, one that only asks."""
    team, other = funds.team(), funds.team()
    agreed = funds.agreed(team, funds.researcher(), amount=300_000_000)
    pay(funds, agreed)
    approve(funds, funds.claimed(agreed, amounts=(4_000_000, 6_000_000)), cut=1_000_000)
    funds.claimed(agreed, amounts=(5_000_000,))
    funds.claim(agreed, amounts=(77_000_000,))
    return [agreed, funds.submitted(other, funds.researcher(), amount=200_000_000)]


def everything() -> QuerySet[FundingRequest]:
    return FundingRequest.objects.filter(case__submitted_at__isnull=False)


def test_sums_and_parts(busy: list[FundingRequest]) -> None:
    sums = total(everything())
    assert (sums.reserved, sums.agreed, sums.claimed) == (500_000_000, 300_000_000, 24_000_000)
    assert (sums.decided, sums.cut, sums.cut_rate, sums.paid) == (19_000_000, 1_000_000, 526, 9_000_000)
    assert (sums.asked, sums.checking) == (200_000_000, 14_000_000)
    assert sums.asked + sums.unclaimed + sums.checking + sums.paid == sums.reserved
    assert (sums.payments, sums.median_days, sums.p90_days) == (1, 3, 3)


def test_by_team_the_largest_first(busy: list[FundingRequest]) -> None:
    rows = by_team(everything())
    assert [(row.key, row.figures.reserved) for row in rows] == [
        (busy[0].team.code, 300_000_000),
        (busy[1].team.code, 200_000_000),
    ]


def test_months_without_papers_are_there_too(busy: list[FundingRequest], funds: Funds) -> None:
    claim = Claim.objects.filter(request=busy[0]).first()
    assert claim is not None
    rows = by_month(everything())
    assert [row.key for row in rows] == [f"{funds.today:%Y-%m}"]
    assert rows[0].figures.claimed == 24_000_000


def test_cuts_by_reason(busy: list[FundingRequest]) -> None:
    (row,) = by_reason(everything())
    assert (row.key, row.figures.cut, row.figures.lines) == (CutReason.VAT, 1_000_000, 1)


@pytest.mark.parametrize("code", list(DIMENSIONS))
def test_every_figure_is_the_sum_of_its_list(code: str, busy: list[FundingRequest]) -> None:
    dimension, seen = DIMENSIONS[code], 0
    requests = everything()
    for row in dimension.rows(requests):
        for figure in set(LISTED) & set(dimension.columns):
            found = papers(requests, code, row.key, figure)
            assert sum(one.amount for one in found) == getattr(row.figures, figure), (row, figure)
            seen += len(found)
    assert seen
    for figure in LISTED:
        found = papers(requests, code, "", figure)
        assert sum(one.amount for one in found) == getattr(total(requests), figure)


@pytest.mark.parametrize("code", list(DIMENSIONS))
def test_the_officers_page(code: str, busy: list[FundingRequest], funds: Funds, sign_in: SignIn) -> None:
    client = sign_in(funds.finance)
    page = client.get(reverse(PAGE), {"by": code})
    assert page.status_code == 200
    urls = [cell["url"] for _label, cells in page.context["rows"] for cell in cells if cell["url"]]
    assert urls
    for url in urls:
        assert client.get(reverse(PAGE) + url).context["sum"] > 0


def test_filters_stay_in_every_address(busy: list[FundingRequest], funds: Funds, sign_in: SignIn) -> None:
    client = sign_in(funds.payer)
    kept = {"team": busy[1].team.code, "year": str(funds.today.year)}
    page = client.get(reverse(PAGE), kept | {"by": "team"})
    assert [label for label, _cells in page.context["rows"]] == [busy[1].team.label]
    for tab in page.context["tabs"]:
        query = parse_qs(tab["url"][1:])
        assert (query["team"], query["year"]) == ([kept["team"]], [kept["year"]])


@pytest.mark.parametrize(
    "query",
    [
        {"figure": "salary"},
        {"figure": "cut", "by": "month", "key": "x"},
        {"figure": "paid", "by": "category", "key": "x"},
    ],
)
def test_a_list_nobody_offered_is_not_there(query: dict[str, str], funds: Funds, sign_in: SignIn) -> None:
    assert sign_in(funds.finance).get(reverse(PAGE), query).status_code == 404


@pytest.mark.parametrize("year", ["20x6", "999999999999", ""])
def test_a_strange_year_shows_nothing_or_all(year: str, funds: Funds, sign_in: SignIn) -> None:
    assert sign_in(funds.finance).get(reverse(PAGE), {"year": year}).status_code == 200


def test_only_the_money_desk_reads_it(busy: list[FundingRequest], funds: Funds, sign_in: SignIn) -> None:
    assert sign_in(funds.clerk_of(busy[0].team)).get(reverse(PAGE)).status_code == 302
    assert (
        sign_in(User.objects.get(email="fund-administrator@ministry.example")).get(reverse(PAGE)).status_code
        == 404
    )
    assert sign_in(funds.finance).post(reverse(PAGE)).status_code == 405


def test_files_hold_what_the_page_shows(busy: list[FundingRequest], funds: Funds, sign_in: SignIn) -> None:
    funds.programme.teams.filter(pk=busy[0].team_id).update(name_en="=HYPERLINK(1)")
    client = sign_in(funds.finance)
    text = client.get(reverse(PAGE), {"by": "team", "format": "csv"}).content.decode("utf-8-sig")
    assert '"\'=HYPERLINK(1) (fictional)",300000000,300000000,24000000,1000000,"5.26",9000000,1,3,3' in text
    sheet = load_workbook(BytesIO(client.get(reverse(PAGE), {"by": "team", "format": "xlsx"}).content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][1:3] == [300_000_000, 300_000_000]


def test_a_team_reads_its_own_figures_alone(
    busy: list[FundingRequest], funds: Funds, sign_in: SignIn
) -> None:
    own, rival = busy
    client, url = sign_in(funds.clerk_of(own.team)), reverse("team_statistics", args=[own.team.code])
    for code in OF_A_TEAM:
        page = client.get(url, {"by": code})
        assert page.context["dimension"].code == code
        assert "₩500,000,000" not in page.text
        assert rival.team.name not in page.text
        assert client.get(url, {"by": code, "format": "csv"}).status_code == 200
    assert client.get(url, {"by": "team"}).context["dimension"].code == "category"


def test_more_papers_cost_no_more_queries(busy: list[FundingRequest], funds: Funds, sign_in: SignIn) -> None:
    client = sign_in(funds.finance)

    def counts() -> list[int]:
        found = []
        for code in DIMENSIONS:
            client.get(reverse(PAGE), {"by": code})
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse(PAGE), {"by": code})
            found.append(len(seen))
        return found

    before = counts()
    for _n in range(2):
        pay(funds, funds.agreed(funds.team(), funds.researcher()))
    assert counts() == before
    assert max(before) <= 14


def test_days_and_rates_are_rounded_half_up() -> None:
    assert [days(span) for span in (None, timedelta(hours=11), timedelta(hours=12), timedelta(days=2.5))] == [
        None,
        0,
        1,
        3,
    ]
    assert Figures().cut_rate is None
    assert Figures(decided=3, cut=1).cut_rate == 3_333
    assert Figures(decided=200, cut=1).cut_rate == 50
