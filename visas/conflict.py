"""What two tabs disagree about, in words."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.templatetags.krds import krw
from visas.forms.application import SectionForm
from visas.models import TopTierApplication


class Difference(NamedTuple):
    label: str
    mine: str
    saved: str


def differences(form: SectionForm, stored: TopTierApplication) -> list[Difference]:
    """The answers of a valid form that are not the stored ones."""
    return [
        Difference(
            str(form.fields[name].label),
            in_words(form.fields[name], mine),
            in_words(form.fields[name], saved),
        )
        for name, mine in form.values().items()
        if mine != (saved := getattr(stored, name))
    ]


def in_words(field: forms.Field, value: Any) -> str:
    """An answer as the page shows it; an empty one says so."""
    if value in (None, ""):
        return _("Nothing")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, int):
        return krw(value)
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(value, value))
