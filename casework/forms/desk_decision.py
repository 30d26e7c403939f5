"""Proposing a decision: the outcome, the coded reasons of the governing policy version, and why otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.enums import DecisionOutcome
from casework.forms.desk import LONG
from casework.models import PolicyReason
from casework.services.readiness import Readiness


class ProposalForm(forms.Form):
    """Reasons of the other outcome are ignored, so that changing one's mind loses nothing typed."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=DecisionOutcome.choices, widget=forms.RadioSelect
    )
    overrides = forms.CharField(
        label=_("Why you do not follow the automatic check"),
        help_text=_("Needed only when your decision differs from what the automatic check found."),
        widget=forms.Textarea(LONG),
        required=False,
    )
    note = forms.CharField(
        label=_("Note for the countersigning officer"), widget=forms.Textarea(LONG), required=False
    )

    def __init__(self, *args: Any, reasons: Iterable[PolicyReason], ready: Readiness, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons, self.ready = list(reasons), ready
        for reason in self.reasons:
            self.fields[f"reason_{reason.pk}"] = forms.BooleanField(label=reason.title, required=False)
            self.fields[f"text_{reason.pk}"] = forms.CharField(
                label=_("Explanation for the applicant: %(reason)s") % {"reason": reason.title},
                widget=forms.Textarea({"rows": 2, "class": "width-full"}),
                required=False,
                max_length=2_000,
            )

    def groups(
        self,
    ) -> list[tuple[DecisionOutcome, list[tuple[PolicyReason, forms.BoundField, forms.BoundField]]]]:
        """Reasons by outcome, each with its checkbox and its explanation, for the page."""
        return [
            (
                outcome,
                [
                    (reason, self[f"reason_{reason.pk}"], self[f"text_{reason.pk}"])
                    for reason in self.reasons
                    if reason.outcome == outcome
                ],
            )
            for outcome in DecisionOutcome
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "outcome" not in data:
            return data
        outcome = DecisionOutcome(data["outcome"])
        for words in self.ready.blockers[outcome]:
            self.add_error("outcome", words)
        offered = [reason for reason in self.reasons if reason.outcome == outcome]
        if offered and not self.chosen():
            self.add_error(f"reason_{offered[0].pk}", _("Choose at least one reason."))
        if self.ready.contrary(outcome) and not data.get("overrides", "").strip():
            self.add_error(
                "overrides", _("This is not what the automatic check found. Say why you decide otherwise.")
            )
        return data

    def chosen(self) -> list[tuple[PolicyReason, str]]:
        """The reasons of the chosen outcome with their explanations."""
        data = self.cleaned_data
        return [
            (reason, data.get(f"text_{reason.pk}", ""))
            for reason in self.reasons
            if reason.outcome == data.get("outcome") and data.get(f"reason_{reason.pk}")
        ]
