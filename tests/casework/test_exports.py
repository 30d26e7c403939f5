"""What people take along calculates nothing: no text becomes a formula or a link."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.exports import csv_bytes, guarded, sheet_title, unguarded, xlsx_bytes

ATTACKS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "|calc",
    "=cmd|' /C calc'!A0",
    " =1+1",
    "   \t=1+1",
    "\t1",
    "\r1",
    "\n1",
    "\r\n=1",
    "\u00a0x",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u3000=1+1",
    "\x00=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "｜calc",
    "﹢1",
    "−1",
]
HARMLESS = ["", "Invented Labs", "가상 연구소", " 1+1", "a=b", "3-4", "'quoted'", "'", "x@y.example", "12.5%"]


@pytest.mark.parametrize("text", ATTACKS)
def test_what_could_calculate_is_marked_as_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@|＝＋－＠ \t\r\n\u00a0\u200bab1"), max_size=8) | st.text())
def test_the_mark_comes_off_again_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert (
        not guarded(text)
        .lstrip("\t\r\n\u00a0 ")
        .startswith(("=", "+", "-", "@", "|", "＝", "＋", "－", "＠"))
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_csv_holds_texts_in_quotation_marks_and_figures_bare(attack: str) -> None:
    content = csv_bytes(
        ["Name", attack], [[attack, -5], ["a;=b", Decimal("1.50")], [date(2026, 11, 22), None]]
    )
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["Name", f"'{attack}"], [f"'{attack}", "-5"], ["a;=b", "1.50"], ["2026-11-22", ""]]
    assert b"\n-5" not in content
    assert content.endswith(b'"2026-11-22",""\r\n')


def test_xlsx_holds_numbers_and_days_as_such_and_no_formula_or_link() -> None:
    link = "https://portal.example/"
    rows = [[attack, 1_000_000_000_000, Decimal("1382.55"), date(2026, 11, 22), link] for attack in ATTACKS]
    content = xlsx_bytes("Lines: [2026/11]", ["=A", "b", "c", "d", "e"], rows)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
        assert not [name for name in archive.namelist() if "externalLink" in name]
    read = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert read.title == "Lines 2026 11"
    first, *lines = read.iter_rows(values_only=True)
    assert first == ("'=A", "b", "c", "d", "e")
    assert [line[0][0] for line in lines if isinstance(line[0], str)] == ["'"] * len(ATTACKS)
    assert lines[0][1] == 1_000_000_000_000
    assert lines[0][2] == 1382.55
    assert str(lines[0][3]) == "2026-11-22 00:00:00"
    assert lines[0][4] == link


def test_figures_that_a_spreadsheet_would_round_are_text() -> None:
    content = xlsx_bytes("a", ["n"], [[10**15 - 1], [10**15], [Decimal("0.1234567890123456")]])
    read = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    values = [read.cell(row, 1).value for row in (2, 3, 4)]
    assert values == [10**15 - 1, "1000000000000000", "0.1234567890123456"]


@pytest.mark.parametrize(("title", "sheet"), [("", "1"), ("[]:*?/\\'", "1"), ("가" * 40, "가" * 31)])
def test_a_sheet_always_has_a_title_excel_accepts(title: str, sheet: str) -> None:
    assert sheet_title(title) == sheet
    assert openpyxl.load_workbook(io.BytesIO(xlsx_bytes(title, ["a"], []))).sheetnames == [sheet]
