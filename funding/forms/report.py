"""A report of a team, and what officers say of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.forms.desk import LONG
from casework.forms.fields import MoneyField
from casework.templatetags.krds import krw
from funding.enums import CutReason
from funding.models import CostCategory, Report
from funding.report_reads import Shown
from funding.services.reports import Figures


class ReportForm(forms.Form):
    """What was spent of the government share, what the institution bore, and interest; in won."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    spent = MoneyField(label=gettext_lazy("Government share spent"))
    own_cash = MoneyField(
        label=gettext_lazy("Own share borne in cash"),
        help_text=gettext_lazy("Filled in from your claims: what they cost beyond the government share."),
    )
    own_in_kind = MoneyField(label=gettext_lazy("Own share borne in kind"))
    interest = MoneyField(
        label=gettext_lazy("Interest earned"),
        help_text=gettext_lazy(
            "All interest of the project’s account. It belongs to the treasury. Enter 0 if there was none."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Explanation"),
        help_text=gettext_lazy("For example why money was left, or what the own share in kind was."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(LONG),
    )

    def __init__(
        self, *args: Any, report: Report, claimed: int, shown: Shown, planned: int, **kwargs: Any
    ) -> None:
        """`claimed`: KRW the ledger holds; `shown`: what claims prove; `planned`: own share in kind."""
        super().__init__(*args, **kwargs)
        self.claimed = claimed
        self.fields["spent"].help_text = _(
            "Filled in from your claims. Lower it by what was paid and not spent; at most %(most)s."
        ) % {"most": krw(claimed)}
        self.fields["own_in_kind"].help_text = _("The budget plans %(planned)s.") % {"planned": krw(planned)}
        if report.row_version > 1:
            self.initial.update({name: getattr(report, name) for name in self.fields if name != "token"})
        else:
            self.initial.update({"spent": shown.spent, "own_cash": shown.own_cash})

    def clean_spent(self) -> int:
        spent: int = self.cleaned_data["spent"]
        if spent > self.claimed:
            text = _("The claims of this agreement hold %(most)s. No more can have been spent.")
            raise ValidationError(text % {"most": krw(self.claimed)})
        return spent

    @property
    def figures(self) -> Figures:
        """Of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "token"}
        return Figures(**values)


class ReturnForm(forms.Form):
    """Why a report goes back to the team."""

    note = forms.CharField(
        label=gettext_lazy("What must be corrected?"),
        help_text=gettext_lazy("The team reads this."),
        max_length=4_000,
        widget=forms.Textarea(LONG),
        error_messages={"required": gettext_lazy("Say what must be corrected.")},
    )


class ProposeForm(forms.Form):
    """A note for the second person."""

    note = forms.CharField(
        label=gettext_lazy("Note for the second officer"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(LONG),
    )


class SendBackForm(forms.Form):
    """What the first officer should look at again."""

    note = forms.CharField(
        label=gettext_lazy("What should be looked at again?"),
        max_length=4_000,
        widget=forms.Textarea(LONG),
        error_messages={"required": gettext_lazy("Say what should be looked at again.")},
    )


class DisallowForm(forms.Form):
    """A cost that is not recognised, with a coded reason."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    category = forms.ModelChoiceField(label=gettext_lazy("Category"), queryset=CostCategory.objects.none())
    amount = MoneyField(label=gettext_lazy("Amount not recognised"), min_value=1)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=CutReason.choices)
    note = forms.CharField(
        label=gettext_lazy("In words, for the team"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "width-full"}),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = CostCategory.objects.filter(programme=report.request.team.programme_id)
        fields: dict[str, Any] = self.fields
        fields["category"].queryset = rows

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("reason") == CutReason.OTHER and not data.get("note", "").strip():
            self.add_error("note", _("Give the reason in words."))
        return data
