"""Looking through an XLSX package before anything is built from it: its size, its shape, its formulas."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from casework.tables.limits import MAX_COLUMNS, MAX_ROWS, Unreadable
from casework.tables.text import too_many_columns, too_many_rows

MAX_UNPACKED = 64_000_000
MAX_PARTS = 2_000
MAX_ELEMENTS = 2_000_000
"""Of all parts together: what a reader may build in memory."""
SHEETS = "xl/worksheets/"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
ROW, CELL, FORMULA, VALUE, INLINE = (MAIN + name for name in ("row", "c", "f", "v", "is"))
CHUNK = 65_536
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)

Place = tuple[int, int]
"""Row and column, from 1."""


def vet(archive: zipfile.ZipFile) -> dict[str, frozenset[Place]]:
    """By sheet (its path in the package), the cells whose formula has no stored value.

    Raises Unreadable when the package is damaged, encrypted, too large unpacked, has a document type (with
    which a few bytes can become gigabytes) or a sheet beyond the limits.
    """
    _measure(archive)
    left = MAX_ELEMENTS
    sheets: dict[str, frozenset[Place]] = {}
    for info in archive.infolist():
        scan = _Scan(left, sheet=info.filename.startswith(SHEETS))
        try:
            with archive.open(info) as part:
                scan.run(part)
        except Unreadable:
            raise
        except BROKEN as wrong:
            raise Unreadable(damaged()) from wrong
        left = scan.left
        if scan.sheet:
            sheets[info.filename] = frozenset(scan.bare)
    return sheets


def damaged() -> str:
    """What is said of a file that names itself XLSX and cannot be opened as one."""
    return _("The file is damaged or no XLSX file. Open it in Excel, save it as XLSX and try again.")


def too_complex() -> str:
    """What is said of a package that would grow out of proportion."""
    return _("The file is too large once unpacked. Copy the lines into an empty sheet and try again.")


def _measure(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unreadable(too_complex())
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(_("The file is protected by a password. Save it without one and try again."))
    if len({part.filename for part in parts}) < len(parts):
        raise Unreadable(damaged())


@dataclass
class _Scan:
    """One pass over one part, whatever its name, in constant memory."""

    left: int
    sheet: bool
    row: int = 0
    column: int = 0
    formula: bool = False
    filled: bool = False
    in_value: bool = False
    bare: set[Place] = field(default_factory=set)

    def run(self, part: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        if self.sheet:
            parser.EndElementHandler = self._end
            parser.CharacterDataHandler = self._text
        try:
            while chunk := part.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError:
            return  # a picture, or damaged: whoever reads this part later stops at the same place

    def _doctype(self, *_declaration: object) -> None:
        raise Unreadable(damaged())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.left -= 1
        if self.left < 0:
            raise Unreadable(too_complex())
        if not self.sheet:
            return
        if name == CELL:
            self.column = _column(attributes["r"]) if "r" in attributes else self.column + 1
            self.formula, self.filled = False, attributes.get("t") == "str"
        elif name == ROW:
            self._begin_row(int(attributes.get("r", self.row + 1)))
        elif name == FORMULA:
            self.formula = True
        elif name in (VALUE, INLINE):
            self.in_value = True

    def _begin_row(self, number: int) -> None:
        if number <= self.row:
            raise Unreadable(damaged())
        if number > MAX_ROWS:
            raise Unreadable(too_many_rows())
        self.row, self.column = number, 0

    def _text(self, text: str) -> None:
        if self.in_value and text:
            self.filled = True
            if self.column > MAX_COLUMNS:
                raise Unreadable(too_many_columns(self.row))

    def _end(self, name: str) -> None:
        if name in (VALUE, INLINE):
            self.in_value = False
        elif name == CELL and self.formula and not self.filled:
            self.bare.add((self.row, self.column))


def _column(reference: str) -> int:
    """The column of "AB12", from 1."""
    column = 0
    for letter in reference.rstrip("0123456789"):
        if not "A" <= letter <= "Z":
            raise Unreadable(damaged())
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
