"""The year a cap counts for: a calendar year in Korea, or a year of the team's agreement. Pure.

A year of the agreement goes by the calendar year it begins in.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from funding.enums import YearBasis

ONE_DAY = timedelta(days=1)


def years_offered(basis: str, agreed_on: date, today: date) -> tuple[int, int]:
    """The year of `today` (Asia/Seoul) and the next one; the first of an agreement before it begins."""
    this = today.year
    if basis == YearBasis.AGREEMENT:
        begun = today >= _anniversary(agreed_on, this)
        this = max(this if begun else this - 1, agreed_on.year)
    return this, this + 1


def period_of(basis: str, agreed_on: date, year: int) -> tuple[date, date]:
    """First and last day of a year."""
    if basis == YearBasis.CALENDAR:
        return date(year, 1, 1), date(year, 12, 31)
    return _anniversary(agreed_on, year), _anniversary(agreed_on, year + 1) - ONE_DAY


def year_name(basis: str, agreed_on: date, year: int) -> str:
    """The year in words of the active language."""
    if basis == YearBasis.CALENDAR:
        return str(year)
    return _("Year %(number)s of the agreement") % {"number": year - agreed_on.year + 1}


def _anniversary(day: date, year: int) -> date:
    """The same day of that year; 1 March where it has no 29 February."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
