"""Checks of a profile's answers, the same for model, form and admin."""

import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recruitment.partial import PartialDate, bounds

KST = ZoneInfo("Asia/Seoul")
YOUNGEST_GRADUATE = 15
"""Years of age below which a degree is taken for a typing error."""
OLDEST_PERSON = 120

latin_name = RegexValidator(
    r"^[A-Z]+(?:[ '-][A-Z]+)*\Z",
    _("Write it as in your passport, in letters A to Z."),
    code="latin",
)
hangul_name = RegexValidator(
    r"^[가-힣]+(?: [가-힣]+)*\Z", _("Write it in Hangul, such as 김하늘."), code="hangul"
)
passport_number = RegexValidator(
    r"^[A-Z0-9]{5,15}\Z",
    _("Write the number as in your passport: 5 to 15 letters and digits, no spaces."),
    code="passport",
)
doi = RegexValidator(r"^10\.\d{4,9}/\S+\Z", _("A DOI looks like 10.1000/xyz123."), code="doi")


def today_in_korea() -> datetime.date:
    """The date in Asia/Seoul now."""
    return timezone.localdate(timezone=KST)


def partial_date(text: str) -> None:
    """Refuse text that is no ISO 8601 year, month or day."""
    try:
        PartialDate.parse(text)
    except ValueError as wrong:
        raise ValidationError(_("That date does not exist. Check the day."), code="date") from wrong


def not_future(text: str, today: datetime.date) -> None:
    """Refuse a partial date that can only lie after `today`."""
    if bounds(text)[0] > today:
        raise ValidationError(_("The date must not be in the future."), code="future")


def born(date: datetime.date, today: datetime.date) -> None:
    """Refuse a birth date in the future or more than 120 years ago."""
    if date > today:
        raise ValidationError(_("A birth date cannot be in the future."), code="future")
    if date.year < today.year - OLDEST_PERSON:
        raise ValidationError(_("Check the year of birth."), code="year")


def awarded_after_birth(awarded: str, birth: datetime.date | None) -> None:
    """Refuse a degree that can only have been awarded before its holder was fifteen."""
    if birth and bounds(awarded)[1] < _years_later(birth, YOUNGEST_GRADUATE):
        raise ValidationError(
            _("This is before your 15th birthday. Check this date and your birth date."), code="young"
        )


def in_order(started: str, ended: str) -> None:
    """Refuse a period that can only end before it starts."""
    if bounds(ended)[1] < bounds(started)[0]:
        raise ValidationError(_("The end must not be before the start."), code="order")


def still_valid(expires_on: datetime.date, today: datetime.date) -> None:
    """Refuse a passport that has expired by `today`."""
    if expires_on < today:
        raise ValidationError(
            _("This passport has expired. Enter the details of a valid one."), code="expired"
        )


def year_not_future(year: int, today: datetime.date) -> None:
    """Refuse a year after the current one, or before 1900."""
    if not 1900 <= year <= today.year:
        raise ValidationError(
            _("Enter a year from 1900 to %(year)s."), code="year", params={"year": str(today.year)}
        )


def _years_later(date: datetime.date, years: int) -> datetime.date:
    """The anniversary; of 29 February, 1 March in a common year."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return datetime.date(date.year + years, 3, 1)
