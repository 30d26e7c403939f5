"""A funding request on paper: whom it is for, its budget, and what a withdrawal or a file needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.forms.fields import DatePartsField, MoneyField
from casework.models import Case, Document, User
from casework.services.documents import add_document
from funding.budget import OWN, TOTAL, Item, Matching, Totals, limit_of, totals, violations
from funding.candidates import Candidate
from funding.ledger import OverCap
from funding.models import BudgetLine, FundingRequest, Institution
from funding.request_reads import Cap, item_of, outside_year
from funding.services.requests import Amounts

FILES = "application/pdf,image/jpeg,image/png"
PARTS: tuple[tuple[str, str | Promise], ...] = (
    ("government", gettext_lazy("government share")),
    ("own_cash", gettext_lazy("own share in cash")),
    ("own_in_kind", gettext_lazy("own share in kind")),
)


class StartForm(forms.Form):
    """Researcher, host institution, year. These stay; everything else is filled in afterwards."""

    gate = forms.ChoiceField(label=gettext_lazy("Researcher"), widget=forms.RadioSelect)
    institution = forms.ModelChoiceField(
        label=gettext_lazy("Host institution"),
        help_text=gettext_lazy("The member of the team that employs the researcher."),
        queryset=Institution.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"),
        help_text=gettext_lazy("The cap counts for each year by itself."),
        widget=forms.RadioSelect,
        coerce=int,
    )

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Candidate],
        institutions: QuerySet[Institution],
        years: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.gates: dict[str, Case] = {str(one.case.pk): one.case for one in candidates}
        fields: dict[str, Any] = self.fields
        fields["gate"].choices = [(str(one.case.pk), one.person_name) for one in candidates]
        fields["institution"].queryset = institutions
        fields["year"].choices = years

    def clean_gate(self) -> Case:
        return self.gates[self.cleaned_data["gate"]]


@dataclass(frozen=True)
class Row:
    """One category of the form: its fields, its sum as typed, and the most it may hold (None: no ceiling)."""

    name: str
    note: str
    fields: list[BoundField]
    total: int
    limit: int | None


class BudgetForm(forms.Form):
    """Purpose, employment and a row of amounts for each category. What breaks a rule shows beside its row,
    what breaks the cap or the matching rule beside the total."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)
    purpose = forms.CharField(
        label=gettext_lazy("What is the money for?"),
        help_text=gettext_lazy("What the researcher will lead, and why these costs are needed for it."),
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
    )
    employed_from = DatePartsField(label=gettext_lazy("Employed from"))
    employed_until = DatePartsField(label=gettext_lazy("Employed until"))
    total = forms.CharField(label=gettext_lazy("Total"), required=False, widget=forms.HiddenInput)
    own = forms.CharField(label=gettext_lazy("Own share"), required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        request: FundingRequest,
        lines: Sequence[BudgetLine],
        rule: Matching | None,
        cap: Cap,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.lines, self.rule, self.cap = request, lines, rule, cap
        self.fields["row_version"].initial = request.row_version
        for name in ("purpose", "employed_from", "employed_until"):
            self.fields[name].initial = getattr(request, name)
        for line in lines:
            for part, words in PARTS:
                self.fields[_field(line, part)] = MoneyField(
                    label=f"{line.category.name}: {words}",
                    required=False,
                    initial=getattr(line, part) or None,
                )

    def clean(self) -> dict[str, Any]:
        """The rules of a budget, once every amount can be read."""
        given: dict[str, Any] = super().clean() or {}
        if not self._unread():
            self._hold_rules()
        first, last = given.get("employed_from"), given.get("employed_until")
        if first and last:
            self._hold_employment(first, last)
        return given

    @property
    def amounts(self) -> dict[str, Amounts]:
        """What was typed, by code of the category."""
        return {
            line.category.code: Amounts(*(self._typed(line, part) for part, _words in PARTS))
            for line in self.lines
        }

    @property
    def items(self) -> list[Item]:
        return [_planned(line, self.amounts[line.category.code]) for line in self.lines]

    @property
    def sums(self) -> Totals:
        return totals(self.items)

    @property
    def after(self) -> int:
        """What would remain under the cap, KRW; below zero where too much is asked."""
        return self.cap.after(self.sums.government)

    def rows(self) -> Iterator[Row]:
        items = self.items
        for line, item in zip(self.lines, items, strict=True):
            yield Row(
                name=line.category.name,
                note=line.category.note,
                fields=[self[_field(line, part)] for part, _words in PARTS],
                total=item.total,
                limit=limit_of(item, items),
            )

    def _hold_rules(self) -> None:
        first = {line.category.code: _field(line, "government") for line in self.lines}
        places = {**first, TOTAL: "total", OWN: "own"}
        for violation in violations(self.items, self.rule):
            self.add_error(places[violation.where], violation.beside or violation.words)
        if self.after < 0:
            self.add_error("total", str(OverCap(self.cap.open).reason))

    def _hold_employment(self, first: date, last: date) -> None:
        if first > last:
            self.add_error("employed_until", _("The last day comes before the first."))
        elif wrong := outside_year(self.request, first, last):
            self.add_error("employed_from", wrong)

    def _unread(self) -> bool:
        return any(_field(line, part) in self.errors for line in self.lines for part, _words in PARTS)

    def _typed(self, line: BudgetLine, part: str) -> int:
        if not self.is_bound:
            return int(getattr(line, part))
        value = getattr(self, "cleaned_data", {}).get(_field(line, part))
        return int(value or 0)


class SubmitForm(forms.Form):
    """Which submit, of which state of the answers."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    row_version = forms.IntegerField(widget=forms.HiddenInput)
    total = forms.CharField(label=gettext_lazy("Total"), required=False, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Which state of the case the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class FileForm(forms.Form):
    """One file for a slot of the request."""

    file = forms.FileField(
        label=gettext_lazy("Choose a file"),
        help_text=gettext_lazy("PDF, JPEG or PNG, at most 10 MB and 60 pages."),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": FILES}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def keep(self, actor: User) -> Document | None:
        """The file, checked and kept for the team; None, with an error, if refused."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            return add_document(actor=actor, upload=upload, personal=False)
        except ValidationError as refused:
            self.add_error("file", refused)
            return None


def _field(line: BudgetLine, part: str) -> str:
    return f"{part}_{line.category.code}"


def _planned(line: BudgetLine, planned: Amounts) -> Item:
    shown = BudgetLine(
        category=line.category,
        government=planned.government,
        own_cash=planned.own_cash,
        own_in_kind=planned.own_in_kind,
    )
    return item_of(shown)
