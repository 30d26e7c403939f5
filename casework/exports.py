"""Tables for people to take along, as CSV and XLSX, in which no text becomes a formula or a link."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter

Cell = str | int | Decimal | date | None
FORMULA_SIGNS = frozenset("=+-@|−")
"""What makes a spreadsheet calculate; NFKC brings full-width and small forms down to these."""
MARK = "'"
LONGEST_TEXT = 32_767
LONGEST_TITLE = 31
NO_TITLE_SIGNS = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WIDTHS = range(10, 41)
EXACT = 15
"""Digits that a number in a spreadsheet keeps."""


def guarded(text: str) -> str:
    """The text with an apostrophe before it, if a spreadsheet could take it for a formula.

    So it can when its first character, apart from spaces and invisible ones, is = + - @ or | in any width, or
    when it begins with an invisible character at all. `unguarded` gives exactly the same text back.
    """
    return MARK + text if _risky(text.lstrip(MARK)) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith(MARK) and _risky(text.lstrip(MARK)) else text


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with byte-order mark, as Excel wants it; texts in quotation marks, dates as 2026-11-22."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([guarded(header) for header in headers])
    writer.writerows([cell if isinstance(cell, int) else _text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook with one sheet called `title`, its header in bold and fixed; numbers and dates stay such."""
    out = io.BytesIO()
    with workbook(out, constant_memory=True) as book:
        sheet = book.add_worksheet(sheet_title(title))
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        for place, header in enumerate(headers):
            sheet.set_column(place, place, min(max(len(header) * 2, WIDTHS[0]), WIDTHS[-1]))
            sheet.write_string(0, place, guarded(header), bold)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                _write(sheet, number, place, cell, day)
    return out.getvalue()


def workbook(out: io.BytesIO, *, constant_memory: bool = False) -> xlsxwriter.Workbook:
    """A workbook that takes text for text."""
    options = dict.fromkeys(["strings_to_formulas", "strings_to_urls", "strings_to_numbers"], False)
    return xlsxwriter.Workbook(out, options | {"constant_memory": constant_memory})


def sheet_title(title: str) -> str:
    """A title Excel accepts for a sheet: up to 31 characters without the signs it reserves."""
    return " ".join(title.translate(NO_TITLE_SIGNS).split())[:LONGEST_TITLE].strip() or "1"


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, cell: Cell, day: object) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, place, cell, day)
    elif isinstance(cell, int | Decimal) and sum(map(str.isdigit, _text(cell))) <= EXACT:
        sheet.write_number(row, place, cell)
    elif text := _text(cell):
        sheet.write_string(row, place, text)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return guarded(cell[: LONGEST_TEXT - 1])
    return str(cell) if isinstance(cell, int) else f"{cell:f}"


def _risky(text: str) -> bool:
    seen = next((sign for sign in text if not _invisible(sign)), "")
    return bool(
        (text and text[0] != " " and _invisible(text[0]))
        or FORMULA_SIGNS.intersection(unicodedata.normalize("NFKC", seen)[:1])
    )


def _invisible(sign: str) -> bool:
    """Spaces of all kinds, control and format characters."""
    return unicodedata.category(sign)[0] in "ZC"
