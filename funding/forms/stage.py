"""A stage evaluation: its terms, and the marks of a team; points of 100 with two decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.forms.desk import LONG
from casework.forms.fields import DatePartsField
from funding.enums import StageOutcome
from funding.models import Programme, Stage, StageScore, Team
from funding.points import kept
from funding.services.evaluations import Marks, Terms

NARROW = {"class": "width-6", "inputmode": "decimal", "autocomplete": "off"}
FOLLOW = ""


class PointsField(forms.DecimalField):
    """Points of 100 with at most two decimals; yields hundredths."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0, max_value=100, max_digits=5, decimal_places=2,
            widget=forms.TextInput(NARROW), **kwargs,
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        points = super().clean(value)
        return None if points is None else kept(points)

    def prepare_value(self, value: Any) -> Any:
        return f"{Decimal(value) / 100:.2f}" if isinstance(value, int) else value


class TermsForm(forms.Form):
    """Name, day, weights and thresholds."""

    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=200)
    name_ko = forms.CharField(label=gettext_lazy("Name in Korean"), max_length=200)
    held_on = DatePartsField(label=gettext_lazy("Held on"))
    benchmark_weight = forms.IntegerField(
        label=gettext_lazy("Weight of the benchmark, percent"), min_value=0, max_value=100, initial=40,
        widget=forms.NumberInput({"class": "width-4"}),
    )  # fmt: skip
    expert_weight = forms.IntegerField(
        label=gettext_lazy("Weight of the experts, percent"), min_value=0, max_value=100, initial=35,
        widget=forms.NumberInput({"class": "width-4"}),
    )  # fmt: skip
    user_weight = forms.IntegerField(
        label=gettext_lazy("Weight of the users, percent"), min_value=0, max_value=100, initial=25,
        widget=forms.NumberInput({"class": "width-4"}),
    )  # fmt: skip
    continue_at = PointsField(label=gettext_lazy("Continues from"), initial=7000)
    priority_at = PointsField(
        label=gettext_lazy("Priority funding from"),
        help_text=gettext_lazy("Points of 100. Below the first threshold a team leaves the programme."),
        initial=9000,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        weights = [data.get(f"{part}_weight") for part in ("benchmark", "expert", "user")]
        if None not in weights and sum(weight or 0 for weight in weights) != 100:
            self.add_error("user_weight", _("The three weights must add up to 100."))
        low, high = data.get("continue_at"), data.get("priority_at")
        if low is not None and high is not None and high < low:
            self.add_error("priority_at", _("Priority cannot begin below the threshold to continue."))
        return data

    @property
    def terms(self) -> Terms:
        """Of a valid form."""
        return Terms(**{name: self.cleaned_data[name] for name in Terms.__dataclass_fields__})


class OpenForm(TermsForm):
    """The same, for a programme."""

    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme"), queryset=Programme.objects.none(), empty_label=None
    )
    field_order = ("programme",)

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["programme"].queryset = programmes


class MarksForm(forms.Form):
    """A team's marks and what becomes of it."""

    team = forms.ModelChoiceField(label=gettext_lazy("Team"), queryset=Team.objects.none(), empty_label=None)
    benchmark = PointsField(label=gettext_lazy("Benchmark"))
    expert = PointsField(label=gettext_lazy("Experts"))
    user = PointsField(label=gettext_lazy("Users"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[(FOLLOW, gettext_lazy("As the thresholds say")), *StageOutcome.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "Needed where the outcome is not the one of the thresholds, as for lack of originality. "
            "The team reads this."
        ),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(LONG),
    )

    def __init__(self, *args: Any, stage: Stage, score: StageScore | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Team.objects.filter(programme=stage.programme_id, cut_on=None)
        fields: dict[str, Any] = self.fields
        fields["team"].queryset = (
            rows.filter(pk=score.team_id) if score else rows.exclude(scores__stage=stage)
        )

    @property
    def marks(self) -> Marks:
        """Of a valid form."""
        given = self.cleaned_data
        return Marks(given["benchmark"], given["expert"], given["user"])

    @property
    def outcome_set(self) -> StageOutcome | None:
        """What the officer set against the thresholds; None to follow them."""
        chosen = self.cleaned_data["outcome"]
        return StageOutcome(chosen) if chosen else None
