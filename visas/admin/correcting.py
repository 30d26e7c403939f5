"""Forms that correct one fact: an amount, months, a date or an organisation, with reason and evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.desk import LONG, EvidenceField
from casework.forms.fields import DatePartsField, MoneyField
from casework.models import Facts
from casework.templatetags.krds import day, krw, years_months
from recruitment.models import Organisation
from recruitment.search import find_organisations
from visas.facts import FactsPlan, plan_of

SEARCH = "search"
UNKNOWN = "unknown"
"""Value of the choice "not in the registry"."""

Pair = tuple[Any, Any]


class CorrectionForm(forms.Form):
    """`pair()` gives (low, high) as `correct_fact` wants them."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What the document shows, and where. The applicant reads this with the decision."),
        widget=forms.Textarea(LONG),
    )
    evidence = EvidenceField(required=True)
    field_order = ("amount", "low", "high", "name", "organisation", "evidence", "reason")

    @property
    def searching(self) -> bool:
        """Whether the officer only looks something up."""
        return False

    def pair(self) -> Pair:
        raise NotImplementedError


class AmountForm(CorrectionForm):
    amount = MoneyField(label=_("Annual pay in KRW, before tax"), min_value=1)

    def pair(self) -> Pair:
        return self.cleaned_data["amount"], self.cleaned_data["amount"]


class SpanForm(CorrectionForm):
    """A value that may be known only between two bounds; without the second it is exact."""

    def pair(self) -> Pair:
        low, high = self.cleaned_data["low"], self.cleaned_data["high"]
        return low, low if high is None else high

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("low"), data.get("high")
        if low is not None and high is not None and high < low:
            self.add_error("high", _("This must not be less than the first."))
        return data


class MonthsForm(SpanForm):
    low = forms.IntegerField(
        label=_("Months, at least"),
        min_value=0,
        max_value=900,
        widget=forms.NumberInput({"class": "width-8"}),
    )
    high = forms.IntegerField(
        label=_("Months, at most"),
        help_text=_("Leave empty when the number is exact."),
        min_value=0,
        max_value=900,
        required=False,
        widget=forms.NumberInput({"class": "width-8"}),
    )


class DateForm(SpanForm):
    low = DatePartsField(label=_("Date, or the earliest possible"))
    high = DatePartsField(
        label=_("Latest possible date"), help_text=_("Leave empty when the date is exact."), required=False
    )


class RegistryForm(CorrectionForm):
    """A search box, then the organisations it finds."""

    name = forms.CharField(
        label=_("Search the registry of organisations"),
        widget=forms.TextInput({"class": "width-24", "autocomplete": "off"}),
        required=False,
    )
    organisation = forms.ChoiceField(label=_("Organisation"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = str(self["name"].value() or "")
        self.found = {row.pk: row for row in find_organisations(words)} if words else {}
        chosen = str(self["organisation"].value() or "")
        known = (
            Organisation.objects.filter(pk=chosen).first() if chosen and chosen not in self.found else None
        )
        if known:
            self.found[known.pk] = known
        listed = [(pk, f"{row} ({row.country.code})") for pk, row in self.found.items()]
        field = self.fields["organisation"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*listed, (UNKNOWN, _("Not in the registry"))]

    @property
    def searching(self) -> bool:
        return self.is_bound and SEARCH in self.data

    def pair(self) -> Pair:
        row = self.found.get(self.cleaned_data["organisation"])
        return (row.pk, row.name) if row else (None, None)


def form_class(fact: str) -> type[CorrectionForm]:
    """The form for a fact as `visas.facts.corrected` names it."""
    last = fact.split(".")[-1]
    if last == "pay":
        return AmountForm
    if last in ("experience", "postdoc"):
        return MonthsForm
    return RegistryForm if last == "organisation" else DateForm


def correctable(root: str, facts: Facts) -> list[str]:
    """Names of the facts an officer may correct under "degree", "employment" or "pay"."""
    plan = plan_of(facts)
    if root == "pay":
        return ["pay"]
    if root == "degree":
        numbers = range(1, len(plan.degrees) + 1)
        return [f"degree.{n}.{part}" for n in numbers for part in ("organisation", "awarded")]
    numbers = range(1, len(plan.employments) + 1)
    rows = [f"employment.{n}.{part}" for n in numbers for part in ("organisation", "started", "ended")]
    return [*rows, "experience", "postdoc"]


def present(fact: str, plan: FactsPlan) -> dict[str, Any]:
    """Initial values of the form: what the facts say now."""
    first, *rest = fact.split(".")
    if not rest:
        low, high = getattr(plan, first)
        return {"amount": low} if fact == "pay" else {"low": low, "high": None if high == low else high}
    rows: tuple[Any, ...] = plan.degrees if first == "degree" else plan.employments
    row = rows[int(rest[0]) - 1]
    if rest[1] == "organisation":
        return {
            "name": getattr(row, "institution", None) or row.employer,
            "organisation": row.ror_id or UNKNOWN,
        }
    low, high = getattr(row, f"{rest[1]}_low"), getattr(row, f"{rest[1]}_high")
    return {"low": low, "high": None if high == low else high}


def spoken(fact: str, plan: FactsPlan) -> str:
    """What the facts say now, in words for a list."""
    now = present(fact, plan)
    if "name" in now:
        return str(now["name"])
    values = [now.get("amount", now.get("low")), now.get("high")]
    return " – ".join(_words(fact, value) for value in values if value is not None)


def _words(fact: str, value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    return krw(value) if fact == "pay" else years_months(value)
