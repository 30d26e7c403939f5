"""Forms of the officers' desk on a stay in Korea: record it, end it early."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.fields import DatePartsField
from visas import validators
from visas.enums import StayEnd, StayStatus
from visas.models import Stay


class StayForm(forms.Form):
    """Which status, from which day to which."""

    status_of_stay = forms.ChoiceField(
        label=_("Status of stay"),
        choices=StayStatus.choices,
        initial=StayStatus.RESIDENT,
        widget=forms.RadioSelect,
    )
    starts_on = DatePartsField(
        label=_("First day"),
        help_text=_(
            "The day of entry or of the change of status. An extension begins the day after the last one."
        ),
    )
    ends_on = DatePartsField(
        label=_("Last day"),
        help_text=_("The last day counts. Leave it empty for permanent residence only."),
        required=False,
    )

    def __init__(self, *args: Any, known: Iterable[Stay], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.today = known, today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"status_of_stay", "starts_on", "ends_on"} <= data.keys():
            wrong = validators.stay(
                status=data["status_of_stay"],
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                known=self.known,
                today=self.today,
            )
            for field, text in wrong.items():
                self.add_error(field, str(text))
        return data


class EndStayForm(forms.Form):
    """Why a stay ended before its last day, and when; one that has ended can only be taken back."""

    reason = forms.ChoiceField(label=_("Why did it end?"), choices=StayEnd.choices, widget=forms.RadioSelect)
    ended_on = DatePartsField(
        label=_("Last day of the stay"),
        help_text=_("This day still counts. Leave it empty for a stay recorded by mistake."),
        required=False,
    )

    def __init__(self, *args: Any, stay: Stay, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stay, self.today = stay, today
        field = self.fields["reason"]
        if stay.end_reason and isinstance(field, forms.ChoiceField):
            field.choices = [(StayEnd.MISTAKE, StayEnd.MISTAKE.label)]
            del self.fields["ended_on"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "reason" in data and ("ended_on" in data or "ended_on" not in self.fields):
            wrong = validators.stay_end(
                period=self.stay,
                ended_on=data.get("ended_on"),
                reason=data["reason"],
                today=self.today,
            )
            for field, text in wrong.items():
                self.add_error(field, str(text))
        return data
