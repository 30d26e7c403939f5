"""From a paste or a file to a table: the columns of a claim, as text, with the row numbers of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import IO

from django.utils.translation import gettext as _

from casework.exports import unguarded
from casework.tables.limits import MAX_BYTES, MAX_LINES, Row, Unreadable
from casework.tables.text import DELIMITERS, decode, text_rows
from casework.tables.workbook import OLE, ZIP, workbook_rows
from funding.imports.columns import KEYS
from funding.imports.header import LOOK_FOR_HEADER, Header, find_header
from funding.imports.names import word_key

SUMS = frozenset(
    word_key(word)
    for word in ("합계", "총계", "소계", "누계", "계", "총합계", "total", "subtotal", "grand total", "sum")
)
NOT_READ = (".xlsb", ".ods", ".hwp", ".hwpx", ".pdf")


@dataclass
class Table:
    """Lines below the header. `rows` hold the cells of `columns` only, in their order, blank ones as "".

    Numbers, texts and lists, so that it can be kept as JSON and parsed again. `ignored` are the titles of
    columns nobody reads, or their letters; `sums` the numbers of rows that only add up others.
    """

    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)


def read_paste(text: str) -> Table:
    """Read lines typed or pasted from a spreadsheet, with or without a header; the first one is row 1.

    Without a header the cells are those of the template, in its order. Raises Unreadable when there is too
    much of it or amounts are in thousands.
    """
    if len(text) > MAX_BYTES:
        raise Unreadable(_too_large())
    head, rows, header = _split(text, "\t" if "\t" in text else DELIMITERS)
    if header is None:
        header = Header({key: place for place, key in enumerate(KEYS)}, {}, 0)
    return _table(header, chain(head, rows))


def read_file(name: str, data: bytes | IO[bytes]) -> Table:
    """Read an uploaded CSV (UTF-8, UTF-16 or CP949) or XLSX file, whichever its content is; `name` is only
    for the advice. Raises Unreadable.
    """
    content = data if isinstance(data, bytes) else data.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Unreadable(_too_large())
    if content.startswith(OLE) or name.lower().endswith(NOT_READ):
        raise Unreadable(_("Save the sheet as XLSX without a password, or as CSV, and choose that file."))
    if content.startswith(ZIP):
        rows: Iterator[Row] = workbook_rows(content)
        head = list(islice(rows, LOOK_FOR_HEADER))
        header = find_header(head)
    else:
        head, rows, header = _split(decode(content), DELIMITERS)
    if header is None:
        raise Unreadable(_("No header row was found. The template shows the columns."))
    return _table(header, chain(head, rows))


def _split(text: str, delimiters: str) -> tuple[list[Row], Iterator[Row], Header | None]:
    """Rows by the delimiter that shows most columns in a header; without one, by the commonest."""
    best: tuple[list[Row], Iterator[Row], Header | None] | None = None
    for delimiter in sorted(delimiters, key=lambda sign: -text.count(sign, 0, LOOK_FOR_HEADER * 200)):
        rows = (row for row in text_rows(text, delimiter) if any(cell.strip() for cell in row[1]))
        head = list(islice(rows, LOOK_FOR_HEADER))
        header = find_header(head)
        if best is None or _width(header) > _width(best[2]):
            best = head, rows, header
    if best is None:
        raise ValueError("no delimiters")
    return best


def _width(header: Header | None) -> int:
    return len(header.places) if header else 0


def _table(header: Header, rows: Iterable[Row]) -> Table:
    columns = [key for key in KEYS if key in header.places]
    places = [header.places[key] for key in columns]
    ignored = dict(header.ignored)
    read = frozenset(places)
    table = Table(columns)
    for number, cells in rows:
        if number <= header.last_row:
            continue
        first = next(cell for cell in cells if cell.strip())
        if word_key(first) in SUMS:
            table.sums.append(number)
            continue
        for place, cell in enumerate(cells):
            if place not in read and place not in ignored and cell.strip():
                ignored[place] = _letters(place)
        kept = [unguarded(cells[place].strip()) if place < len(cells) else "" for place in places]
        if any(kept):
            table.rows.append((number, kept))
        if len(table.rows) > MAX_LINES:
            text = _("There are more than %(limit)s lines. Bring them in two parts.")
            raise Unreadable(text % {"limit": f"{MAX_LINES:,}"})
    table.ignored = [ignored[place] for place in sorted(ignored)]
    return table


def _letters(place: int) -> str:
    """The letters of a column by its place from 0: A, B, … Z, AA."""
    letters = ""
    left = place + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _too_large() -> str:
    return _("The file is larger than %(limit)s MB. Bring the lines in two parts.") % {
        "limit": MAX_BYTES // 1_000_000
    }
