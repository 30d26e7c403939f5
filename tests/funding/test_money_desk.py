"""The desk of reports, receivables, stages, ledger and programmes: rights, journeys, query counts."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from casework.enums import Agency, Role
from casework.models import User
from funding.enums import ReceivableKind, ReportKind, ReportStatus
from funding.models import Disallowance, LedgerEntry, Receivable, Stage, StageScore
from funding.services import evaluations
from funding.services.evaluations import seen
from tests.cast import officer
from tests.funding.after_money import opened, over, ready, submitted
from tests.funding.build import Funds

M = 1_000_000
SignIn = Callable[[User | None], Client]
LISTS = {
    "reports": "admin:funding_report_changelist",
    "receivables": "admin:funding_receivable_changelist",
    "stages": "admin:funding_stage_changelist",
    "ledger": "admin:funding_ledgerentry_changelist",
    "comparisons": "admin:funding_ledgerentry_comparisons",
    "frozen": "admin:funding_ledgerentry_frozen",
    "programmes": "admin:funding_programme_changelist",
    "teams": "admin:funding_team_changelist",
}
AUDITED = {"ledger", "comparisons"}


def administrators() -> tuple[User, User]:
    first, second = User.objects.filter(email__startswith="fund-administrator").order_by("email")
    return first, second


def url(name: str, *args: object) -> str:
    return reverse(f"admin:funding_{name}", args=args)


def expect(client: Client, address: str) -> str:
    """The hidden version of an action's form."""
    return str(client.get(address).context["seen"])


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_for_the_officers_of_money(funds: Funds, sign_in: SignIn, name: str) -> None:
    both = administrators()
    reviewer = officer("money-reviewer", Role.REVIEWER, granting=both)
    auditor = officer("money-auditor", Role.AUDITOR, agency=Agency.OPERATOR, granting=both)
    address = reverse(LISTS[name])
    assert [sign_in(one).get(address).status_code for one in (funds.finance, funds.payer)] == [200, 200]
    assert sign_in(reviewer).get(address).status_code == 404
    assert sign_in(auditor).get(address).status_code == (200 if name in AUDITED else 404)
    assert sign_in(funds.clerk_of(funds.team())).get(address).status_code == 302
    assert sign_in(funds.finance).post(address).status_code == 405


def test_officers_of_another_ministry_see_nothing(funds: Funds, sign_in: SignIn) -> None:
    both = administrators()
    other = officer("other-finance", Role.FINANCE_OFFICER, agency=Agency.INDUSTRY, granting=both)
    report = ready(funds, 3 * M, spent=3 * M)
    client = sign_in(other)
    stage = Stage.objects.create(
        programme=funds.programme, number=1, name_en="S", name_ko="단계", held_on=funds.today,
        prepared_by=funds.finance,
    )  # fmt: skip
    hidden = (
        url("report_change", report.pk), url("report_propose", report.pk), url("stage_change", stage.pk),
        url("programme_change", funds.programme.pk), url("team_change", report.request.team_id),
        url("ledgerentry_balance", report.request_id), url("team_manager", report.request.team_id),
    )  # fmt: skip
    assert {client.get(address).status_code for address in hidden} == {404}
    assert client.get(reverse(LISTS["ledger"])).context["rows"] == []


def test_final_accounts_from_check_to_money_back(funds: Funds, sign_in: SignIn) -> None:
    report = ready(funds, 40 * M, spent=40 * M, own_cash=15 * M)
    finance, payer = sign_in(funds.finance), sign_in(funds.payer)
    page = url("report_change", report.pk)
    disallow = url("report_disallow", report.pk)
    body = {
        "expect": expect(finance, disallow), "token": str(uuid.uuid4()),
        "category": funds.category("salary").pk, "amount": "200만", "reason": "vat", "note": "",
    }  # fmt: skip
    assert finance.post(disallow, body | {"amount": "4000만 1"}).status_code in (409, 422)
    assert finance.post(disallow, body).status_code == 302
    assert "₩2,000,000" in finance.get(page).content.decode()
    assert payer.post(disallow, body | {"token": str(uuid.uuid4())}).status_code == 409
    propose = url("report_propose", report.pk)
    assert finance.post(propose, {"expect": 0, "note": "ok"}).status_code == 409
    assert finance.post(propose, {"expect": expect(finance, propose), "note": "ok"}).status_code == 302
    settle = url("report_settle", report.pk)
    assert finance.post(settle, {"expect": expect(finance, settle)}).status_code == 409
    assert payer.post(settle, {"expect": expect(payer, settle)}).status_code == 302
    report.case.refresh_from_db()
    assert report.case.status == ReportStatus.SETTLED
    row = Receivable.objects.get(report=report)
    assert (row.kind, row.amount) == (ReceivableKind.RECOVERY, 2 * M)
    assert finance.post(url("receivable_order", row.pk)).status_code == 409
    assert payer.post(url("receivable_order", row.pk)).status_code == 302
    receive = url("receivable_receive", row.pk)
    assert finance.post(receive, {"bank_reference": ""}).status_code == 422
    assert finance.post(receive, {"bank_reference": "KB-1"}).status_code == 302
    assert LedgerEntry.objects.get(key=f"receivable:{row.pk}").amount == 2 * M
    assert finance.get(url("receivable_change", row.pk)).status_code == 200


def test_a_disallowed_cost_is_recognised_after_all(funds: Funds, sign_in: SignIn) -> None:
    report = ready(funds, 3 * M, spent=3 * M)
    row = Disallowance.objects.create(
        report=report, category=funds.category("salary"), amount=5, reason="vat"
    )
    finance = sign_in(funds.finance)
    address = url("report_recognise", report.pk, row.pk)
    assert finance.post(address, {"expect": expect(finance, address)}).status_code == 302
    assert not Disallowance.objects.exists()
    assert finance.get(address).status_code == 404


def test_a_report_goes_back_to_the_team(funds: Funds, sign_in: SignIn) -> None:
    report = submitted(funds, opened(funds, over(funds, funds.team()), ReportKind.USE))
    finance, address = sign_in(funds.finance), url("report_return", report.pk)
    assert finance.post(address, {"expect": expect(finance, address), "note": ""}).status_code == 422
    body = {"expect": expect(finance, address), "note": "Which account?"}
    assert finance.post(address, body).status_code == 302
    clerk = sign_in(funds.clerk_of(report.request.team))
    shown = clerk.get(reverse("team_report", args=[report.request.team.code, report.case.reference]))
    assert "Which account?" in shown.content.decode()


def test_money_is_demanded_by_reference(funds: Funds, sign_in: SignIn) -> None:
    request = over(funds, funds.team(), 3 * M)
    body = {
        "request": request.case.reference.lower(), "kind": "clawback", "amount": "100만",
        "reason": "As found.", "due_on": "2030-01-01",
    }  # fmt: skip
    finance, address = sign_in(funds.finance), url("receivable_propose")
    for wrong in ({"kind": "interest"}, {"request": "FR-1"}, {"due_on": "2020-01-01"}, {"amount": "0"}):
        assert finance.post(address, body | wrong).status_code == 422, wrong
    assert finance.post(address, body | {"amount": "300만 1"}).status_code in (409, 422)
    assert finance.post(address, body).status_code == 302
    assert Receivable.objects.get().amount == M
    assert sign_in(funds.payer).get(address).status_code == 404


def test_a_stage_from_terms_to_announcement(funds: Funds, sign_in: SignIn) -> None:
    finance, payer = sign_in(funds.finance), sign_in(funds.payer)
    team = funds.team()
    clerk = funds.clerk_of(team)
    prepare = url("stage_prepare")
    terms = {
        "programme": funds.programme.pk, "name_en": "Second stage", "name_ko": "2차 단계평가",
        "benchmark_weight": "40", "expert_weight": "35", "user_weight": "26", "continue_at": "70",
        "priority_at": "90", "held_on": "2026-01-15",
    }  # fmt: skip
    assert finance.post(prepare, terms).status_code == 422
    assert finance.post(prepare, terms | {"user_weight": "25"}).status_code == 302
    stage = Stage.objects.get()
    assert (stage.continue_at, stage.priority_at) == (7_000, 9_000)
    address = url("stage_mark", stage.pk)
    marks = {"team": team.pk, "benchmark": "95.5", "expert": "90", "user": "101", "outcome": "", "reason": ""}
    saw = {"expect": expect(finance, address)}
    assert finance.post(address, marks | saw).status_code == 422
    assert finance.post(address, marks | saw | {"user": "88.25"}).status_code == 302
    assert finance.post(address, marks | saw | {"user": "88.25"}).status_code in (409, 422)
    score = StageScore.objects.get()
    assert (score.total, score.outcome) == (9_176, "priority")
    assert finance.get(url("stage_remark", stage.pk, score.pk)).context["form"]["user"].value() == "88.25"
    announce = url("stage_announce", stage.pk)
    assert finance.post(announce, {"expect": expect(finance, announce)}).status_code == 409
    assert payer.post(announce, {"expect": "other"}).status_code == 409
    assert payer.post(announce, {"expect": expect(payer, announce)}).status_code == 302
    assert "91.76" in sign_in(clerk).get(reverse("team_reports", args=[team.code])).content.decode()
    assert finance.get(url("stage_terms", stage.pk)).context["answer"].allowed is False


def test_the_announcement_names_what_stays_open(funds: Funds, sign_in: SignIn) -> None:
    team = funds.team()
    waiting = funds.submitted(team, funds.researcher())
    terms = evaluations.Terms("S", "단계", funds.today)
    stage = evaluations.open_stage(actor=funds.finance, programme=funds.programme, terms=terms)
    evaluations.mark(
        actor=funds.finance, stage=stage, team=team, marks=evaluations.Marks(0, 0, 0), outcome=None,
        reason="", expect=seen(stage),
    )  # fmt: skip
    shown = sign_in(funds.payer).get(url("stage_announce", stage.pk)).content.decode()
    assert waiting.case.reference in shown
