"""An officer's word on a funding request: what is agreed line by line, or why it is refused or returned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.forms.desk import LONG
from casework.forms.fields import MoneyField
from funding.enums import RulingOutcome
from funding.models import BudgetLine


class ReturnForm(forms.Form):
    """What the team shall correct."""

    note = forms.CharField(
        label=gettext_lazy("What should the team correct?"),
        help_text=gettext_lazy("The team reads this."),
        max_length=2000,
        widget=forms.Textarea(LONG),
        error_messages={"required": gettext_lazy("Say what the team should correct.")},
    )


class Override(forms.CharField):
    """A reason that only an agreement against the gate needs; the form says so."""

    def validate(self, value: Any) -> None:
        """The form says what is missing."""


class ReviewForm(forms.Form):
    """Agree to an amount in each category, never above what was asked, or refuse."""

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label=gettext_lazy("What do you propose?"),
        choices=(
            (RulingOutcome.APPROVE.value, gettext_lazy("Agree to the amounts below")),
            (RulingOutcome.REFUSE.value, gettext_lazy("Refuse the request")),
        ),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("The team reads this once two persons have signed. Needed for a refusal."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(LONG),
    )
    override = Override(
        label=gettext_lazy("Why agree although the candidate gate is not met?"),
        max_length=1000,
        widget=forms.Textarea(LONG),
    )

    def __init__(
        self, *args: Any, lines: Sequence[BudgetLine], remaining: int, gate_met: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if line.government]
        self.remaining, self.gate_met = remaining, gate_met
        if gate_met:
            del self.fields["override"]
        for line in self.lines:
            self.fields[_field(line)] = MoneyField(
                label=_("%(name)s: agreed") % {"name": line.category.name},
                required=False,
                initial=line.government if line.agreed is None else line.agreed,
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("outcome") == RulingOutcome.REFUSE:
            if not given.get("note", "").strip():
                self.add_error("note", _("Say why the request is refused."))
            return given
        for line in self.lines:
            if (given.get(_field(line)) or 0) > line.government:
                self.add_error(_field(line), self._above(line, given[_field(line)]))
        if not self.gate_met and not given.get("override", "").strip():
            self.add_error(
                "override", _("The candidate gate is not met. Say why the money is agreed all the same.")
            )
        return given

    @property
    def agreed(self) -> dict[str, int]:
        """KRW by code of the category."""
        return {line.category.code: self.cleaned_data.get(_field(line)) or 0 for line in self.lines}

    def rows(self) -> Iterator[tuple[BudgetLine, BoundField]]:
        return ((line, self[_field(line)]) for line in self.lines)

    def _above(self, line: BudgetLine, typed: int) -> str:
        """No officer agrees to more than was asked; beyond the cap that is said too."""
        words = _("No more can be agreed than the ₩%(asked)s asked for.") % {"asked": f"{line.government:,}"}
        if typed - line.government > self.remaining:
            left = _("Only ₩%(remaining)s remains under the cap for this researcher and year.")
            words = f"{words} {left % {'remaining': f'{self.remaining:,}'}}"
        return words


class AnswerForm(forms.Form):
    """Why a change is refused, or what the second officer should know."""

    note = forms.CharField(
        label=gettext_lazy("Answer to the team"), max_length=2000, required=False, widget=forms.Textarea(LONG)
    )


class ReasonForm(forms.Form):
    """Why a change is refused."""

    note = forms.CharField(
        label=gettext_lazy("Why is it refused?"),
        help_text=gettext_lazy("The team reads this."),
        max_length=2000,
        widget=forms.Textarea(LONG),
    )


def _field(line: BudgetLine) -> str:
    return f"agreed_{line.category.code}"
