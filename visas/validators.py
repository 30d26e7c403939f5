"""Checks of an application's answers, the same for model, form and admin."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import InvalidLength
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.kr import brn

LONGEST_AHEAD = timedelta(days=2 * 365)
LONGEST_PAST = timedelta(days=5 * 365)


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
