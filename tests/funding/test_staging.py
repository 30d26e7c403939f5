"""Lines in a preview: wrong ones are mended where they stand, and all are entered or none."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.transitions import Refused
from funding.claim_copies import copied, earlier_claim, moved
from funding.models import Claim, ClaimLine, StagedLines
from funding.services import lines, staging
from tests.funding import claims as build
from tests.funding.build import Funds


@pytest.fixture
def claim(funds: Funds) -> Claim:
    return build.started(funds, build.agreement(funds))


def said(funds: Funds, staged: StagedLines) -> list[tuple[int, str, str]]:
    staged.claim = Claim.objects.select_related("request__team__programme", "request__institution").get(
        pk=staged.claim_id
    )
    seen = staging.preview(staged, funds.today)
    return [(problem.row, problem.column, str(problem.text)) for problem in seen.problems]


def enter(funds: Funds, staged: StagedLines, row_version: int | None = None) -> int:
    claim = Claim.objects.get(pk=staged.claim_id)
    return staging.enter(
        actor=staged.made_by, staged=staged, row_version=row_version or claim.row_version, now=funds.now
    )


def test_six_lines_of_which_excel_row_4_is_wrong(funds: Funds, claim: Claim) -> None:
    rows = [build.row(funds, number) for number in (1, 2)]
    rows += [build.row(funds, 3, supply="1.000.000"), *(build.row(funds, number) for number in (4, 5, 6))]
    staged = build.staged(funds, claim, *rows)
    ((row, column, text),) = said(funds, staged)
    assert (row, column) == (4, "supply")
    assert "“1.000.000” is no amount in whole won" in text
    with pytest.raises(lines.Unfit):
        enter(funds, staged)
    assert not claim.lines.exists()
    staging.mend(actor=staged.made_by, staged=staged, cells={(4, "supply"): "1백만"})
    staged.refresh_from_db()
    assert said(funds, staged) == []
    assert enter(funds, staged) == 6
    assert [line.position for line in claim.lines.all()] == [1, 2, 3, 4, 5, 6]
    assert not StagedLines.objects.exists()
    with pytest.raises(StagedLines.DoesNotExist):
        enter(funds, staged)
    assert claim.lines.count() == 6


def test_what_the_agreement_forbids_stands_beside_the_cell(funds: Funds, claim: Claim) -> None:
    mate = claim.request.team.institutions.get()
    assert mate.business_number == "1058647211"
    staged = build.staged(
        funds,
        claim,
        build.row(funds, 1, spent_on="2020-01-01"),
        build.row(funds, 2, category="School fees of children"),
        build.row(funds, 3, category="Salary"),
        build.row(funds, 4),
    )
    found = said(funds, staged)
    assert {(row, column) for row, column, _text in found} == {
        (2, "spent_on"), (3, "category"), (4, "rate"), (4, "participant"), (4, "month")
    }  # fmt: skip


def test_a_wrong_row_may_be_left_out_and_a_missing_column_added(funds: Funds, claim: Claim) -> None:
    staged = build.staged(
        funds, claim, build.row(funds, 1, spent_on="soon"), build.row(funds, 2, category="Salary", vat="0")
    )
    build.stays(funds, claim.request)
    cells = {
        (3, "participant"): "Funded Researcher",
        (3, "rate"): "50%",
        (3, "month"): funds.today.replace(month=1).strftime("%Y-%m"),
    }
    staging.mend(actor=staged.made_by, staged=staged, cells=cells, without={2})
    staged.refresh_from_db()
    assert said(funds, staged) == []
    enter(funds, staged)
    line = claim.lines.get()
    assert (line.rate, line.participant, line.month) == (
        5_000, "Funded Researcher", funds.today.replace(month=1, day=1)
    )  # fmt: skip


def test_the_lines_that_pass_a_category_are_named(funds: Funds) -> None:
    claim = build.started(funds, build.agreement(funds, research=2_500_000))
    build.added(funds, claim)
    staged = build.staged(funds, claim, build.row(funds, 1), build.row(funds, 2), build.row(funds, 3))
    found = [(row, column) for row, column, _text in said(funds, staged)]
    assert found == [(3, "total"), (4, "total")]


def test_replacing_takes_the_lines_that_are_there_out(funds: Funds, claim: Claim) -> None:
    old = build.added(funds, claim)
    staged = build.staged(funds, claim, build.row(funds, 7), replaces=True)
    with pytest.raises(lines.Conflict):
        enter(funds, staged, row_version=99)
    assert claim.lines.get() == old
    enter(funds, staged)
    assert [line.payee for line in claim.lines.all()] == ["Invented Labs 7"]
    appended = build.staged(funds, claim, build.row(funds, 8))
    enter(funds, appended, row_version=99)
    assert [(line.position, line.payee) for line in claim.lines.all()] == [
        (1, "Invented Labs 7"), (2, "Invented Labs 8")
    ]  # fmt: skip


def test_a_newer_paste_takes_the_place_of_the_older(funds: Funds, claim: Claim) -> None:
    build.staged(funds, claim, build.row(funds, 1))
    second = build.staged(funds, claim, build.row(funds, 2))
    assert StagedLines.objects.get() == second


def test_a_table_without_lines_or_columns_is_not_staged(funds: Funds, claim: Claim) -> None:
    with pytest.raises(lines.Unfit):
        build.staged(funds, claim)
    assert not StagedLines.objects.exists()


def test_only_the_team_s_writers_stage(funds: Funds, claim: Claim) -> None:
    with pytest.raises(Refused):
        staging.stage(
            actor=funds.member(funds.team()), claim=claim, table=build.paste(build.row(funds)),
            source="", replaces=False, now=funds.now,
        )  # fmt: skip


def test_many_lines_ask_as_many_questions_as_ten(funds: Funds) -> None:
    claim = build.started(funds, build.agreement(funds, research=1_500_000_000))
    counts = []
    for count in (10, 600):
        rows = [build.row(funds, number, supply="100", vat="0") for number in range(count)]
        staged = build.staged(funds, claim, *rows, replaces=True)
        staged = StagedLines.objects.select_related(
            "claim__request__team__programme", "claim__request__institution", "claim__request__case__person"
        ).get(pk=staged.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            seen = staging.preview(staged, funds.today)
        counts.append(len(asked))
        assert (len(seen.lines), seen.problems) == (count, [])
    assert counts[0] == counts[1]
    assert enter(funds, staged) == 600
    assert ClaimLine.objects.filter(claim=claim).count() == 600


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 10, 5), 1, date(2026, 11, 5)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_days_move_by_whole_months(day: date, months: int, then: date) -> None:
    assert moved(day, months) == then


def test_last_month_s_lines_come_without_invoice_numbers(funds: Funds) -> None:
    request = build.agreement(funds)
    first = build.started(funds, request, month=date(2026, 1, 1))
    second = build.started(funds, request, month=date(2026, 2, 1))
    assert earlier_claim(second) is None
    number = "20260105" + "4" * 16
    entry = lines.Entry(build.draft(funds, first, spent_on="2026-01-31"))
    entry = lines.Entry(
        draft=type(entry.draft)(**{
            **{name: getattr(entry.draft, name) for name in entry.draft.__slots__}, "invoice": number
        })
    )  # fmt: skip
    actor = funds.clerk_of(request.team)
    lines.add_line(actor=actor, claim=first, entry=entry, token=uuid4(), now=funds.now)
    assert earlier_claim(second) == first
    table = copied(first, second.month)
    staged = staging.stage(actor=actor, claim=second, table=table, source="", replaces=False, now=funds.now)
    assert said(funds, staged) == []
    enter(funds, staged)
    line = second.lines.get()
    assert (line.spent_on, line.invoice, line.payee) == (date(2026, 2, 28), "", "Invented Labs 1")
