"""What two tabs disagree about, in words."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django_countries import countries

from recruitment.forms.base import ProfileForm


class Difference(NamedTuple):
    label: str
    mine: str
    saved: str


def differences(form: ProfileForm, saved: Model) -> list[Difference]:
    """The columns whose typed value is not the saved one. The form must be valid."""
    found = []
    for column, mine in form.values().items():
        there = getattr(saved, column)
        if (mine or None) != (there or None):
            label = str(form.fields[column].label) if column in form.fields else _verbose(saved, column)
            field = form.fields.get(column)
            found.append(Difference(label, in_words(mine, field), in_words(there, field)))
    return found


def in_words(value: Any, field: forms.Field | None = None) -> str:
    """A value as the page shows it; an empty one says so."""
    if value in (None, "", []):
        return _("Nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(countries.name(code) or code for code in value)
    choices = getattr(field, "choices", None)
    if choices and not isinstance(value, Model):
        return str({str(key): label for key, label in choices}.get(str(value), value))
    return str(value)


def _verbose(row: Model, column: str) -> str:
    return str(getattr(row._meta.get_field(column), "verbose_name", column))
