"""Dates known to the year, the month or the day, kept as ISO 8601 text: "2016", "2016-02", "2016-02-29"."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date whose month or day may be unknown; `low` and `high` are the first and last day it can be."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ISO 8601 reduced precision. Raises ValueError for anything else and for days that do not
        exist."""
        found = ISO.fullmatch(text)
        if not found:
            raise ValueError(f"not a partial date: {text!r}")
        year, month, day = (int(part or 0) for part in found.groups())
        datetime.date(year, month if found[2] else 1, day if found[3] else 1)
        return cls(year, month or None, day or None)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def low(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def high(self) -> datetime.date:
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def bounds(text: str) -> tuple[datetime.date, datetime.date]:
    """First and last day that the text of a partial date can mean."""
    date = PartialDate.parse(text)
    return date.low, date.high
