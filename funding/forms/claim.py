"""Starting, submitting and withdrawing a claim."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.claim_copies import moved
from funding.claim_reads import researcher_of
from funding.claim_terms import period_of
from funding.costs import last_day, month_words
from funding.models import FundingRequest

MONTHS_OFFERED = 15


class AgreementField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the team's running agreements, by researcher, year and reference."""

    def label_from_instance(self, obj: Any) -> str:
        """Reads `case.person.accounts`, which the view prefetches."""
        return f"{researcher_of(obj.case.person)} · {obj.year} · {obj.case.reference}"


class StartForm(forms.Form):
    """Which agreement, and of which month the costs are."""

    agreement = AgreementField(
        label=gettext_lazy("Agreement"),
        queryset=FundingRequest.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the agreements that run.")},
    )
    month = forms.ChoiceField(label=gettext_lazy("Month of the costs"))

    def __init__(self, *args: Any, running: QuerySet[FundingRequest], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["agreement"]
        chooser.queryset = running
        months: Any = self.fields["month"]
        first = today.replace(day=1)
        offered = [moved(first, -back) for back in range(MONTHS_OFFERED)]
        months.choices = [(month.isoformat(), month_words(month)) for month in offered]

    def clean_month(self) -> date:
        return date.fromisoformat(self.cleaned_data["month"])

    def clean(self) -> dict[str, Any]:
        """The month lies in the agreement."""
        given: dict[str, Any] = super().clean() or {}
        agreement, month = given.get("agreement"), given.get("month")
        if agreement and month:
            first, last = period_of(agreement)
            if month > last or last_day(month) < first:
                text = _("The agreement covers costs from %(first)s to %(last)s.")
                shown = {"first": date_format(first), "last": date_format(last)}
                self.add_error("month", ValidationError(text, params=shown))
        return given


class SubmitForm(forms.Form):
    """`token` makes a double click one submit; `row_version` is the claim as it was checked."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    row_version = forms.IntegerField(widget=forms.HiddenInput)
    declared = forms.BooleanField(
        label=gettext_lazy(
            "The costs were paid for this agreement, as the receipts show, and are claimed nowhere else."
        ),
        error_messages={"required": gettext_lazy("Confirm this before you submit.")},
    )


class WithdrawForm(forms.Form):
    """`version` is the case as the page showed it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
