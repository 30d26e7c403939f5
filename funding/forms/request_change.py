"""A change of an agreement on paper: amounts by category, and why."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy

from casework.forms.fields import MoneyField
from funding.change_rules import Standing, against_carry_over, against_transfer, needs_approval
from funding.models import FundingRequest
from funding.request_reads import year_of


@dataclass(frozen=True)
class Row:
    """One category as it stands, KRW, with the fields of its change."""

    standing: Standing
    fields: list[BoundField]


class ChangeForm(forms.Form):
    """Amounts by category; what they break shows beside the sum."""

    parts: tuple[tuple[str, Any], ...] = ()
    token = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    total = forms.CharField(label=gettext_lazy("Amounts"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, standing: Sequence[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.fields["token"].initial = uuid.uuid4
        for one in standing:
            for part, words in self.parts:
                self.fields[f"{part}_{one.item.code}"] = MoneyField(
                    label=f"{one.item.name}: {words}", required=False
                )

    def rows(self) -> Iterator[Row]:
        for one in self.standing:
            yield Row(one, [self[f"{part}_{one.item.code}"] for part, _words in self.parts])

    def clean(self) -> dict[str, Any]:
        """What a change may move, once every amount can be read."""
        given: dict[str, Any] = super().clean() or {}
        names = [f"{part}_{one.item.code}" for one in self.standing for part, _words in self.parts]
        if not any(name in self.errors for name in names):
            problem = self.problem()
            if problem:
                self.add_error("total", problem)
        return given

    def problem(self) -> str:
        """Why the amounts cannot move so; empty where they can."""
        raise NotImplementedError

    def typed(self, part: str, code: str) -> int:
        return int(self.cleaned_data.get(f"{part}_{code}") or 0)


class TransferForm(ChangeForm):
    """Money from category to category, in sum nothing."""

    parts = (("less", gettext_lazy("less")), ("more", gettext_lazy("more")))

    @property
    def deltas(self) -> dict[str, int]:
        """KRW by code of the category, above zero where it gains."""
        codes = [one.item.code for one in self.standing]
        moved = {code: self.typed("more", code) - self.typed("less", code) for code in codes}
        return {code: delta for code, delta in moved.items() if delta}

    @property
    def by_approval(self) -> bool:
        return needs_approval(self.standing, self.deltas)

    def problem(self) -> str:
        return against_transfer(self.standing, self.deltas)


class CarryOverForm(ChangeForm):
    """Unclaimed money for the next year's request."""

    parts = (("carried", gettext_lazy("carried over")),)

    to_request = forms.ModelChoiceField(
        label=gettext_lazy("To the request"),
        queryset=FundingRequest.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    field_order = ("token", "to_request", "reason")

    def __init__(self, *args: Any, targets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["to_request"]
        chooser.queryset = targets
        chooser.label_from_instance = _in_words

    @property
    def amounts(self) -> dict[str, int]:
        """KRW by code of the category."""
        codes = [one.item.code for one in self.standing]
        typed = {code: self.typed("carried", code) for code in codes}
        return {code: amount for code, amount in typed.items() if amount}

    def problem(self) -> str:
        return against_carry_over(self.standing, {code: -amount for code, amount in self.amounts.items()})


def _in_words(request: FundingRequest) -> str:
    return f"{request.case.reference}, {year_of(request)}"
