"""Choosing an organisation: look it up while typing, or by the Search button where no script runs."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from recruitment.enums import COMPANY, EDUCATION
from recruitment.forms.base import ProfileForm
from recruitment.forms.fields import TYPED, OrganisationField
from recruitment.forms.profile import country_choices
from recruitment.models import Organisation
from recruitment.search import find_organisations, organisation_of

SEARCH = "search"
"""Name of the submit button that only looks names up."""
PURPOSES = {"degree": ("institution", EDUCATION), "employment": ("employer", COMPANY)}
"""What a search is for: the box its words are typed into, and the type of organisation that leads."""


def look_up(query: str, *, purpose: str, country: str = "") -> list[Organisation]:
    """Organisations for a box of the profile; where the country has none, those of any country."""
    prefer = PURPOSES[purpose][1] if purpose == "degree" else ""
    here = find_organisations(query, country=country, prefer=prefer) if country in countries.countries else []
    return here or find_organisations(query, prefer=prefer)


class ChoicesForm(forms.Form):
    """The found organisations alone, as the fragment that follows typing."""

    organisation = OrganisationField(label=_("Which one do you mean?"))

    def __init__(self, organisations: list[Organisation]) -> None:
        super().__init__()
        offered(self.fields["organisation"]).offer(organisations)


class OrganisationForm(ProfileForm):
    """A profile row that names an organisation, as typed and as chosen from the registry."""

    purpose: str
    organisation = OrganisationField(label=_("Which one do you mean?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.searching = self.is_bound and SEARCH in self.data
        self.box = PURPOSES[self.purpose][0]
        row = self.instance
        if row.pk or row.organisation_id:
            self.initial["organisation"] = row.organisation_id or TYPED
        self.typed = str(self.data.get(self.box, "") if self.is_bound else getattr(row, self.box)).strip()
        self.offers = self._offers() if self.typed else []
        offered(self.fields["organisation"]).offer(self.offers)
        self.fields[self.box].widget.attrs |= {
            "autocomplete": "off",
            "hx-get": reverse("recruitment:organisations"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#organisation-choices",
            "hx-include": "[name=country]",
            "hx-vals": json.dumps({"for": self.purpose}),
        }

    def full_clean(self) -> None:
        """A search only looks names up: what is typed stays, and nothing is checked yet."""
        if self.searching:
            self._errors = ErrorDict()
            self.cleaned_data = {}
        else:
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Without a name there is nothing to choose yet."""
        data = super().clean() or self.cleaned_data
        if self.box in self.errors:
            self.errors.pop("organisation", None)
        return data

    def _offers(self) -> list[Organisation]:
        """The choice made so far, then what the typed words find."""
        chosen = self.data.get("organisation") if self.is_bound else self.instance.organisation_id
        known = organisation_of(chosen)
        if not self.is_bound:
            return [known] if known else []
        found = look_up(self.typed, purpose=self.purpose, country=str(self.data.get("country", "")))
        first = [known] if known and known not in found else []
        return first + found


def offered(field: forms.Field) -> OrganisationField:
    """The field as the type it is."""
    if not isinstance(field, OrganisationField):
        raise TypeError(field)
    return field


def country_box(label: Any, **kwargs: Any) -> forms.ChoiceField:
    """A country, of the organisation or to narrow the search to."""
    return forms.ChoiceField(label=label, choices=country_choices, **kwargs)
