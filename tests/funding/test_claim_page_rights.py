"""Pages of a claim: the way of six pasted lines to one receipt, and who sees what: the rest."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.funding import claims as build
from tests.funding.build import Funds
from tests.funding.test_claim_pages import READING, WRITING, SignIn, url


@pytest.mark.parametrize("who", ["removed", "rival", "researcher", "finance"])
def test_strangers_meet_404(who: str, funds: Funds, sign_in: SignIn) -> None:
    claim = build.submit(funds, build.ready(funds, build.agreement(funds)))
    team = claim.request.team
    removed = funds.member(team)
    removed.teams.update(ends_at=funds.now)
    user = {
        "removed": removed,
        "rival": funds.member(funds.team()),
        "researcher": claim.case.person.accounts.get(),
        "finance": funds.finance,
    }[who]
    browser = sign_in(user)
    line = claim.lines.get().pk
    addresses = [reverse(name, args=[team.code]) for name in ("team_claims", "claim_start")]
    addresses += [url(name, claim) for name in (*READING, *WRITING)]
    addresses += [url("claim_line", claim, line), url("claim_export", claim, "csv")]
    assert {browser.get(address).status_code for address in addresses} == {404}
    posts = [url(name, claim) for name in ("claim_copy", "claim_excuse", "claim_check", "claim_withdraw")]
    posts += [url("claim_line_remove", claim, line)]
    assert {browser.post(address).status_code for address in posts} == {404}


def test_another_team_s_address_leads_nowhere(funds: Funds, sign_in: SignIn) -> None:
    claim = build.started(funds, build.agreement(funds))
    rival = funds.team()
    both = funds.clerk_of(claim.request.team)
    browser = sign_in(both)
    assert browser.get(reverse("claim", args=[rival.code, claim.case_id])).status_code == 404
    assert browser.get(reverse("claim", args=[claim.request.team.code, uuid4()])).status_code == 404


def test_the_list_asks_as_many_questions_for_three_claims_as_for_one(funds: Funds, sign_in: SignIn) -> None:
    team = funds.team()
    browser = sign_in(funds.clerk_of(team))
    counts = []
    for _one in range(3):
        build.ready(funds, build.agreement(funds, team))
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("team_claims", args=[team.code]))
        counts.append(len(asked))
    assert counts[0] == counts[2]


@pytest.mark.parametrize("name", ["claim", "claim_evidence", "claim_check", "claim_enter"])
def test_a_page_asks_as_many_questions_for_fifty_lines_as_for_one(
    name: str, funds: Funds, sign_in: SignIn
) -> None:
    claim = build.started(funds, build.agreement(funds))
    browser = sign_in(funds.clerk_of(claim.request.team))
    counts = []
    for count in (0, 49):
        line = build.added(funds, claim, payee=f"Payee {count}", supply="1000", vat="0")
        build.copies(line, count)
        build.proof(funds, claim, line.pk, pages=1 + count // 20)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(url(name, claim)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_long_claim_comes_in_pages(funds: Funds, sign_in: SignIn) -> None:
    claim = build.started(funds, build.agreement(funds))
    rows = [build.row(funds, number, supply="1000", vat="0") for number in range(60)]
    staged = build.staged(funds, claim, *rows)
    browser = sign_in(staged.made_by)
    preview = browser.get(url("claim_staged", claim)).text
    assert "And 10 more rows that are right." in preview
    browser.post(url("claim_staged", claim), {"enter": "1", "row_version": "1"})
    first, second = browser.get(url("claim", claim)).text, browser.get(url("claim", claim) + "?page=2").text
    assert "Invented Labs 49" in first
    assert "Invented Labs 59" not in first
    assert "Invented Labs 59" in second
