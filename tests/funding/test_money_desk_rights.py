"""The desk of reports, receivables, stages, ledger and programmes: who may, and query counts."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.models import AuditEntry, User
from funding.enums import MemberRole, ReceivableKind
from funding.models import LedgerEntry, Receivable, Team
from funding.services import evaluations
from tests.funding.after_money import over, ready
from tests.funding.build import Funds
from tests.funding.test_money_desk import LISTS, M, SignIn, url


def test_the_ledger_is_filtered_paged_and_taken_along(
    funds: Funds, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = over(funds, funds.team(), 3 * M)
    other = over(funds, funds.team(), 2 * M)
    client, address = sign_in(funds.finance), reverse(LISTS["ledger"])
    mine = set(LedgerEntry.objects.filter(request=request).values_list("pk", flat=True))

    def found(**query: str | int) -> set[int]:
        return {row.pk for row in client.get(address, query).context["rows"]}

    assert found(request=request.case.reference) == mine
    assert found(team=request.team.code) == mine
    assert found(kind="pay", team=other.team.code) == set(
        LedgerEntry.objects.filter(request=other, kind="pay").values_list("pk", flat=True)
    )
    assert found(year=funds.today.year + 1) == set()
    assert found(year="x") == set()
    monkeypatch.setattr("funding.admin.ledgerlist.PAGE", 2)
    seen_rows: list[int] = []
    query = ""
    for _page in range(10):
        context = client.get(address + query).context
        seen_rows += [row.pk for row in context["rows"]]
        query = context["next_url"]
        if not query:
            break
    every = list(LedgerEntry.objects.order_by("-pk").values_list("pk", flat=True))
    assert seen_rows == every
    answer = client.get(url("ledgerentry_export"), {"team": request.team.code})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {int(row[0]) for row in rows[1:]} == mine
    assert AuditEntry.objects.filter(verb="ledger.export").count() == 1


def test_the_balance_of_a_year_shows_who_holds_what(funds: Funds, sign_in: SignIn) -> None:
    person = funds.researcher()
    first = funds.agreed(funds.team(), person, amount=60 * M)
    second = funds.submitted(funds.team(), person, amount=40 * M)
    shown = sign_in(funds.finance).get(url("ledgerentry_balance", first.pk))
    assert shown.context["balance"].reserved == 100 * M
    assert {one.pk for one, _held in shown.context["requests"]} == {first.pk, second.pk}


def test_nobody_reads_their_own_money(funds: Funds, sign_in: SignIn) -> None:
    own = User.objects.create_user("also-funded@example.org", person=funds.finance.person)
    request = funds.submitted(funds.team(), own)
    client = sign_in(funds.finance)
    assert client.get(reverse(LISTS["ledger"])).context["rows"] == []
    assert client.get(url("ledgerentry_balance", request.pk)).status_code == 404
    assert len(sign_in(funds.payer).get(reverse(LISTS["ledger"])).context["rows"]) == 1


def test_a_team_comes_in_with_its_lead_and_first_manager(funds: Funds, sign_in: SignIn) -> None:
    client = sign_in(funds.finance)
    body = {
        "name_en": "Hangang Models", "name_ko": "한강모델", "code": "hangang", "budget": "",
        "lead_en": "Hangang Lab", "lead_ko": "한강연구소", "firm_size": "small",
        "business_number": "105-86-47212", "agreed_on": "2026-01-15",
    }  # fmt: skip
    address = url("programme_add_team", funds.programme.pk)
    answer = client.post(address, body)
    assert answer.status_code == 302, answer.context["form"].errors
    assert client.post(address, body).status_code == 409
    team = Team.objects.get(code="hangang")
    manager = funds.researcher()
    appoint = url("team_manager", team.pk)
    assert client.post(appoint, {"email": "nobody@example.org"}).status_code == 409
    assert client.post(appoint, {"email": manager.email.upper()}).status_code == 302
    assert team.members.get().role == MemberRole.MANAGER
    assert client.post(appoint, {"email": funds.researcher().email}).status_code == 409
    assert sign_in(funds.payer).post(appoint, {"email": manager.email}).status_code == 409
    assert client.get(url("team_change", team.pk)).status_code == 200


def test_the_programme_page_shows_what_is_reserved(funds: Funds, sign_in: SignIn) -> None:
    funds.submitted(funds.team(), funds.researcher(), amount=70 * M)
    shown = sign_in(funds.payer).get(url("programme_change", funds.programme.pk))
    assert shown.context["reserved"] == 70 * M
    for words in ("₩2,000,000,000", "Research allowance", "75 %"):
        assert words in shown.content.decode()


@pytest.mark.parametrize("name", ["reports", "receivables", "stages", "ledger", "teams", "home"])
def test_as_many_queries_for_three_rows_as_for_one(funds: Funds, sign_in: SignIn, name: str) -> None:
    client = sign_in(funds.finance)
    address = reverse("admin:index") if name == "home" else reverse(LISTS[name])
    counts = []
    for rows in (1, 2):
        for _row in range(rows):
            report = ready(funds, 40 * M, spent=38 * M)
            Receivable.objects.create(
                request=report.request, kind=ReceivableKind.RECOVERY, reference=f"R{report.pk}", amount=1,
                reason="x", legal_source="x", due_on=funds.today, proposed_by=funds.finance,
                proposed_at=funds.now,
            )  # fmt: skip
            terms = evaluations.Terms("S", "단계", funds.today)
            evaluations.open_stage(actor=funds.finance, programme=funds.programme, terms=terms)
        client.get(address)
        with CaptureQueriesContext(connection) as seen_queries:
            assert client.get(address).status_code == 200
        counts.append(len(seen_queries))
    assert counts[0] == counts[1], counts
