"""Forms over degrees, employment and outputs."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.enums import DegreeLevel
from recruitment import validators
from recruitment.enums import OutputKind
from recruitment.forms.base import ProfileForm
from recruitment.forms.fields import PartialField, today_check
from recruitment.forms.organisations import OrganisationForm, country_box
from recruitment.models import Degree, Employment, Output

PARTIAL_HELP = _("For example 2016 2 29. If you do not know the day, leave it empty.")


class DegreeForm(OrganisationForm):
    purpose = "degree"
    level = forms.TypedChoiceField(
        label=_("Degree"), choices=DegreeLevel.choices, coerce=int, widget=forms.RadioSelect
    )
    institution = forms.CharField(
        label=_("University"), max_length=300, help_text=_("In English or Korean, as on your certificate.")
    )
    country = country_box(_("Country of the university"), required=False)
    field = forms.CharField(label=_("Field of study"), max_length=120)
    awarded = PartialField(label=_("Awarded"), help_text=PARTIAL_HELP, validators=[today_check])

    class Meta:
        model = Degree
        fields = ("level", "institution", "organisation", "field", "awarded")

    field_order = ["level", "country", "institution", "organisation"]

    def __init__(self, *args: Any, birth_date: datetime.date | None = None, **kwargs: Any) -> None:
        """`birth_date` of the person, None while unknown, to notice a mistyped year."""
        self.birth_date = birth_date
        super().__init__(*args, **kwargs)
        if self.instance.organisation_id:
            self.initial["country"] = self.instance.organisation.country.code

    def clean_awarded(self) -> str:
        awarded = str(self.cleaned_data["awarded"])
        validators.awarded_after_birth(awarded, self.birth_date)
        return awarded


class EmploymentForm(OrganisationForm):
    purpose = "employment"
    country = country_box(_("Country you work or worked in"))
    employer = forms.CharField(label=_("Employer"), max_length=300, help_text=_("In English or Korean."))
    started = PartialField(label=_("Started"), help_text=PARTIAL_HELP, validators=[today_check])
    ongoing = forms.BooleanField(label=_("I still work there"), required=False)
    ended = PartialField(
        label=_("Ended"),
        validators=[today_check],
        error_messages={"required": _("Enter when it ended, or tick that you still work there.")},
    )

    class Meta:
        model = Employment
        fields = (
            "employer",
            "organisation",
            "title",
            "country",
            "started",
            "ongoing",
            "ended",
            "is_research",
        )
        labels = {
            "title": _("Job title"),
            "is_research": _("Research or development was my main task"),
        }

    field_order = ["country", "employer", "organisation", "title", "started", "ongoing", "ended"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ongoing = self["ongoing"].value()
        self.fields["ended"].required = not ongoing or ongoing == "False"

    def clean(self) -> dict[str, Any]:
        """An end, or none while the job goes on; never before the start."""
        data = super().clean() or self.cleaned_data
        started, ended = data.get("started"), data.get("ended")
        if data.get("ongoing") and ended:
            self.add_error("ended", _("Leave this empty while you still work there."))
        elif started and ended:
            try:
                validators.in_order(started, ended)
            except ValidationError as wrong:
                self.add_error("ended", wrong)
        return data


class OutputForm(ProfileForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=OutputKind.choices, widget=forms.RadioSelect)
    doi = forms.CharField(
        label=_("DOI"), max_length=200, required=False, help_text=_("Such as 10.1000/xyz123, or its address.")
    )

    class Meta:
        model = Output
        fields = ("kind", "title", "year", "venue", "doi")
        labels = {
            "title": _("Title"),
            "year": _("Year"),
            "venue": _("Journal, conference, patent office or publisher"),
        }
        widgets = {"year": forms.TextInput({"inputmode": "numeric", "class": "width-4"})}

    def clean_year(self) -> int:
        year = int(self.cleaned_data["year"])
        validators.year_not_future(year, validators.today_in_korea())
        return year

    def clean_doi(self) -> str:
        text = str(self.cleaned_data["doi"]).strip()
        for prefix in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:"):
            text = text.removeprefix(prefix)
        if text:
            validators.doi(text)
        return text
