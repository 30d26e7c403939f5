"""What comes after the money of the demo: reports, final accounts, recovery; a stage being marked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

from casework.clock import KST, seoul_date
from casework.models import Case
from funding.enums import CutReason, ReceivableKind, ReportKind
from funding.models import CostCategory, FundingRequest, Receivable, Report, Stage, Team
from funding.services import evaluations, receivables, report_opening, reports, requests
from funding.services.evaluations import Marks, Terms
from funding.services.receivables import Demand
from funding.services.reports import Figures
from funding.services.requests import Amounts
from talent_portal.demo.claiming import CLOUD, LABS
from talent_portal.demo.consortium import writer_of
from talent_portal.demo.purse import Ask, Purse, ruled
from talent_portal.demo.requesting import LEADING, MILLION
from talent_portal.demo.spending import cost, paid, sent, signed

LEFT = 96
"""Days ago on which the third team left the programme; its agreements wind down for ninety days."""
CLOSED_DAYS = 130
"""A year that ended so long ago has had its final accounts."""


def closed_year(today: date) -> int:
    return (today - timedelta(days=CLOSED_DAYS)).year - 1


def seed_closed(purse: Purse, team: Team, gate: Case) -> None:
    """An agreement of a past year: paid, reported, settled; money nobody spent came back with interest."""
    year = closed_year(purse.today)
    amounts = {"salary": Amounts(40 * MILLION, 14 * MILLION), "research": Amounts(60 * MILLION, 20 * MILLION)}
    own = ruled(purse, Ask(team, gate, year, LEADING, amounts), _noon(date(year, 9, 10)))
    spent = date(year, 11, 12)
    claim = sent(
        own,
        spent.replace(day=1),
        [cost(spent, *_named(LABS), 54 * MILLION, number=LABS[1])],
        _noon(date(year, 11, 20)),
        receipt=False,
    )
    claim = signed(purse, claim, _noon(date(year, 11, 25)))
    paid(purse, [claim], _noon(date(year, 11, 30)))
    opened = _noon(date(year + 1, 1, 2))
    report_opening.open_due(opened)
    spent_on = Figures(spent=48 * MILLION, own_cash=34 * MILLION, own_in_kind=0, interest=61_200)
    for kind in ReportKind:
        _settled(
            purse, _report(own, kind), spent_on, opened + timedelta(days=20 if kind == ReportKind.USE else 60)
        )
    for receivable in Receivable.objects.filter(request=own).order_by("pk"):
        ordered = receivables.order(actor=purse.payer, receivable=receivable, now=opened + timedelta(days=72))
        receivables.receive(
            actor=purse.finance,
            receivable=ordered,
            bank_reference=f"IN-{ordered.reference}",
            now=opened + timedelta(days=85),
        )


def seed_left(purse: Purse, team: Team, gate: Case) -> None:
    """A team that left: its agreement winds down, one report is handed in, one is due, a clawback waits."""
    began = purse.ago(days=LEFT + 80)
    amounts = {"research": Amounts(150 * MILLION, 60 * MILLION)}
    ask = Ask(team, gate, seoul_date(began).year, LEADING, amounts, employed_from=seoul_date(began))
    own = ruled(purse, ask, began)
    last = seoul_date(began + timedelta(days=14))
    claim = sent(
        own,
        last.replace(day=1),
        [cost(last, *_named(CLOUD), 88 * MILLION, number=CLOUD[1])],
        began + timedelta(days=16),
        receipt=False,
    )
    paid(purse, [signed(purse, claim, began + timedelta(days=20))], began + timedelta(days=24))
    team.cut_on = seoul_date(purse.ago(days=LEFT))
    team.save(update_fields=["cut_on"])
    requests.wind_down(own, purse.ago(days=LEFT))
    report_opening.open_due(purse.ago(days=2))
    use = _report(own, ReportKind.USE)
    figures = Figures(spent=80 * MILLION, own_cash=30 * MILLION, own_in_kind=0, interest=12_000)
    reports.submit(actor=writer_of(team), report=use, figures=figures, token=uuid4(), now=purse.ago(days=1))
    demand = Demand(
        ReceivableKind.CLAWBACK,
        6 * MILLION,
        "A server was used for another project. 장비를 다른 과제에 사용하였습니다.",
        purse.today + timedelta(days=30),
    )
    receivables.propose(actor=purse.finance, request=own, demand=demand, now=purse.ago(hours=5))


def seed_stage(purse: Purse, teams: dict[Team, Marks]) -> Stage:
    """A stage evaluation being marked, of invented teams only; nobody has announced it."""
    terms = Terms(
        name_en="Sample stage (fictional teams only)",
        name_ko="예시 단계평가(가상 팀만 해당)",
        held_on=purse.today - timedelta(days=3),
    )
    stage = evaluations.open_stage(actor=purse.finance, programme=purse.programme, terms=terms)
    for team, marks in teams.items():
        evaluations.mark(
            actor=purse.finance, stage=stage, team=team, marks=marks, outcome=None, reason="",
            expect=evaluations.seen(stage),
        )  # fmt: skip
    return stage


def _settled(purse: Purse, report: Report, figures: Figures, now: datetime) -> None:
    handed_in = reports.submit(
        actor=writer_of(report.request.team), report=report, figures=figures, token=uuid4(), now=now
    )
    if report.kind == ReportKind.FINAL:
        reports.disallow(
            actor=purse.finance,
            report=handed_in,
            category=CostCategory.objects.get(programme=purse.programme, code="research"),
            amount=1_500_000,
            reason=CutReason.PERIOD,
            note="",
            token=uuid4(),
            expect=handed_in.case.version,
        )
    ruling = reports.propose(
        actor=purse.finance,
        report=handed_in,
        note="",
        now=now + timedelta(days=5),
        expect=handed_in.case.version,
    )
    reports.settle(
        actor=purse.payer,
        report=handed_in,
        ruling=ruling,
        now=now + timedelta(days=7),
        expect=ruling.case.version,
    )


def _report(request: FundingRequest, kind: ReportKind) -> Report:
    return Report.objects.select_related("case", "request__case", "request__team").get(
        request=request, kind=kind
    )


def _named(payee: tuple[str, str]) -> tuple[str, str]:
    return payee[0], "research"


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=KST)
