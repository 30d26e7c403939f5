"""A period of days that a page is asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = {"type": "date"}
BEGINNING, END = date(2000, 1, 1), date(2100, 1, 1)


class PeriodForm(forms.Form):
    """From a day to a day (Asia/Seoul), both included; an empty one is open."""

    first = forms.DateField(label=_("From day"), required=False, widget=forms.DateInput(DAY, "%Y-%m-%d"))
    last = forms.DateField(label=_("To day"), required=False, widget=forms.DateInput(DAY, "%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        return found

    def days(self) -> dict[str, date]:
        """`first` and `last` of a valid form."""
        return {
            "first": self.cleaned_data["first"] or BEGINNING,
            "last": self.cleaned_data["last"] or END,
        }

    def query(self) -> dict[str, str]:
        """What an address says of the period of a valid form."""
        return {name: day.isoformat() for name, day in self.cleaned_data.items() if day}
