"""What is exported reads back as it was, and the template explains itself without holding a line."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.exports import csv_bytes, xlsx_bytes
from funding.imports.columns import COLUMNS
from funding.imports.drafts import LineDraft
from funding.imports.table import read_file
from funding.imports.template import template
from funding.imports.values import plain
from funding.imports.written import cells, headers
from tests.funding.imports.build import read

LINE = LineDraft(
    row=2,
    raw={},
    spent_on=date(2026, 11, 20),
    payee="가상상사",
    business_number="1168200276",
    category="materials",
    supply=100_000,
    vat=10_000,
    total=110_000,
    method="card",
    invoice="20261120410000121a2b3c4d",
    participant="",
    rate=None,
    month=None,
    currency="KRW",
    foreign=None,
    exchange_rate=None,
    rate_date=None,
    note="",
)
SALARY = replace(
    LINE,
    row=3,
    payee="=SUM(A1)",
    invoice="",
    business_number="",
    category="salary",
    supply=8_000_000,
    vat=0,
    total=8_000_000,
    method="transfer",
    participant="@한가람",
    rate=3333,
    month=date(2026, 11, 1),
    note="'=already marked",
)
ABROAD = replace(
    LINE,
    row=4,
    payee="|calc",
    invoice="",
    supply=1_382_550,
    vat=0,
    total=1_382_550,
    currency="USD",
    foreign=Decimal("1000.00"),
    exchange_rate=Decimal("1382.55"),
    rate_date=date(2026, 11, 19),
    note="－1",
)


def exported(lines: list[LineDraft], language: str, kind: str) -> bytes:
    rows = [cells(line, language) for line in lines]
    if kind == "csv":
        return csv_bytes(headers(language), rows)
    return xlsx_bytes("Lines", headers(language), rows)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exported_lines_read_back_the_same(language: str, kind: str) -> None:
    lines = [LINE, SALARY, ABROAD]
    parsed = read(read_file(f"lines.{kind}", exported(lines, language, kind)))
    assert not parsed.problems
    assert not parsed.ignored
    assert [replace(line, raw={}) for line in parsed.lines] == lines


texts = st.text(
    alphabet=st.one_of(st.sampled_from("'=+-@|＝－ \t\n\"';,"), st.characters(codec="utf-8")), max_size=30
)


@given(payee=texts.map(plain).filter(bool), note=texts.map(plain), supply=st.integers(1, 10**12))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_any_text_and_amount_survive_the_way_out_and_in(kind: str, **values: Any) -> None:
    if values["payee"].startswith("#"):
        values["payee"] = "a" + values["payee"]
    line = replace(LINE, vat=0, total=values["supply"], **values)
    parsed = read(read_file("a", exported([line], "ko", kind)))
    assert [replace(draft, raw={}) for draft in parsed.lines] == [line]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_template_has_every_column_a_hint_on_each_and_no_line(language: str) -> None:
    content = template(language)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.title(language) for column in COLUMNS]
    assert all(cell.comment and cell.comment.text for cell in sheet[1])
    assert sheet.max_row == 1
    table = read_file("template.xlsx", content)
    assert table.columns == [column.key for column in COLUMNS]
    assert table.rows == []


def test_a_filled_template_reads_without_a_problem() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template("ko")))
    sheet = book.worksheets[0]
    for row, line in enumerate([LINE, SALARY], 2):
        for place, cell in enumerate(cells(line, "ko"), 1):
            sheet.cell(row, place).value = cell
            sheet.cell(row, place).data_type = (
                "s" if isinstance(cell, str) else sheet.cell(row, place).data_type
            )
    sheet.cell(3, 11).value = 0.3333
    sheet.cell(3, 11).number_format = "0.##%"
    out = io.BytesIO()
    book.save(out)
    parsed = read(read_file("lines.xlsx", out.getvalue()))
    assert not parsed.problems
    assert [replace(line, raw={}) for line in parsed.lines] == [LINE, replace(SALARY, note="=already marked")]
