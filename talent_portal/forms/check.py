"""The questions of the public pre-check. All optional but the first: an answer not given stays unknown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.enums import DegreeLevel
from casework.forms.fields import MoneyField
from recruitment.enums import EDUCATION
from recruitment.models import Organisation
from recruitment.search import find_organisations

KOREAN, FOREIGN = "korean", "foreign"
DEGREES = [
    ("0", _("Neither")),
    (DegreeLevel.MASTER, DegreeLevel.MASTER.label),
    (DegreeLevel.DOCTOR, DegreeLevel.DOCTOR.label),
]


def _number(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "width-4"})
    return forms.IntegerField(
        label=label, help_text=hint, min_value=0, max_value=most, required=False, widget=widget
    )


class CheckForm(forms.Form):
    citizenship = forms.ChoiceField(
        label=_("Are you a citizen of the Republic of Korea?"),
        choices=[(FOREIGN, _("No")), (KOREAN, _("Yes"))],
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    contract = forms.ChoiceField(
        label=_("Do you have, or expect, a contract with a company in Korea?"),
        choices=[("yes", _("Yes")), ("no", _("Not yet"))],
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    degree = forms.ChoiceField(
        label=_("Your highest of these degrees"),
        choices=DEGREES,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    university = forms.CharField(
        label=_("University that awarded it"),
        help_text=_("In English or Korean, as the university writes its name."),
        max_length=300,
        required=False,
    )
    organisation = forms.ChoiceField(
        label=_("Which of these is it?"), required=False, widget=forms.RadioSelect, choices=[]
    )
    years = _number(_("Work experience: years"), 60, _("Research and professional work, without overlaps."))
    months = _number(_("and months"), 11)
    firm_years = _number(
        _("Of it at leading global firms: years"), 60, _("Firms on the ministry’s list of the 500 largest.")
    )
    firm_months = _number(_("and months"), 11)
    pay = MoneyField(
        label=_("Annual pay in Korea, before tax, in won"),
        help_text=_("For example 168,000,000 or 1억 6,800만."),
        min_value=1,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self._found()
        if len(found) > 1:
            self.fields["organisation"].choices = [(one.pk, f"{one.name}, {one.city}") for one in found]  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
        self.only = found[0] if len(found) == 1 else None

    def _found(self) -> list[Organisation]:
        """Universities the typed name may mean: the one that bears it, or up to six to choose from."""
        typed = str(self.data.get("university", "")).strip()
        if not typed:
            return []
        found = find_organisations(typed, prefer=EDUCATION, limit=6)
        same = [one for one in found if typed.casefold() in (one.name.casefold(), one.name_ko.casefold())]
        return same if len(same) == 1 else found

    def ror_id(self) -> str | None:
        """The registry's key of the university, None while it is not known which one is meant."""
        return self.only.pk if self.only else self.cleaned_data.get("organisation") or None

    def span(self, years: str, months: str) -> tuple[int | None, int | None]:
        """An answer in months as an interval; open where neither box was filled."""
        given = [self.cleaned_data.get(name) for name in (years, months)]
        if given == [None, None]:
            return (None, None)
        total = (given[0] or 0) * 12 + (given[1] or 0)
        return (total, total)
