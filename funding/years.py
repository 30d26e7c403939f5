"""The year a cap counts for: a calendar year in Korea, or a year of the team's agreement. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from funding.enums import YearBasis

ONE_DAY = timedelta(days=1)


def years_offered(basis: str, agreed_on: date, today: date) -> tuple[int, int]:
    """The year of `today` (Asia/Seoul) and the next one; agreement years count from 1."""
    if basis == YearBasis.CALENDAR:
        return today.year, today.year + 1
    passed = today.year - agreed_on.year
    this = passed + 1 if today >= _anniversary(agreed_on, passed) else passed
    return max(this, 1), max(this, 1) + 1


def period_of(basis: str, agreed_on: date, year: int) -> tuple[date, date]:
    """First and last day of a year."""
    if basis == YearBasis.CALENDAR:
        return date(year, 1, 1), date(year, 12, 31)
    return _anniversary(agreed_on, year - 1), _anniversary(agreed_on, year) - ONE_DAY


def year_name(basis: str, year: int) -> str:
    """The year in words of the active language."""
    if basis == YearBasis.CALENDAR:
        return str(year)
    return _("Year %(number)s of the agreement") % {"number": year}


def _anniversary(day: date, years: int) -> date:
    """The same day so many years on; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
