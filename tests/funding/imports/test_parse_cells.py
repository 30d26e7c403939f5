"""Every cell means one thing or is refused beside itself; every line adds up: the rest."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.tables.limits import MAX_COLUMNS
from funding.imports.columns import KEYS
from funding.imports.parse import READERS
from funding.imports.table import read_file, read_paste
from funding.imports.values import Wrong
from tests.funding.imports.build import HEADER, line, pasted, read, said, xlsx


def test_every_problem_of_a_line_stands_beside_its_cell_and_says_nothing_twice() -> None:
    parsed = line(spent_on="soon", payee="", vat="ten", currency="US", foreign="x", business_number="1")
    assert [(problem.row, problem.column) for problem in parsed.problems] == [
        (2, "spent_on"),
        (2, "payee"),
        (2, "business_number"),
        (2, "vat"),
        (2, "currency"),
        (2, "foreign"),
    ]
    assert not parsed.lines
    assert parsed.typed[2]["spent_on"] == "soon"


def test_good_lines_and_bad_ones_keep_their_rows() -> None:
    text = f"{HEADER}\n2026-11-20\tA\t인건비\t1\t0\t1\t카드\n\n2026-11-20\tB\t인건비\t1\t0\t2\t카드\n"
    parsed = pasted(text)
    assert [draft.row for draft in parsed.lines] == [2]
    assert [problem.row for problem in parsed.problems] == [4]
    assert list(parsed.typed) == [2, 4]


@pytest.mark.parametrize(
    ("column", "longest"), [("payee", 200), ("participant", 120), ("note", 300), ("total", 500)]
)
def test_cells_have_a_longest_text(column: str, longest: int) -> None:
    text = f"This is longer than {longest} characters."
    assert said(line(**{column: "1" * (longest + 1)})) == [(2, column, text)]


def test_formulas_without_results_and_errors_of_excel_are_told() -> None:
    header = HEADER.split("\t")
    content = xlsx({1: header, 2: [date(2026, 11, 20), "#N/A", "인건비", "=1+1", 0, 2, "카드"]})
    text = "The formula has no stored result. Open the file in Excel, save it and try again."
    assert said(read(read_file("a.xlsx", content))) == [
        (2, "payee", "Excel shows the error #N/A here."),
        (2, "supply", text),
    ]


def test_problems_are_translated_when_they_are_shown() -> None:
    (problem,) = line(method="현금").problems
    with override("ko"):
        shown = str(problem.text)
    assert "현금" in shown


@settings(deadline=None)
@given(st.sampled_from(KEYS), st.text(max_size=40))
def test_a_cell_is_read_or_refused_whatever_is_in_it(column: str, text: str) -> None:
    parsed = line(**{column: text.strip()})
    assert len(parsed.lines) == (0 if parsed.problems else 1)
    for problem in parsed.problems:
        assert str(problem.text)


@settings(deadline=None)
@given(
    st.sampled_from(sorted(READERS)), st.text(alphabet="0123456789.,-%억만천원₩()/년월일 Ee+", max_size=600)
)
def test_a_figure_is_read_or_refused_whatever_is_in_it(column: str, text: str) -> None:
    try:
        READERS[column](text)
    except Wrong as refused:
        wrong = refused
    else:
        return
    assert str(wrong.message) % wrong.params


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_paste_is_a_table_or_refused(text: str) -> None:
    try:
        table = read_paste(text)
    except ValueError:
        return
    assert all(len(cells) == len(table.columns) <= MAX_COLUMNS for _number, cells in table.rows)
    read(table)
