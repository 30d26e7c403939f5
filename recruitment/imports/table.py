"""Finding the table in a file: its delimiter, its header among title rows and notes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.tables.limits import Unreadable
from casework.tables.text import DELIMITERS, decode
from recruitment.names import name_key

LOOK_FOR_HEADER = 20
YEAR = re.compile(r"\b(19|20)\d\d\b")
Columns = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Table:
    """Rows below the header with their row numbers in the file (from 1, as spreadsheets count them).

    `places` gives the position of each column that was found.
    """

    rows: list[tuple[int, list[str]]]
    places: dict[str, int]

    def cell(self, row: list[str], column: str) -> str:
        """The text of a column, empty where the row or the file has none."""
        place = self.places.get(column)
        return row[place].strip() if place is not None and place < len(row) else ""


def read_table(content: bytes, columns: Columns, required: frozenset[str]) -> Table:
    """Find the header row that names every `required` column and return what is below it.

    Raises Unreadable when no delimiter yields one. Further header rows (a second language, units) are
    skipped.
    """
    text = decode(content)
    for delimiter in DELIMITERS:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        for index, row in enumerate(rows[:LOOK_FOR_HEADER]):
            places = _places(row, columns)
            if required <= places.keys():
                below = list(enumerate(rows[index + 1 :], index + 2))
                return Table(_without_headers(below, columns), places)
    names = ", ".join(sorted(required))
    raise Unreadable(_("No header row found with the columns: %(names)s.") % {"names": names})


def _places(row: list[str], columns: Columns) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        column = _column(cell, columns)
        if column:
            found.setdefault(column, place)
    return found


def _column(cell: str, columns: Columns) -> str:
    key = name_key(YEAR.sub(" ", cell))
    return next((column for column, names in columns.items() if key in names), "")


def _without_headers(rows: list[tuple[int, list[str]]], columns: Columns) -> list[tuple[int, list[str]]]:
    start = 0
    for _number, row in rows:
        cells = [cell for cell in row if cell.strip()]
        if cells and not all(_column(cell, columns) for cell in cells):
            break
        start += 1
    return rows[start:]
