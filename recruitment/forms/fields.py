"""Form fields of the profile: names in capitals, partial dates, and the choice of an organisation."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.forms.fields import DatePartsField
from casework.forms.widgets import DatePartsInput
from recruitment import validators
from recruitment.models import Organisation
from recruitment.partial import PartialDate
from recruitment.search import organisation_of

TYPED = "typed"
"""Value of the choice "not in the list: keep what I typed"."""


class UpperCaseField(forms.CharField):
    """Text kept in capitals with single spaces, such as a passport prints it."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").upper().split())


class ComposedField(forms.CharField):
    """Text kept in composed form: some keyboards send Hangul in pieces."""

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value) or "")


class PartialDateInput(DatePartsInput):
    """Boxes filled from the text of a partial date."""

    def decompress(self, value: Any) -> list[str]:
        parts = [part.lstrip("0") for part in str(value).split("-")] if value else []
        return parts + [""] * (len(self.parts) - len(parts))


class PartialField(DatePartsField):
    """A date of which the day, or month and day, may be left out; yields "2016", "2016-02" or
    "2016-02-29"."""

    widget = PartialDateInput
    default_error_messages = {
        "incomplete": _("Enter at least the year."),
        "gap": _("Enter the month, or leave the day empty."),
    }

    def clean(self, value: Any) -> Any:
        year, month, day = self._split(value)
        if not (year or month or day):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return ""
        if not year:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if day and not month:
            raise ValidationError(self.error_messages["gap"], code="gap")
        date = self.compress([part for part in (year, month, day) if part])
        text = str(PartialDate(date.year, date.month if month else None, date.day if day else None))
        self.run_validators(text)
        return text

    def compress(self, data_list: Any) -> Any:
        return super().compress([*data_list, "1", "1"][:3])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True


class OrganisationField(forms.ChoiceField):
    """One of the organisations found, or the name as typed (None). Any known organisation is accepted, since
    the list on the page may have been searched anew after it was made."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": _("Choose one of the list, or keep what you typed.")}

    def offer(self, organisations: list[Organisation]) -> None:
        """Put these on the page, the choice to keep what was typed last."""
        self.choices = [(row.pk, describe(row)) for row in organisations] + [
            (TYPED, _("Not in the list: keep what I typed"))
        ]

    def clean(self, value: Any) -> Any:
        if value == TYPED:
            return None
        found = organisation_of(value)
        if found is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return found


def describe(organisation: Organisation) -> str:
    """A name with its Korean form and its place, enough to tell namesakes apart."""
    names = " · ".join(filter(None, [organisation.name, organisation.name_ko]))
    places = ", ".join(filter(None, [organisation.city, organisation.country.name]))
    return f"{names} — {places}"


def today_check(text: str) -> None:
    """Refuse a partial date after today in Korea."""
    validators.not_future(text, validators.today_in_korea())
