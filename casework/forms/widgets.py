"""Form controls of our own: dates in labelled parts, and amounts in won with a reading aid."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.forms.krw import krw_reading, parse_krw

PART_LABELS = {"year": _("Year"), "month": _("Month"), "day": _("Day")}


class DatePartsInput(forms.MultiWidget):
    """Year, month and day as labelled boxes; a whole date pasted into the first box is understood too."""

    template_name = "krds/widgets/date_parts.html"
    use_fieldset = True
    parts: tuple[str, ...] = ("year", "month", "day")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput({"inputmode": "numeric", "maxlength": 12, "autocomplete": "off"})
            for part in self.parts
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Split a date (or an ISO text of one) into its boxes."""
        if isinstance(value, datetime.date):
            return [str(getattr(value, part)) for part in self.parts]
        return [str(value)] + [""] * (len(self.parts) - 1) if value else [""] * len(self.parts)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        """Read the boxes, or one undivided value under the plain name."""
        values: list[Any] = super().value_from_datadict(data, files, name)
        if name in data and not any(values):
            return [data[name], *[""] * (len(self.parts) - 1)]
        return values

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add each box's label; the group's help and error are announced by the fieldset around it."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for part, box in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            box["label"] = PART_LABELS[part]
            box["part"] = part
        return context


class MoneyInput(forms.TextInput):
    """An amount in won; the reading beneath it spells the amount out and follows typing where scripts run."""

    template_name = "krds/widgets/money.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "data-money": "", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Group thousands; leave what cannot be read exactly as typed."""
        return f"{value:,}" if isinstance(value, int) else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the reading of the current value, empty when there is none."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        try:
            context["widget"]["reading"] = krw_reading(parse_krw(str(value or "")), get_language() or "en")
        except ValueError:
            context["widget"]["reading"] = ""
        return context
