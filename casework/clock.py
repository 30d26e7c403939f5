"""The statutory clock (처리기간): working days since receipt, paused while a supplement is owed.

Civil Petitions Treatment Act (민원 처리에 관한 법률) Art. 19(2): a period of 6 days or more is counted in
days, the first day included, without Saturdays and public holidays; time spent on a supplement does not
count. Days are those of Asia/Seoul. Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

KST = ZoneInfo("Asia/Seoul")
SATURDAY = 5
ONE_DAY = timedelta(days=1)

Stop = tuple[datetime, datetime | None]
"""When a pause began and when it ended (None: it still lasts)."""


@dataclass(frozen=True)
class Clock:
    """`day` working days of `limit` are used; day 1 is the day of receipt or the first working day after."""

    day: int
    limit: int
    paused: bool
    due_on: date | None
    """Last day in time; None while paused, because nobody knows it yet."""

    @property
    def late(self) -> bool:
        return self.day > self.limit


def seoul_date(moment: datetime) -> date:
    """The calendar day of `moment` (aware) in Asia/Seoul."""
    return moment.astimezone(KST).date()


def is_working_day(day: date) -> bool:
    """Neither a Saturday, a Sunday, a public holiday nor its substitute (대체공휴일)."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def read(
    *,
    received_at: datetime,
    stops: Iterable[Stop],
    limit: int,
    now: datetime,
    ended_at: datetime | None = None,
) -> Clock:
    """How far the clock of a case has run at `now`, or stood at `ended_at` when the case was closed.

    `limit` is in working days and at least 6 (shorter periods are counted in hours by law): ValueError.
    """
    if limit < 6:
        raise ValueError("periods of five days or fewer are counted in hours")
    stops = list(stops)
    until = min(now, ended_at) if ended_at else now
    counted = [day for day in _days(seoul_date(received_at), seoul_date(until)) if _counts(day, stops)]
    paused = ended_at is None and any(end is None or end > now for begin, end in stops if begin <= now)
    endless = any(end is None for _begin, end in stops)
    due_on = None if paused or endless else _due(seoul_date(received_at), limit, stops)
    return Clock(len(counted), limit, paused, due_on)


def _due(first: date, limit: int, stops: list[Stop]) -> date:
    day, left = first, limit
    while True:
        left -= _counts(day, stops)
        if not left:
            return day
        day += ONE_DAY


def _counts(day: date, stops: list[Stop]) -> bool:
    return is_working_day(day) and not any(_paused_on(day, stop) for stop in stops)


def _paused_on(day: date, stop: Stop) -> bool:
    """The day of the request still counts, the day the answer arrives does not."""
    begin, end = stop
    return seoul_date(begin) < day and (end is None or day <= seoul_date(end))


def _days(first: date, last: date) -> Iterable[date]:
    while first <= last:
        yield first
        first += ONE_DAY


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("KR", years=year))
