"""Finding the header of a sheet: below titles, over several rows, with merged cells, in either language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.tables.limits import Row, Unreadable
from funding.imports.names import known_as, word_key

LOOK_FOR_HEADER = 20
"""Rows with something in them."""
ENOUGH = 2
"""Known headers that make a row a header."""
UNITS = frozenset(word_key(unit) for unit in ("원", "won", "KRW", "%", "yyyy-mm-dd", "yyyy-mm", "단위: 원"))
IN_THOUSANDS = re.compile(
    r"(단위\s*[:：]?\s*|[(\[]\s*)(₩|krw)?\s*(천|만|십만|백만|천만|억)\s*원"
    r"|(\bunits?\b\s*[:：]?\s*|\bin\s+|[(\[]\s*)(₩|krw|won)?\s*('?000\b|thousand|million)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Header:
    """Where each column stands (from 0), which titled places nobody reads, and the number of the last header
    row."""

    places: dict[str, int]
    ignored: dict[int, str]
    last_row: int


def find_header(rows: Sequence[Row]) -> Header | None:
    """Read the header from the first rows of a table; None when none of them looks like one.

    Where header rows stand over one another, the lower title of a column says what it is. Raises Unreadable
    where amounts are said to be in thousands or more, because they would be read as won.
    """
    first = next((at for at, row in enumerate(rows) if len(_known(row)) >= ENOUGH), None)
    if first is None:
        return None
    last = first
    while first > 0 and _group_row(rows[first - 1], rows[first]):
        first -= 1
    while last + 1 < len(rows) and _more_header(rows[last + 1], rows[last]):
        last += 1
    for _number, cells in rows[: last + 1]:
        _refuse_thousands(cells)
    return _header(rows[first : last + 1])


def _known(row: Row) -> set[str]:
    return {known[0] for cell in row[1] if (known := known_as(cell))}


def _group_row(row: Row, below: Row) -> bool:
    """A row right above the header that titles groups of columns, or columns merged with the row below."""
    return row[0] == below[0] - 1 and bool(_known(row)) and sum(bool(cell.strip()) for cell in row[1]) > 1


def _more_header(row: Row, above: Row) -> bool:
    """A row right below a header: the titles under a group, a second language, or units."""
    filled = [cell for cell in row[1] if cell.strip()]
    return row[0] == above[0] + 1 and (
        len(_known(row)) >= ENOUGH or all(known_as(cell) or word_key(cell) in UNITS | {""} for cell in filled)
    )


def _refuse_thousands(cells: Sequence[str]) -> None:
    for cell in cells:
        if IN_THOUSANDS.search(cell):
            text = _("“%(title)s”: give amounts in whole won, not in thousands or millions.")
            raise Unreadable(text % {"title": cell.strip()[:80]})


def _header(rows: Sequence[Row]) -> Header:
    titles: dict[int, str] = {}
    meant: dict[int, tuple[str, int]] = {}
    for _number, cells in rows:
        for place, cell in enumerate(cells):
            if known := known_as(cell):
                meant[place] = known
                titles[place] = cell.strip()
            elif cell.strip() and place not in meant:
                titles[place] = cell.strip()
    places: dict[str, int] = {}
    for place, (key, _preference) in sorted(meant.items(), key=lambda item: item[1][1]):
        places.setdefault(key, place)
    ignored = {place: title for place, title in titles.items() if place not in places.values()}
    return Header(places, dict(sorted(ignored.items())), rows[-1][0])
