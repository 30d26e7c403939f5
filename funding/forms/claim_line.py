"""One line of a claim, typed: read by the very rules that read pasted and uploaded lines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from casework.forms.fields import MoneyField
from casework.forms.widgets import MoneyInput
from funding.claim_copies import draft_of
from funding.costs import Terms
from funding.enums import PaymentMethod
from funding.imports.columns import COLUMNS
from funding.imports.drafts import LineDraft, Problem
from funding.imports.parse import LONGEST, REQUIRED, parse
from funding.imports.table import Table
from funding.imports.written import cells
from funding.models import ClaimLine
from funding.services.lines import Entry

ROW = 1
MONEY = ("supply", "vat", "total")
HINTS = {
    "spent_on": gettext_lazy("The day it was paid, for example 2026-11-22."),
    "business_number": gettext_lazy("Ten digits, if the payee has one."),
    "supply": gettext_lazy("Two of supply value, VAT and total are enough. “1억 5천만” is understood, too."),
    "invoice": gettext_lazy("The 24 characters of the approval number."),
    "rate": gettext_lazy("For example 30%."),
    "month": gettext_lazy("For example 2026-11."),
    "currency": gettext_lazy("Three letters, for example USD."),
    "exchange_rate": gettext_lazy("Won for one unit of the currency."),
    "rate_date": gettext_lazy("For example 2026-11-22."),
    "note": gettext_lazy("What it was for."),
}
SHORT = {"spent_on", "rate", "month", "currency", "exchange_rate", "rate_date", "business_number"}
PARTS = {
    "cost": ("spent_on", "payee", "business_number", "category", "method", "invoice"),
    "money": ("supply", "vat", "total", "claimed"),
    "salary": ("participant", "rate", "month"),
    "foreign": ("currency", "foreign", "exchange_rate", "rate_date"),
    "proof": ("note", "no_receipt"),
}


class LineForm(forms.Form):
    """The columns of a claim, and how much of the cost is claimed. A valid form has an `entry`."""

    use_required_attribute = False
    token = forms.UUIDField(widget=forms.HiddenInput)
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, terms: Terms, names: dict[str, str], today: date, row_version: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.terms, self.names, self.today = terms, names, today
        self.initial = {**self.initial, "token": uuid4(), "row_version": row_version}
        for column in COLUMNS:
            self.fields[column.key] = _field(column.key, column.title(get_language() or "en"), terms)
        self.fields["claimed"] = MoneyField(
            label=_("Claimed"),
            required=False,
            min_value=1,
            help_text=_("Leave it blank to claim the supply value; VAT comes back to the institution.")
            if terms.recovers_vat
            else _("Leave it blank to claim the total."),
        )
        self.fields["no_receipt"] = forms.CharField(
            label=_("Why there is no receipt"),
            required=False,
            max_length=300,
            help_text=_("Only if you cannot hand one in."),
        )

    @classmethod
    def values_of(cls, line: ClaimLine) -> dict[str, Any]:
        """What the form shows of a stored line."""
        draft = draft_of(line)
        written = dict(zip((column.key for column in COLUMNS), cells(draft, "en"), strict=True))
        if line.currency == "KRW":
            written["currency"] = ""
        return {**written, "claimed": line.claimed, "no_receipt": line.no_receipt}

    def clean(self) -> dict[str, Any]:
        """Read the cells as those of a pasted row."""
        given: dict[str, Any] = super().clean() or {}
        raw = {column.key: str(given.get(column.key) or "").strip() for column in COLUMNS}
        codes = {name: code for name, code in self.names.items() if code in self.terms.categories}
        table = Table(list(raw), [(ROW, list(raw.values()))])
        read = parse(table, categories=codes, today=self.today)
        self.complain(problem for problem in read.problems if problem.column not in self.errors)
        self.draft: LineDraft | None = next(iter(read.lines), None)
        return given

    def complain(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong beside its field."""
        for problem in problems:
            self.add_error(problem.column if problem.column in self.fields else None, str(problem.text))

    @property
    def entry(self) -> Entry:
        """Of a valid form."""
        if self.draft is None:
            raise ValueError("the form is not valid")
        return Entry(self.draft, self.cleaned_data["claimed"], self.cleaned_data["no_receipt"])

    def part(self, name: str) -> list[forms.BoundField]:
        return [self[field] for field in PARTS[name]]

    @property
    def parts(self) -> dict[str, list[forms.BoundField]]:
        """The fields by the part of the page they stand in."""
        return {name: self.part(name) for name in PARTS}

    @property
    def is_salary(self) -> bool:
        return self._filled("salary")

    @property
    def is_foreign(self) -> bool:
        return self._filled("foreign")

    def _filled(self, name: str) -> bool:
        return any(field.value() or field.errors for field in self.part(name))


def _field(key: str, label: str, terms: Terms) -> forms.Field:
    shared: dict[str, Any] = {
        "label": label,
        "required": key in REQUIRED,
        "help_text": HINTS.get(key, ""),
    }
    if key == "category":
        offered = [(one.code, one.name) for one in terms.categories.values() if one.agreed]
        return forms.ChoiceField(choices=[("", _("Choose")), *offered], **shared)
    if key == "method":
        return forms.ChoiceField(choices=PaymentMethod.choices, widget=forms.RadioSelect, **shared)
    if key in MONEY:
        return forms.CharField(widget=MoneyInput, **shared)
    css = {"class": "width-16"} if key in SHORT else {}
    widget = forms.TextInput({"autocomplete": "off", **css})
    return forms.CharField(widget=widget, max_length=LONGEST.get(key, 60), **shared)
