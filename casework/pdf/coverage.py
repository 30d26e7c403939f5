"""Which characters the letters' font can show, read from the font itself."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REGULAR = FONTS / "PortalSans-Regular.otf"
MISSING = "□"
"""Stands for a character the font lacks; PDF/UA admits no blank boxes."""
FORMAT_12 = 12


def showable(text: str) -> str:
    """`text` composed (NFC), without control and direction marks; what the font lacks becomes □.

    Line breaks stay; tabs become spaces.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(_shown(letter) for letter in composed)


def _shown(letter: str) -> str:
    if letter == "\n" or ord(letter) in covered():
        return letter
    return "" if unicodedata.category(letter) in {"Cc", "Cf", "Mn"} else MISSING


@cache
def covered() -> frozenset[int]:
    """Code points of Portal Sans that are no format characters."""
    points = _cmap(REGULAR.read_bytes())
    return frozenset(point for point in points if unicodedata.category(chr(point)) not in {"Cc", "Cf"})


def _cmap(font: bytes) -> set[int]:
    """The code points of the font's full Unicode table (OpenType `cmap`, format 12)."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(count))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    (tables,) = struct.unpack_from(">H", font, start + 2)
    for i in range(tables):
        table = start + struct.unpack_from(">HHI", font, start + 4 + 8 * i)[2]
        if struct.unpack_from(">H", font, table)[0] == FORMAT_12:
            return _groups(font, table)
    raise ValueError("the font has no full Unicode table")


def _groups(font: bytes, table: int) -> set[int]:
    (count,) = struct.unpack_from(">I", font, table + 12)
    groups = (struct.unpack_from(">III", font, table + 16 + 12 * i) for i in range(count))
    return {point for first, last, _glyph in groups for point in range(first, last + 1)}
