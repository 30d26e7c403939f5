"""How large a table may be, and what is said when it is larger or no table at all."""

from __future__ import annotations

Row = tuple[int, list[str]]
"""The number a spreadsheet shows beside the row (from 1), and the text of its cells."""

MAX_BYTES = 5_000_000
MAX_ROWS = 20_000
"""Rows of a sheet, blank ones included."""
MAX_LINES = 10_000
"""Rows with something in them, below the header."""
MAX_COLUMNS = 60
MAX_CELL = 500
"""Characters. Longer cells are cut to one more, so that the reader can tell."""

NO_VALUE = "#FORMULA!"
"""Stands in a cell whose formula the program that saved the file never calculated."""
ERRORS = frozenset(
    ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"]
)


class Unreadable(ValueError):
    """This is no table of the expected kind; the message says why, for the person who chose it."""


def fitting(text: str) -> str:
    """The text of a cell without characters no database keeps, cut where it is longer than a cell may be."""
    if not text.isprintable():
        text = "".join(sign for sign in text if sign != "\0" and not "\ud800" <= sign <= "\udfff")
    return text[: MAX_CELL + 1]
