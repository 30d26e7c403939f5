"""Career months: Python, Postgres and a count of single days agree."""

import calendar
from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.eligibility.months import merged, merged_months

DAY = timedelta(days=1)
days = st.one_of(
    st.dates(date(2018, 1, 1), date(2025, 12, 31)),
    st.sampled_from(
        [date(2020, 2, 29), date(2019, 2, 28), date(2020, 3, 1), date(2020, 1, 31), date(2019, 12, 31)]
    ),
)
periods = st.lists(st.tuples(days, days), max_size=4)


def worth_of(day: date) -> int:
    """A month is worth 30 days: of 31 the 30th counts nothing, the last of February makes up for the rest."""
    length = calendar.monthrange(day.year, day.month)[1]
    if length == 31 and day.day == 30:
        return 0
    return 31 - min(length, 30) if day.day == length else 1


def by_single_days(ranges: list[tuple[date, date]]) -> int:
    worked = set()
    for first, last in ranges:
        while first <= last:
            worked.add(first)
            first += DAY
    return sum(worth_of(day) for day in worked) // 30


def by_postgres(ranges: list[tuple[date, date]]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT coalesce(career_months(range_agg(daterange(first, last, '[]'))), 0)
               FROM unnest(%s::date[], %s::date[]) AS p (first, last) WHERE first <= last""",
            [[first for first, _ in ranges], [last for _, last in ranges]],
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(periods)
def test_python_postgres_and_single_days_agree(db, ranges):
    assert merged_months(ranges) == by_single_days(ranges) == by_postgres(ranges)


@settings(max_examples=150, deadline=None)
@given(periods, periods)
def test_more_employment_never_counts_for_less(some, more):
    assert merged_months(some) <= merged_months(some + more)


@given(days, st.integers(0, 200))
def test_a_period_of_calendar_months_is_exactly_that_many(first, count):
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    length = calendar.monthrange(year, month + 1)[1]
    after = date(year, month + 1, first.day) if first.day <= length else date(year, month + 1, length) + DAY
    assert merged_months([(first, after - DAY)]) == count


@pytest.mark.parametrize(
    ("ranges", "months"),
    [
        ([], 0),
        ([(date(2020, 1, 1), date(2027, 12, 31))], 96),
        ([(date(2016, 2, 29), date(2024, 2, 28))], 96),
        ([(date(2016, 2, 15), date(2024, 2, 14))], 96),
        ([(date(2016, 2, 15), date(2024, 2, 13))], 95),
        ([(date(2020, 1, 1), date(2020, 6, 30)), (date(2020, 4, 1), date(2020, 9, 30))], 9),
        ([(date(2020, 1, 1), date(2020, 1, 15)), (date(2020, 3, 1), date(2020, 3, 15))], 1),
        ([(date(2020, 5, 2), date(2020, 5, 1))], 0),
    ],
)
def test_known_careers(ranges, months):
    assert merged_months(ranges) == months


def test_adjacent_periods_become_one():
    halves = [(date(2020, 3, 1), date(2020, 3, 31)), (date(2020, 1, 1), date(2020, 2, 29))]
    assert merged(halves) == [(date(2020, 1, 1), date(2020, 3, 31))]
