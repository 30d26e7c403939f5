"""Ranks as publishers print them: 7, =100, 15=, 701-710, 101–150, 1401+, 1,201-1,400, 12위."""

import re
import unicodedata

SINGLE = re.compile(r"[=#]?(\d+)=?")
BAND = re.compile(r"(\d+)[-~](\d+)")
OPEN = re.compile(r"(\d+)\+")
BEYOND = re.compile(r">(\d+)")
DASHES = str.maketrans("‐‑‒–—―−～", "-------~")


def parse_rank(text: str) -> tuple[int, int | None]:
    """Return the best and worst rank the text means; an open band has no worst. Ties mean their number.

    Raises ValueError when it is no rank, begins at 0 or runs backwards.
    """
    plain = re.sub(r"[\s,위]", "", unicodedata.normalize("NFKC", text.translate(DASHES)))
    low, high = _bounds(plain)
    if low < 1 or (high is not None and high < low):
        raise ValueError(f"not a rank: {text!r}")
    return low, high


def _bounds(plain: str) -> tuple[int, int | None]:
    if found := SINGLE.fullmatch(plain):
        return int(found[1]), int(found[1])
    if found := BAND.fullmatch(plain):
        return int(found[1]), int(found[2])
    if found := OPEN.fullmatch(plain):
        return int(found[1]), None
    if found := BEYOND.fullmatch(plain):
        return int(found[1]) + 1, None
    raise ValueError(f"not a rank: {plain!r}")
