"""Checks of an application's answers and of a stay, the same for model, form and admin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import InvalidLength
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.kr import brn

from visas.enums import StayEnd, StayStatus

LONGEST_AHEAD = timedelta(days=2 * 365)
LONGEST_PAST = timedelta(days=5 * 365)
ONE_DAY = timedelta(days=1)


def business_number(text: str) -> str:
    """A Korean business registration number (사업자등록번호) as 123-45-67890. Raises ValidationError."""
    try:
        return str(brn.format(brn.validate(text)))
    except InvalidLength:
        raise ValidationError(
            _("A business registration number has 10 digits, such as 123-45-67890."), code="length"
        ) from None
    except WrongNumber:
        raise ValidationError(
            _("There is no such business registration number. Check the digits."), code="number"
        ) from None


def start_date(day: date, today: date) -> None:
    """Refuse a contract start more than 2 years ahead or 5 years past, taken for a typing error."""
    if not today - LONGEST_PAST <= day <= today + LONGEST_AHEAD:
        raise ValidationError(
            _("Check the year: the contract must start within the last 5 or the next 2 years."), code="far"
        )


class Period(Protocol):
    """A recorded stay, as far as its days go."""

    starts_on: date

    @property
    def last_day(self) -> date | None: ...


def stay(
    *, status: str, starts_on: date, ends_on: date | None, known: Iterable[Period], today: date
) -> dict[str, str | Promise]:
    """What is wrong with a stay to be recorded, by field; `known` are those of the person that count."""
    wrong: dict[str, str | Promise] = {}
    known = list(known)
    if ends_on is None and status != StayStatus.PERMANENT:
        wrong["ends_on"] = _("Enter the last day. Only permanent residence has none.")
    elif ends_on is not None and ends_on < starts_on:
        wrong["ends_on"] = _("The last day is before the first.")
    if starts_on > today and not any(one.last_day == starts_on - ONE_DAY for one in known):
        wrong["starts_on"] = _("This day is still to come. Only an extension is recorded ahead of time.")
    clash = next((one for one in known if _overlap(one, starts_on, ends_on)), None)
    if clash:
        wrong["starts_on"] = _(
            "These days overlap the stay from %(first)s to %(last)s. End that one first."
        ) % {
            "first": date_format(clash.starts_on),
            "last": date_format(clash.last_day) if clash.last_day else _("no end"),
        }
    return wrong


def stay_end(*, period: Period, ended_on: date | None, reason: str, today: date) -> dict[str, str | Promise]:
    """What is wrong with an early end, by field. A stay recorded by mistake has no day on which it ended."""
    if reason == StayEnd.MISTAKE:
        return {}
    if ended_on is None:
        return {"ended_on": _("Enter the last day of the stay.")}
    if ended_on < period.starts_on or (period.last_day is not None and ended_on > period.last_day):
        return {"ended_on": _("This day is not within the stay.")}
    if ended_on > today:
        return {"ended_on": _("This day is still to come.")}
    return {}


def _overlap(one: Period, starts_on: date, ends_on: date | None) -> bool:
    return one.starts_on <= (ends_on or date.max) and starts_on <= (one.last_day or date.max)
