"""Forms of the policy desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.eligibility.criterion import Unit
from casework.eligibility.difference import Figure
from casework.enums import Agency, Bands, EditionDay, EditionKind, Governing, OpinionPosition
from casework.forms.desk import LONG
from casework.models import Edition, PolicyEditionRule

WIDE = {"class": "width-full", "autocomplete": "off"}
SMALL = {"class": "width-5", "inputmode": "numeric"}
HINTS = {
    Unit.RANK: _("The worst rank that still counts."),
    Unit.MONTHS: _("In months; 96 are 8 years."),
    Unit.GNI_HUNDREDTHS: _("Times GNI per capita, for example 3.5."),
}
DAY = {"type": "date"}
ANY, EVERY = "any", "every"


class CloneForm(forms.Form):
    """A draft needs a title of its own in both languages."""

    title_en = forms.CharField(label=_("Title in English"), max_length=400, widget=forms.TextInput(WIDE))
    title_ko = forms.CharField(label=_("Title in Korean"), max_length=400, widget=forms.TextInput(WIDE))


class FiguresForm(forms.Form):
    """Every figure of a draft in the unit people use."""

    def __init__(self, figures: Sequence[Figure], data: Any = None) -> None:
        super().__init__(data)
        self.figures = figures
        for one in figures:
            self.fields[one.code] = _figure_field(one)

    def values(self) -> dict[str, int]:
        """By code, in the units of the version."""
        hundred = {one.code for one in self.figures if one.unit == Unit.GNI_HUNDREDTHS}
        return {
            code: int(value * 100) if code in hundred else int(value)
            for code, value in self.cleaned_data.items()
        }


def _figure_field(one: Figure) -> forms.Field:
    label, hint = f"{one.label} ({one.criterion})", HINTS.get(Unit(one.unit), "")
    if one.unit == Unit.GNI_HUNDREDTHS:
        widget = forms.NumberInput(SMALL | {"step": "0.01"})
        return forms.DecimalField(
            label=label, help_text=hint, initial=Decimal(one.value) / 100, min_value=0, max_value=100,
            decimal_places=2, max_digits=5, widget=widget,
        )  # fmt: skip
    widget = forms.NumberInput(SMALL)
    most = 10_000 if one.unit == Unit.RANK else 1_200
    return forms.IntegerField(
        label=label, help_text=hint, initial=one.value, min_value=1, max_value=most, widget=widget
    )


class TextsForm(CloneForm):
    """What a draft says besides its rules."""

    legal_source = forms.CharField(label=_("Legal source"), max_length=400, widget=forms.Textarea(LONG))
    governing = forms.ChoiceField(
        label=_("Which law governs a case"), choices=Governing.choices, widget=forms.RadioSelect
    )
    clock_days = forms.IntegerField(
        label=_("Processing period in days"), min_value=1, max_value=365, widget=forms.NumberInput(SMALL)
    )
    to_be_confirmed = forms.BooleanField(label=_("To be confirmed by the ministry"), required=False)


class ProposalForm(forms.Form):
    """What the briefing says besides figures."""

    sponsor = forms.CharField(
        label=_("Who brings it"), max_length=120, required=False, widget=forms.TextInput(WIDE)
    )
    meeting = forms.CharField(
        label=_("Meeting"), max_length=160, required=False, widget=forms.TextInput(WIDE)
    )
    meeting_on = forms.DateField(label=_("Day of the meeting"), required=False, widget=forms.DateInput(DAY))
    text = forms.CharField(
        label=_("What is proposed, and why"), max_length=2_000, required=False, widget=forms.Textarea(LONG)
    )


class OpinionForm(forms.Form):
    """What one agency says of a draft."""

    agency = forms.ChoiceField(
        label=_("Ministry"), choices=[one for one in Agency.choices if one[0] != Agency.OPERATOR]
    )
    position = forms.ChoiceField(
        label=_("Position"), choices=OpinionPosition.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("In words"), max_length=600, required=False, widget=forms.Textarea(LONG))


class SourcesForm(forms.Form):
    """How editions are read: publishers of one kind together; ties, bands and days of each ranking."""

    def __init__(self, rules: Iterable[PolicyEditionRule], data: Any = None) -> None:
        super().__init__(data)
        self.rankings: list[PolicyEditionRule] = []
        kinds: dict[str, list[PolicyEditionRule]] = {}
        for rule in rules:
            kinds.setdefault(rule.kind, []).append(rule)
        self.together = {kind: some for kind, some in kinds.items() if len(some) > 1}
        for kind, some in self.together.items():
            self.fields[kind] = forms.ChoiceField(
                label=some[0].get_kind_display(),
                help_text=", ".join(gettext(rule.publisher) for rule in some),
                choices=[(ANY, _("One publisher is enough")), (EVERY, _("Every publisher must agree"))],
                initial=EVERY if some[0].every else ANY,
                widget=forms.RadioSelect,
            )
        for number, rule in enumerate(kinds.get(EditionKind.RANKING, [])):
            self.rankings.append(rule)
            self.fields[f"bands_{number}"] = _reading(
                rule, _("ties and bands"), Bands.choices, rule.bands, _("For example =100 or 101–150.")
            )
            self.fields[f"day_{number}"] = _reading(
                rule,
                _("which edition"),
                EditionDay.choices,
                rule.day,
                _("A degree older than every edition held is open."),
            )

    @property
    def every(self) -> dict[str, bool]:
        """By kind with several publishers, whether all must agree."""
        return {kind: self.cleaned_data[kind] == EVERY for kind in self.together}

    def chosen(self, setting: str) -> dict[str, str]:
        """By publisher of a ranking, what was chosen for `bands` or `day`."""
        return {
            rule.publisher: self.cleaned_data[f"{setting}_{number}"]
            for number, rule in enumerate(self.rankings)
        }


def _reading(
    rule: PolicyEditionRule, setting: Any, choices: Any, initial: str, hint: Any
) -> forms.ChoiceField:
    label = f"{gettext(rule.publisher)}: {setting}"
    return forms.ChoiceField(
        label=label, choices=choices, initial=initial, help_text=hint, widget=forms.RadioSelect
    )


class RemedyForm(forms.Form):
    """Which edition was wrong, and which one takes its place."""

    edition = forms.ModelChoiceField(label=_("Edition that was used"), queryset=Edition.objects.none())
    replacement = forms.ModelChoiceField(
        label=_("Edition in its place"),
        help_text=_("Sealed, of the same publisher; a corrected list is a new edition."),
        queryset=Edition.objects.none(),
    )

    def __init__(self, editions: QuerySet[Edition], data: Any = None) -> None:
        super().__init__(data)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = editions


class SignForm(forms.Form):
    """From which day."""

    effective_from = forms.DateField(label=_("In force from"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))
