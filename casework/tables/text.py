"""Tables in text files and pastes: their encoding and their rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from casework.tables.limits import MAX_COLUMNS, MAX_ROWS, Row, Unreadable, fitting

DELIMITERS = ",;\t|"
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes) -> str:
    """Text of a file in UTF-8 (with or without byte-order mark), UTF-16 with mark, or CP949. Raises
    Unreadable."""
    utf16 = content.startswith(UTF16_MARKS)
    if b"\0" in content and not utf16:
        raise Unreadable(_("This is not a text file. Save the sheet as CSV (UTF-8) and try again."))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        _("The encoding is neither UTF-8 nor CP949. Save the sheet as CSV (UTF-8) and try again.")
    )


def text_rows(text: str, delimiter: str) -> Iterator[Row]:
    """The rows one by one, blank ones too; a line break inside a quoted cell does not begin a row.

    Raises Unreadable at the row that breaks a limit or whose quotation mark is never closed.
    """
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            _check(number, cells, delimiter)
            yield number, [fitting(cell) for cell in cells]
    except csv.Error as wrong:
        raise Unreadable(_not_closed(number + 1)) from wrong


def _check(number: int, cells: list[str], delimiter: str) -> None:
    if number > MAX_ROWS:
        raise Unreadable(too_many_rows())
    if len(cells) > MAX_COLUMNS and any(cell.strip() for cell in cells[MAX_COLUMNS:]):
        raise Unreadable(too_many_columns(number))
    if delimiter == "\t" and any("\t" in cell and "\n" in cell for cell in cells):
        raise Unreadable(_not_closed(number))


def too_many_rows() -> str:
    """What is said of a sheet longer than MAX_ROWS."""
    text = _("The sheet has more than %(limit)s rows. Delete what is below the last line and try again.")
    return text % {"limit": f"{MAX_ROWS:,}"}


def too_many_columns(row: int) -> str:
    """What is said of a sheet with something to the right of MAX_COLUMNS."""
    text = _("Row %(row)s has more than %(limit)s columns. Delete what is to the right of the table.")
    return text % {"row": row, "limit": MAX_COLUMNS}


def _not_closed(row: int) -> str:
    return _("A quotation mark in row %(row)s is not closed.") % {"row": row}
