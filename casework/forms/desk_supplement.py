"""The supplement composer: what is missing, why, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.forms.fields import DatePartsField

DEFAULT_DAYS = 14
LONGEST_DAYS = 180


class WhyField(forms.CharField):
    """Required, but only beside a ticked box: the form judges an empty one."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


class SupplementForm(forms.Form):
    """A checkbox and a reason for each requirement; `items()` gives what is asked for."""

    use_required_attribute = False
    due_on = DatePartsField(label=_("Answer by"), help_text=_("Last day in Korean time."))

    def __init__(
        self, *args: Any, requirements: Iterable[tuple[str, str | Promise]], today: date, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {}).setdefault("due_on", today + timedelta(days=DEFAULT_DAYS))
        super().__init__(*args, **kwargs)
        self.requirements = list(requirements)
        due = self.fields.pop("due_on")
        for code, title in self.requirements:
            self.fields[f"ask_{code}"] = forms.BooleanField(label=str(title), required=False)
            self.fields[f"why_{code}"] = WhyField(
                label=_("Why it is needed: %(document)s") % {"document": title},
                help_text=_("The applicant reads this. Write in the applicant's language."),
                widget=forms.Textarea({"rows": 2, "class": "width-full"}),
                max_length=1_000,
            )
        self.fields["due_on"] = due
        if isinstance(due, DatePartsField):
            due.min_value = today + timedelta(days=1)
            due.max_value = today + timedelta(days=LONGEST_DAYS)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The checkbox and the reason of each requirement, for the page."""
        return [(self[f"ask_{code}"], self[f"why_{code}"]) for code, _title in self.requirements]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        asked = [code for code, _title in self.requirements if data.get(f"ask_{code}")]
        for code in asked:
            if not data.get(f"why_{code}", "").strip():
                self.add_error(f"why_{code}", _("Say why it is needed."))
        if not asked and self.requirements:
            self.add_error(f"ask_{self.requirements[0][0]}", _("Choose at least one document."))
        return data

    def items(self) -> list[tuple[str, str]]:
        """(requirement code, why) of everything chosen; after validation."""
        data = self.cleaned_data
        return [(code, data[f"why_{code}"]) for code, _title in self.requirements if data.get(f"ask_{code}")]
