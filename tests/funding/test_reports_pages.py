"""A team's pages of reports and money to pay back: what they show, who may, how many queries."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.models import User
from funding.enums import MemberRole, ReportKind, ReportStatus
from funding.models import Report, TeamMember
from funding.services import receivables
from tests.funding.after_money import opened, over, ready, settled
from tests.funding.build import Funds

M = 1_000_000
SignIn = Callable[[User | None], Client]


def addresses(report: Report) -> dict[str, str]:
    code, reference = report.request.team.code, report.case.reference
    return {
        "list": reverse("team_reports", args=[code]),
        "page": reverse("team_report", args=[code, reference]),
        "form": reverse("team_report_submit", args=[code, reference]),
    }


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("manager", (200, 200, 200)),
        ("clerk", (200, 200, 200)),
        ("viewer", (200, 200, 404)),
        ("removed", (404, 404, 404)),
        ("rival", (404, 404, 404)),
        ("funded", (404, 404, 404)),
        ("finance", (404, 404, 404)),
        (None, (302, 302, 302)),
    ],
)
def test_who_sees_reports(
    funds: Funds, sign_in: SignIn, who: str | None, expected: tuple[int, int, int]
) -> None:
    team = funds.team()
    report = opened(funds, over(funds, team), ReportKind.USE)
    removed = funds.member(team)
    TeamMember.objects.filter(user=removed).update(ends_at=timezone.now())
    people = {
        "manager": funds.member(team, MemberRole.MANAGER),
        "clerk": funds.clerk_of(team),
        "viewer": funds.member(team, MemberRole.VIEWER),
        "removed": removed,
        "rival": funds.clerk_of(funds.team()),
        "funded": User.objects.get(person=report.case.person),
        "finance": funds.finance,
    }
    client = sign_in(people[who] if who else None)
    assert tuple(client.get(url).status_code for url in addresses(report).values()) == expected
    assert client.post(addresses(report)["form"], {}).status_code == (
        422 if expected[2] == 200 else expected[2]
    )


def test_a_report_of_another_team_is_not_there(funds: Funds, sign_in: SignIn) -> None:
    report = opened(funds, over(funds, funds.team()), ReportKind.USE)
    rival = funds.team()
    url = reverse("team_report", args=[rival.code, report.case.reference])
    assert sign_in(funds.clerk_of(rival)).get(url).status_code == 404


def test_handing_in_from_the_prefilled_form(funds: Funds, sign_in: SignIn) -> None:
    team = funds.team()
    report = opened(funds, over(funds, team, 3 * M), ReportKind.USE)
    client, url = sign_in(funds.clerk_of(team)), addresses(report)["form"]
    form = client.get(url).context["form"]
    assert (form.initial["spent"], form.initial["own_cash"]) == (3 * M, 0)
    body = {"token": str(uuid.uuid4()), "spent": "300만", "own_cash": "0", "own_in_kind": "", "interest": ""}
    wrong = client.post(url, body)
    assert wrong.status_code == 422
    assert 'value="300만"' in wrong.content.decode()
    assert set(wrong.context["form"].errors) == {"own_in_kind", "interest"}
    body |= {"own_in_kind": "0", "interest": "12", "note": "As claimed."}
    for _time in range(2):
        assert client.post(url, body).status_code == 302
    report.refresh_from_db()
    assert (report.spent, report.interest, report.case.status) == (3 * M, 12, ReportStatus.SUBMITTED)
    assert client.get(url).status_code == 302


def test_more_than_was_claimed_is_said_beside_the_field(funds: Funds, sign_in: SignIn) -> None:
    team = funds.team()
    report = opened(funds, over(funds, team, 3 * M), ReportKind.USE)
    body = {
        "token": str(uuid.uuid4()),
        "spent": "3000001",
        "own_cash": "0",
        "own_in_kind": "0",
        "interest": "0",
    }
    answer = sign_in(funds.clerk_of(team)).post(addresses(report)["form"], body)
    assert answer.status_code == 422
    assert "₩3,000,000" in str(answer.context["form"].errors["spent"])


def test_settled_accounts_show_their_reckoning_and_what_is_owed(funds: Funds, sign_in: SignIn) -> None:
    report = ready(funds, 40 * M, spent=38 * M, own_cash=15 * M)
    client = sign_in(funds.clerk_of(report.request.team))
    settled(funds, report)
    assert "₩2,000,000" in client.get(addresses(report)["page"]).content.decode()
    assert "Nothing is to be paid back." in client.get(addresses(report)["list"]).content.decode()
    row = report.receivables.get()
    receivables.order(actor=funds.payer, receivable=row, now=funds.now)
    shown = client.get(addresses(report)["list"])
    assert shown.context["outstanding"] == 2 * M
    assert row.reference in shown.content.decode()


def test_the_list_takes_as_many_queries_for_three_agreements_as_for_one(
    funds: Funds, sign_in: SignIn
) -> None:
    team = funds.team()
    client, url = sign_in(funds.clerk_of(team)), reverse("team_reports", args=[team.code])
    counts = []
    for agreements in (1, 2):
        for _agreement in range(agreements):
            opened(funds, over(funds, team), ReportKind.USE)
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] == 8
