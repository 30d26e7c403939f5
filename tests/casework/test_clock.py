"""The statutory clock: first day counted, Saturdays and holidays not, pauses neither, days of Seoul."""

from datetime import UTC, date, datetime

import pytest

from casework import clock


def kst(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.KST)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),  # an ordinary Friday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 8, 15), False),  # Liberation Day, a Saturday
        (date(2026, 8, 17), False),  # its substitute
        (date(2026, 8, 18), True),
        (date(2026, 10, 5), False),  # substitute of National Foundation Day
        (date(2026, 9, 24), False),  # the eve of Chuseok
        (date(2027, 2, 9), False),  # substitute of the lunar New Year
        (date(2026, 12, 25), False),
    ],
)
def test_working_days_know_saturdays_holidays_and_substitutes(day: date, works: bool) -> None:
    assert clock.is_working_day(day) is works


@pytest.mark.parametrize(
    ("received", "now", "day", "why"),
    [
        ("2026-11-16 09:00", "2026-11-16 10:00", 1, "the day of receipt is day 1"),
        ("2026-11-16 23:59", "2026-11-17 00:00", 2, "midnight in Seoul begins the next day"),
        ("2026-11-16 09:00", "2026-11-20 09:00", 5, "a working week"),
        ("2026-11-16 09:00", "2026-11-22 09:00", 5, "the weekend adds nothing"),
        ("2026-11-21 09:00", "2026-11-22 09:00", 0, "received on a Saturday: not begun"),
        ("2026-11-21 09:00", "2026-11-23 09:00", 1, "then Monday is day 1"),
        ("2026-08-14 09:00", "2026-08-18 09:00", 2, "Friday, weekend, substitute holiday, Tuesday"),
        ("2026-09-23 09:00", "2026-09-28 09:00", 2, "Chuseok in between"),
        ("2026-12-31 09:00", "2027-01-04 09:00", 2, "New Year's Day and a weekend"),
    ],
)
def test_days_used(received: str, now: str, day: int, why: str) -> None:
    read = clock.read(received_at=kst(received), stops=[], limit=14, now=kst(now))
    assert read.day == day, why


def test_days_are_those_of_seoul_not_utc() -> None:
    """15:30 UTC on Sunday is already Monday in Seoul."""
    received = datetime(2026, 11, 15, 15, 30, tzinfo=UTC)
    assert clock.read(received_at=received, stops=[], limit=14, now=received).day == 1


@pytest.mark.parametrize(
    ("stops", "day", "paused", "why"),
    [
        ([], 10, False, "16 to 27 November"),
        ([("2026-11-18 10:00", "2026-11-20 10:00")], 8, False, "the 19th and 20th are left out"),
        ([("2026-11-18 10:00", "2026-11-18 17:00")], 10, False, "asked and answered within a day"),
        ([("2026-11-18 10:00", None)], 3, True, "stands still at day 3"),
        (
            [("2026-11-17 10:00", "2026-11-18 10:00"), ("2026-11-20 10:00", "2026-11-24 10:00")],
            7,
            False,
            "two pauses add up",
        ),
        (
            [("2026-11-17 10:00", "2026-11-19 10:00"), ("2026-11-18 10:00", "2026-11-20 10:00")],
            7,
            False,
            "overlapping pauses count once",
        ),
    ],
)
def test_a_supplement_stops_the_clock(
    stops: list[tuple[str, str | None]], day: int, paused: bool, why: str
) -> None:
    moments = [(kst(begin), kst(end) if end else None) for begin, end in stops]
    read = clock.read(
        received_at=kst("2026-11-16 09:00"), stops=moments, limit=14, now=kst("2026-11-27 09:00")
    )
    assert (read.day, read.paused) == (day, paused), why


def test_the_last_day_in_time_moves_with_pauses_and_is_open_during_one() -> None:
    received, now = kst("2026-11-16 09:00"), kst("2026-11-27 09:00")
    plain = clock.read(received_at=received, stops=[], limit=14, now=now)
    paused = clock.read(received_at=received, stops=[(kst("2026-11-18 10:00"), None)], limit=14, now=now)
    ended = clock.read(
        received_at=received, stops=[(kst("2026-11-18 10:00"), kst("2026-11-20 10:00"))], limit=14, now=now
    )
    assert plain.due_on == date(2026, 12, 3)
    assert paused.due_on is None
    assert ended.due_on == date(2026, 12, 7)


def test_a_closed_case_keeps_the_day_it_was_closed_on() -> None:
    closed = kst("2026-11-20 17:00")
    read = clock.read(
        received_at=kst("2026-11-16 09:00"), stops=[], limit=14, now=kst("2027-01-20 09:00"), ended_at=closed
    )
    assert (read.day, read.late) == (5, False)


def test_a_closed_case_whose_pause_was_never_ended_has_no_last_day() -> None:
    closed = kst("2026-11-20 17:00")
    stops = [(kst("2026-11-18 10:00"), None)]
    read = clock.read(received_at=kst("2026-11-16 09:00"), stops=stops, limit=14, now=closed, ended_at=closed)
    assert (read.day, read.due_on) == (3, None)


def test_one_day_more_than_the_limit_is_late() -> None:
    received = kst("2026-11-16 09:00")
    assert not clock.read(received_at=received, stops=[], limit=14, now=kst("2026-12-03 23:59")).late
    assert clock.read(received_at=received, stops=[], limit=14, now=kst("2026-12-04 00:00")).late


def test_periods_counted_in_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="hours"):
        clock.read(received_at=kst("2026-11-16 09:00"), stops=[], limit=5, now=kst("2026-11-16 09:00"))
