"""Tables in XLSX files: the first visible sheet, values as stored, nothing calculated and nothing fetched."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from casework.tables.limits import MAX_COLUMNS, MAX_ROWS, NO_VALUE, Row, Unreadable, fitting
from casework.tables.package import BROKEN, Place, damaged, vet

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
"""Old .xls files, and XLSX files under a password."""
FAILURES = (*BROKEN, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError)
"""What the library raises at files that Excel never wrote."""
PRECISE = 10**15
"""Excel keeps 15 digits; of longer numbers the rest is made up."""


def workbook_rows(content: bytes) -> Iterator[Row]:
    """The rows with something in them, one by one, with the numbers Excel shows; merged cells are empty but
    the first. Dates are written 2026-11-22, numbers plainly (168000000, 0.3), percentages as 30%.

    Raises Unreadable, before the first row where possible.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            bare = vet(archive)
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False
        )
        sheet = _sheet(book)
        yield from _rows(sheet, bare[vars(sheet)["_worksheet_path"]])
    except Unreadable:
        raise
    except FAILURES as wrong:
        raise Unreadable(damaged()) from wrong


def _sheet(book: openpyxl.Workbook) -> Any:
    for sheet in book.worksheets:
        if isinstance(sheet, ReadOnlyWorksheet) and sheet.sheet_state == "visible":
            return sheet
    raise Unreadable(_("The file has no sheet with rows."))


def _rows(sheet: Any, bare: frozenset[Place]) -> Iterator[Row]:
    # the dimensions a file states about itself are often wrong, so it is asked for all it may have
    rows = sheet.iter_rows(min_row=1, max_row=MAX_ROWS, min_col=1, max_col=MAX_COLUMNS)
    for number, cells in enumerate(rows, 1):
        texts = [_text(cell) for cell in cells]
        for place in range(len(texts)) if bare else ():
            if (number, place + 1) in bare:
                texts[place] = NO_VALUE
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            yield number, texts


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_text(value, percent="%" in (cell.number_format or ""))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else fitting(str(value))


def number_text(value: float, *, percent: bool = False) -> str:
    """A number of a cell without the noise of binary fractions; over 15 digits as 2.02611E+23, which no
    reader takes for digits somebody typed."""
    if not math.isfinite(value):
        return "#NUM!"
    if abs(value) >= PRECISE:
        return f"{Decimal(value):.5E}"
    plain = Decimal(f"{value:.15g}") * (100 if percent else 1)
    text = f"{plain:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if percent else text
