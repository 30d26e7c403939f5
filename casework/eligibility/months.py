"""Career months: merged employment measured the way careers are counted, in Python and in SQL alike.

Every month counts as 30 days: a date is worth 360 × year + 30 × month + day (the 31st as the 30th), a period
is the difference of its ends, and 30 left-over days of several periods make a month. A period of n calendar
months (Civil Act, Art. 160) is exactly n months, and more employment never counts for less. Counting months
first and left-over days by the calendar does not promise that: 2 February to 30 March has more left-over days
than 2 February to 31 March. The bounds of uncertain employment are sound because of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

DAYS = 30
ONE_DAY = timedelta(days=1)

CAREER_MONTHS_SQL = """
CREATE FUNCTION career_months(periods datemultirange) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(sum(
        360 * (extract(year FROM upper(period)) - extract(year FROM lower(period)))
        + 30 * (extract(month FROM upper(period)) - extract(month FROM lower(period)))
        + least(extract(day FROM upper(period)), 30) - least(extract(day FROM lower(period)), 30)
    ), 0)::integer / 30
    FROM unnest(periods) AS period
$$
"""
"""The same measure for Postgres; ranges are [first day, day after the last)."""

DROP_CAREER_MONTHS_SQL = "DROP FUNCTION career_months(datemultirange)"


def merged(ranges: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Join overlapping and adjacent periods (first and last day, both included); empty ones are dropped."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(period for period in ranges if period[0] <= period[1]):
        if joined and first <= joined[-1][1] + ONE_DAY:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def merged_months(ranges: Iterable[tuple[date, date]]) -> int:
    """Whole career months of the periods (first and last day, both included), overlaps counted once."""
    return sum(_worth(last + ONE_DAY) - _worth(first) for first, last in merged(ranges)) // DAYS


def _worth(day: date) -> int:
    return 360 * day.year + DAYS * day.month + min(day.day, DAYS)
