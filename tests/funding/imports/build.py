"""Sheets as a consortium's finance department has them; invented people and firms."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl

from funding.imports.drafts import Parsed
from funding.imports.parse import parse
from funding.imports.table import Table, read_paste

TODAY = date(2026, 11, 24)
CATEGORIES = {
    "salary": "salary",
    "Salary": "salary",
    "인건비": "salary",
    "Research materials": "materials",
    "연구재료비": "materials",
    "연구활동비": "activity",
}
HEADER = "거래일자\t거래처\t비목\t공급가액\t부가세\t합계\t결제수단"
LINE = "2026-11-20\t가상상사\t연구재료비\t100,000\t10,000\t110,000\t카드"


def read(table: Table) -> Parsed:
    return parse(table, categories=CATEGORIES, today=TODAY)


def pasted(text: str) -> Parsed:
    return read(read_paste(text))


def line(**cells: str) -> Parsed:
    """A line bought by card with some cells changed or, where "", blank."""
    usual = {
        "spent_on": "2026-11-20",
        "payee": "Invented Labs",
        "category": "연구재료비",
        "supply": "100,000",
        "vat": "10,000",
        "total": "110,000",
        "method": "card",
    }
    row = usual | cells
    return read(Table(list(row), [(2, list(row.values()))]))


def said(parsed: Parsed) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, str(problem.text)) for problem in parsed.problems]


def xlsx(rows: dict[int, list[Any]], merged: tuple[str, ...] = ()) -> bytes:
    """A workbook with cells in these rows of its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, cells in rows.items():
        for place, value in enumerate(cells, 1):
            if value is not None:
                sheet.cell(number, place, value)
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
