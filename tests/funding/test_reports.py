"""Reports: opened by the calendar, reminded of once, handed in once, settled by two persons."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from casework.models import Notice
from casework.transitions import Refused, Stale
from funding import ledger
from funding.enums import CutReason, ReceivableKind, ReportKind, ReportStatus, Scope
from funding.models import Balance, Disallowance, Receivable, Remark, Report
from funding.report_reads import due_of
from funding.services import receivables, report_opening, reports
from funding.services.report_opening import latest_milestone, open_due, remind
from funding.services.reports import Figures
from funding.services.requests import wind_down
from tests.funding.after_money import opened, over, paid, ready, settled, submitted
from tests.funding.build import Funds

M = 1_000_000
DAY = date(2026, 6, 30)


def notices(event: str) -> int:
    return Notice.objects.filter(event__contains=event).count()


def test_both_reports_are_opened_once_the_time_is_over(funds: Funds) -> None:
    request = over(funds, funds.team())
    running = funds.agreed(funds.team(), funds.researcher())
    assert open_due(funds.now) == 2
    assert open_due(funds.now) == 0
    assert not Report.objects.filter(request=running).exists()
    due = {report.kind: report.due_on for report in Report.objects.filter(request=request)}
    last = funds.today - timedelta(days=1)
    assert due == {"use": last + timedelta(days=30), "final": last + timedelta(days=90)}
    report = Report.objects.filter(request=request).first()
    assert report is not None
    assert report.case.reference.startswith("FS-")
    assert (report.case.status, report.case.events.get().actor) == (ReportStatus.DUE, None)
    assert report.case.person == request.case.person


def test_an_agreement_winding_down_reports_after_its_last_day(funds: Funds) -> None:
    team = funds.team()
    request = funds.agreed(team, funds.researcher())
    team.cut_on = funds.today - timedelta(days=200)
    team.save(update_fields=["cut_on"])
    wind_down(request, funds.now)
    assert open_due(funds.now) == 2


@pytest.mark.parametrize(
    ("opened_on", "today", "milestone"),
    [
        (DAY - timedelta(days=60), DAY - timedelta(days=31), None),
        (DAY - timedelta(days=60), DAY - timedelta(days=30), -30),
        (DAY - timedelta(days=60), DAY - timedelta(days=8), -30),
        (DAY - timedelta(days=60), DAY - timedelta(days=7), -7),
        (DAY - timedelta(days=30), DAY - timedelta(days=29), None),
        (DAY - timedelta(days=30), DAY, 0),
        (DAY - timedelta(days=30), DAY + timedelta(days=6), 0),
        (DAY - timedelta(days=30), DAY + timedelta(days=7), 7),
        (DAY - timedelta(days=30), DAY + timedelta(days=400), 30),
    ],
)
def test_the_milestone_reached_last(opened_on: date, today: date, milestone: int | None) -> None:
    assert latest_milestone(DAY, opened_on, today) == milestone


def test_a_team_is_reminded_once_for_each_milestone(funds: Funds) -> None:
    report = opened(funds, over(funds, funds.team()), ReportKind.USE)
    for days, told in ((0, 0), (22, 1), (23, 1), (29, 2), (36, 3), (37, 3)):
        remind(funds.now + timedelta(days=days))
        assert notices(f"report:{report.pk}:") == told, days
    submitted(funds, report)
    remind(funds.now + timedelta(days=59))
    assert notices(f"report:{report.pk}:") == 3


def test_the_same_token_hands_in_once(funds: Funds) -> None:
    report = opened(funds, over(funds, funds.team(), 3 * M), ReportKind.USE)
    clerk, token = funds.clerk_of(report.request.team), uuid.uuid4()
    figures = Figures(spent=3 * M, own_cash=0, own_in_kind=0, interest=12)
    for _time in range(2):
        reports.submit(actor=clerk, report=report, figures=figures, token=token, now=funds.now)
    report.refresh_from_db()
    assert (report.spent, report.interest, report.row_version) == (3 * M, 12, 2)
    assert report.case.events.filter(action="submit").count() == 1
    other = Figures(spent=2 * M, own_cash=0, own_in_kind=0, interest=12)
    with pytest.raises(Refused, match="other answers"):
        reports.submit(actor=clerk, report=report, figures=other, token=token, now=funds.now)
    with pytest.raises(Refused, match="present state"):
        reports.submit(actor=clerk, report=report, figures=other, token=uuid.uuid4(), now=funds.now)


def test_no_more_is_spent_than_was_claimed(funds: Funds) -> None:
    report = opened(funds, over(funds, funds.team(), 3 * M), ReportKind.USE)
    with pytest.raises(Refused, match="More was spent"):
        submitted(funds, report, spent=3 * M + 1)


def test_only_the_team_hands_in_and_only_officers_settle(funds: Funds) -> None:
    report = opened(funds, over(funds, funds.team(), 3 * M), ReportKind.USE)
    figures = Figures(0, 0, 0, 0)
    for stranger in (funds.clerk_of(funds.team()), funds.finance, funds.researcher()):
        with pytest.raises(Refused):
            reports.submit(actor=stranger, report=report, figures=figures, token=uuid.uuid4(), now=funds.now)
    submitted(funds, report)
    report.case.refresh_from_db()
    for stranger in (funds.clerk_of(report.request.team), funds.payer):
        with pytest.raises(Refused):
            reports.propose(actor=stranger, report=report, note="", now=funds.now, expect=report.case.version)


def test_a_returned_report_carries_the_remark_and_comes_back(funds: Funds) -> None:
    report = submitted(funds, opened(funds, over(funds, funds.team()), ReportKind.USE), spent=0)
    reports.return_to_team(
        actor=funds.finance, report=report, note="Which month?", now=funds.now, expect=report.case.version
    )
    assert Remark.objects.get(case=report.case).text == "Which month?"
    assert submitted(funds, report, interest=5).case.status == ReportStatus.SUBMITTED


def test_settling_final_accounts_closes_and_releases_but_reopens_no_headroom(funds: Funds) -> None:
    report = ready(funds, 40 * M, spent=38 * M, own_cash=15 * M, interest=1_234)
    request = report.request
    settled(funds, report)
    request.case.refresh_from_db()
    assert request.case.status == "closed"
    balance = Balance.objects.get(scope=Scope.REQUEST, scope_id=request.pk)
    assert (balance.reserved, balance.claimed, balance.paid) == (40 * M, 40 * M, 40 * M)
    made = {row.kind: row for row in Receivable.objects.filter(report=report)}
    assert {kind: row.amount for kind, row in made.items()} == {
        ReceivableKind.RECOVERY: 2 * M,
        ReceivableKind.INTEREST: 1_234,
    }
    for row in made.values():
        receivables.order(actor=funds.payer, receivable=row, now=funds.now)
        receivables.receive(actor=funds.finance, receivable=row, bank_reference="B-1", now=funds.now)
    balance.refresh_from_db()
    assert (balance.reserved, balance.paid, balance.recovered) == (40 * M, 38 * M, 2 * M)
    report.case.refresh_from_db()
    assert due_of(report).unspent == 2 * M


def test_final_accounts_wait_for_open_claims_and_the_report_on_use(funds: Funds) -> None:
    request = over(funds, funds.team(), 3 * M)
    final = submitted(funds, opened(funds, request, ReportKind.FINAL), spent=3 * M)
    with pytest.raises(Refused, match="report on use"):
        settled(funds, final)
    settled(funds, submitted(funds, opened(funds, request, ReportKind.USE), spent=3 * M))
    waiting = funds.claimed(request)
    with pytest.raises(Refused, match=waiting.case.reference):
        settled(funds, final)


def test_two_persons_settle(funds: Funds) -> None:
    report = ready(funds, 3 * M, spent=3 * M, own_cash=2 * M)
    ruling = reports.propose(
        actor=funds.finance, report=report, note="", now=funds.now, expect=report.case.version
    )
    with pytest.raises(Refused):
        reports.settle(
            actor=funds.finance, report=report, ruling=ruling, now=funds.now, expect=ruling.case_version
        )
    with pytest.raises(Stale):
        reports.settle(
            actor=funds.payer, report=report, ruling=ruling, now=funds.now, expect=ruling.case_version - 1
        )
    reports.send_back(
        actor=funds.payer, report=report, ruling=ruling, remark="Check VAT", now=funds.now,
        expect=ruling.case_version,
    )  # fmt: skip
    report.case.refresh_from_db()
    assert report.case.status == ReportStatus.SUBMITTED


def disallow(funds: Funds, report: Report, amount: int, token: uuid.UUID | None = None) -> None:
    reports.disallow(
        actor=funds.finance, report=report, category=funds.category("salary"), amount=amount,
        reason=CutReason.VAT, note="", token=token or uuid.uuid4(), expect=report.case.version,
    )  # fmt: skip


def test_disallowed_costs_come_back(funds: Funds) -> None:
    report = ready(funds, 3 * M, spent=3 * M, own_cash=2 * M)
    token = uuid.uuid4()
    disallow(funds, report, 500_000, token)
    disallow(funds, report, 500_000, token)
    with pytest.raises(Refused, match="No more can be disallowed"):
        disallow(funds, report, 2_500_001)
    disallow(funds, report, 700_000)
    wrong = Disallowance.objects.get(report=report, amount=700_000)
    reports.recognise(actor=funds.finance, disallowance=wrong, expect=report.case.version)
    assert due_of(report).improper == 500_000
    settled(funds, report)
    assert Receivable.objects.get(report=report).amount == 500_000


@pytest.mark.parametrize("verb", ["figures", "identity", "disallow", "recognise"])
def test_postgres_keeps_what_two_persons_sign(funds: Funds, verb: str) -> None:
    report = ready(funds, 3 * M, spent=3 * M, own_cash=2 * M)
    disallow(funds, report, 1)
    settled_or_proposed = reports.propose(
        actor=funds.finance, report=report, note="", now=funds.now, expect=report.case.version
    )
    assert settled_or_proposed.amount == 1
    verbs: dict[str, Callable[[], object]] = {
        "figures": lambda: Report.objects.filter(pk=report.pk).update(spent=0),
        "identity": lambda: Report.objects.filter(pk=report.pk).update(kind=ReportKind.USE),
        "disallow": lambda: Disallowance.objects.create(
            report=report, category=funds.category("salary"), amount=1, reason=CutReason.VAT
        ),
        "recognise": lambda: Disallowance.objects.filter(report=report).delete(),
    }
    with pytest.raises(DatabaseError, match="guard"), transaction.atomic():
        verbs[verb]()


def test_one_agreement_that_cannot_report_stops_no_other(
    funds: Funds, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = over(funds, funds.team()), over(funds, funds.team())
    owed = report_opening.owed

    def with_a_closed_one(today: date) -> object:
        yield from owed(today)
        yield first, ReportKind.USE

    monkeypatch.setattr(report_opening, "owed", with_a_closed_one)
    assert open_due(funds.now) == 4
    assert Report.objects.filter(request__in=(first, second)).count() == 4


def test_unclaimed_money_of_a_year_is_free_again_after_closing(funds: Funds) -> None:
    team, person = funds.team(), funds.researcher()
    request = funds.agreed(team, person, amount=1_900 * M)
    paid(funds, request, 100 * M)
    request.ends_on = funds.today - timedelta(days=1)
    request.save(update_fields=["ends_on"])
    assert ledger.remaining(request=request) == 100 * M
    settled(funds, submitted(funds, opened(funds, request, ReportKind.USE), spent=100 * M))
    settled(funds, submitted(funds, opened(funds, request, ReportKind.FINAL), spent=100 * M))
    assert ledger.remaining(request=request) == 1_900 * M
