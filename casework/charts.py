"""Charts of whole numbers: what is shown, and where each bar lies. Pure; no colours, no markup.

Lengths along a bar are basis points (1/10,000) of the drawing's width or height; text is measured in em.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Unit = Literal["krw", "count"]
WHOLE = 10_000
SLIVER = 40
"""The least length of a bar that stands for more than nothing."""
MOST_SERIES = 6
"""As many as there are patterns to tell them apart."""
TICKS = 4
WIDE_EM, NARROW_EM, APART_EM = 1.0, 0.58, 0.3
ENGLISH_UNITS = (("tn", 10**12), ("bn", 10**9), ("m", 10**6))
KOREAN_UNITS = (("조", 10**12), ("억", 10**8), ("만", 10**4))


@dataclass(frozen=True)
class Series:
    """One figure per label of its chart; whole, not negative."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True)
class Chart:
    """Labels and up to six series of figures about them; several series are stacked.

    `heading` says what the labels are ("Month"). Raises ValueError for a negative figure, for series whose
    length is not that of the labels, and for more series than can be told apart.
    """

    title: str
    unit: Unit
    labels: Sequence[str]
    series: Sequence[Series]
    note: str = ""
    heading: str = ""

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"a chart shows up to {MOST_SERIES} series")
        for one in self.series:
            if len(one.values) != len(self.labels):
                raise ValueError(f"{len(one.values)} figures for {len(self.labels)} labels")
            _refuse_negative(one.values)

    @property
    def empty(self) -> bool:
        return not self.labels or not self.series

    @property
    def totals(self) -> list[int]:
        """Per label, all series together."""
        return [sum(one.values[i] for one in self.series) for i in range(len(self.labels))]


@dataclass(frozen=True)
class Meter:
    """How a cap is taken up: parts (name, amount), the rest remains. Parts may exceed the cap."""

    title: str
    unit: Unit
    cap: int
    parts: Sequence[tuple[str, int]]
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.parts) > MOST_SERIES:
            raise ValueError(f"a meter shows up to {MOST_SERIES} parts")
        _refuse_negative([self.cap, *(amount for _name, amount in self.parts)])

    @property
    def taken(self) -> int:
        return sum(amount for _name, amount in self.parts)

    @property
    def remaining(self) -> int:
        return max(self.cap - self.taken, 0)

    @property
    def over(self) -> int:
        return max(self.taken - self.cap, 0)


def segments(values: Sequence[int], scale: int) -> list[tuple[int, int]]:
    """(start, length) of each value in basis points where `scale` is the whole.

    Segments touch, add up to their sum's length, and one that is not zero is never invisible.
    """
    lengths = [max(SLIVER, _share(value, scale)) if value else 0 for value in values]
    if any(lengths):
        longest = lengths.index(max(lengths))
        surplus = sum(lengths) - _share(sum(values), scale)
        lengths[longest] = max(SLIVER, lengths[longest] - surplus)
    return [(sum(lengths[:i]), length) for i, length in enumerate(lengths)]


def ticks(most: int) -> list[int]:
    """Round figures from above zero to at least `most`, about four; none when there is nothing."""
    if not most:
        return []
    least = max(-(-most // TICKS), 1)
    power = 10 ** (len(str(least)) - 1)
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= least)
    return list(range(step, most + step, step))


def measure(text: str) -> float:
    """About how wide `text` is, in em: Korean letters are twice as wide as Latin ones."""
    return sum(WIDE_EM if unicodedata.east_asian_width(letter) in "WF" else NARROW_EM for letter in text)


def wrap(text: str, width: float, lines: int) -> list[str]:
    """`text` in at most `lines` lines of `width` em, broken at spaces; what does not fit ends in “…”."""
    rows: list[str] = []
    rest = text.strip()
    while rest and len(rows) < lines:
        row = _fitting(rest, width if len(rows) < lines - 1 or measure(rest) <= width else width - WIDE_EM)
        rows.append(row.strip())
        rest = rest[len(row) :].strip()
    if rest:
        rows[-1] += "…"
    return rows


def every(labels: Sequence[str], slot: float) -> int:
    """Which labels to write below columns of `slot` em each so that they stay apart: each n-th."""
    widest = max(map(measure, labels), default=0) + APART_EM
    return -int(-widest // slot)


def short(amount: int, unit: Unit, language: str) -> str:
    """A figure to read at a glance, three digits long: "₩1.85bn", in Korean "18.5억 원"."""
    if unit == "count":
        return f"{amount:,}"
    korean = language.startswith("ko")
    for name, size in KOREAN_UNITS if korean else ENGLISH_UNITS:
        figure = _rounded(Decimal(amount) / size)
        if figure:
            return f"{figure}{name} 원" if korean else f"₩{figure}{name}"
    return exact(amount, unit, language)


def exact(amount: int, unit: Unit, language: str) -> str:
    """The figure itself: "₩1,850,000,000", in Korean "1,850,000,000원"."""
    if unit == "count":
        return f"{amount:,}"
    return f"{amount:,}원" if language.startswith("ko") else f"₩{amount:,}"


def _rounded(figure: Decimal) -> str:
    if figure < Decimal("0.9995"):
        return ""
    places = "1" if figure >= 100 else "0.1" if figure >= 10 else "0.01"
    shown = f"{figure.quantize(Decimal(places), ROUND_HALF_UP):,}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _share(value: int, scale: int) -> int:
    return value * WHOLE // scale if scale else 0


def _fitting(text: str, width: float) -> str:
    """The longest beginning of `text` within `width`, whole words where one fits, at least a letter."""
    end = next((i for i in range(1, len(text) + 1) if measure(text[:i]) > width), len(text) + 1) - 1
    if end >= len(text) or text[end : end + 1] == " ":
        return text[: max(end, 1)]
    space = text.rfind(" ", 0, end)
    return text[: space if space > 0 else max(end, 1)]


def _refuse_negative(values: Sequence[int]) -> None:
    if any(value < 0 for value in values):
        raise ValueError("a chart shows no negative figures")
