"""Form fields of our own: dates typed in parts or pasted whole, and amounts in won."""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from casework.forms.krw import parse_krw
from casework.forms.widgets import DatePartsInput, MoneyInput

FIRST_YEAR = 1900
LAST_YEAR = 2200


class DatePartsField(forms.MultiValueField):
    """A date in Asia/Seoul typed as year, month, day, or pasted as 20261122, 2026.11.22. or 2026-11-22.

    `min_value` and `max_value` are inclusive dates. Yields datetime.date, or None when empty and optional.
    """

    widget: Any = DatePartsInput
    pasted = re.compile(r"(\d{4})(\d\d)(\d\d)|(\d{4})[-./년\s]+(\d{1,2})[-./월\s]+(\d{1,2})[.일\s]*")
    default_error_messages = {
        "incomplete": _("Enter the whole date: year, month and day."),
        "invalid": _("Enter a date such as 2026 11 22."),
        "year": _("Enter the year with four digits, such as 2026."),
        "month": _("The month must be a number from 1 to 12."),
        "day": _("That month has no such day. Check the day."),
        "too_early": _("The date must be %(date)s or later."),
        "too_late": _("The date must be %(date)s or earlier."),
    }

    def __init__(
        self,
        *,
        min_value: datetime.date | None = None,
        max_value: datetime.date | None = None,
        **kwargs: Any,
    ) -> None:
        self.min_value, self.max_value = min_value, max_value
        count = len(self.widget.parts)
        super().__init__([forms.CharField(required=False) for _part in range(count)], **kwargs)

    def clean(self, value: Any) -> datetime.date | None:
        """Return the date, or raise one message that names the part to mend."""
        if isinstance(value, datetime.date):
            return self._within(value)
        parts = self._split(value)
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self._within(self.compress(parts))

    def compress(self, data_list: Any) -> datetime.date:
        """Turn the typed parts into a date."""
        year, month, day = map(self._number, data_list)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        if not 1 <= month <= 12:
            raise ValidationError(self.error_messages["month"], code="month")
        try:
            return datetime.date(year, month, day)
        except ValueError as wrong:
            raise ValidationError(self.error_messages["day"], code="day") from wrong

    def _split(self, value: Any) -> list[str]:
        typed: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
        parts = [unicodedata.normalize("NFKC", str(part or "")).strip() for part in typed]
        parts += [""] * (len(self.fields) - len(parts))
        if parts[0] and not any(parts[1:]):
            whole = self.pasted.fullmatch(parts[0])
            if whole:
                return [part for part in whole.groups() if part]
        return parts

    def _number(self, part: str) -> int:
        digits = part.rstrip(".년월일")
        if not re.fullmatch(r"\d{1,4}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(digits)

    def _within(self, value: datetime.date) -> datetime.date:
        for code, limit, sign in (("too_early", self.min_value, 1), ("too_late", self.max_value, -1)):
            if limit is not None and (value - limit).days * sign < 0:
                shown = {"date": date_format(limit)}
                raise ValidationError(self.error_messages[code], code=code, params=shown)
        return value


class MoneyField(forms.Field):
    """An amount in whole won (integer KRW), typed in any of the ways `parse_krw` reads.

    `min_value` and `max_value` are inclusive, in won.
    """

    widget = MoneyInput
    default_error_messages = {
        "invalid": _("Enter an amount in won, such as 168,000,000 or 1억 6,800만."),
        "too_small": _("The amount must be %(limit)s won or more."),
        "too_large": _("The amount must be %(limit)s won or less."),
    }

    def __init__(self, *, min_value: int = 0, max_value: int = 10**15, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        """Hold the amount between the limits."""
        super().validate(value)
        if value is None or self.min_value <= value <= self.max_value:
            return
        code, limit = (
            ("too_small", self.min_value) if value < self.min_value else ("too_large", self.max_value)
        )
        raise ValidationError(self.error_messages[code], code=code, params={"limit": f"{limit:,}"})

    def to_python(self, value: Any) -> int | None:
        """Return won, None when empty; raise a message when it cannot be read."""
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            return parse_krw(str(value))
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare amounts, so that "1억" and 100,000,000 are the same answer."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
