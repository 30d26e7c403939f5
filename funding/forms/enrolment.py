"""A team as it joins a programme, and its first manager."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.forms.fields import DatePartsField, MoneyField
from funding.enums import FirmSize
from funding.imports.values import Wrong, business_number
from funding.services.enrolment import Newcomer


class TeamForm(forms.Form):
    """The team and its lead institution."""

    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=200)
    code = forms.SlugField(
        label=_("Code"), help_text=_("For addresses: small letters, digits and hyphens."), max_length=40
    )
    agreed_on = DatePartsField(label=_("Agreement in force from"))
    budget = MoneyField(
        label=_("Budget of the team"), help_text=_("Leave it empty for none of its own."), required=False
    )
    lead_en = forms.CharField(label=_("Lead institution in English"), max_length=200)
    lead_ko = forms.CharField(label=_("Lead institution in Korean"), max_length=200)
    firm_size = forms.ChoiceField(
        label=_("Size of the lead institution"), choices=FirmSize.choices, widget=forms.RadioSelect
    )
    business_number = forms.CharField(
        label=_("Business registration number"),
        max_length=20,
        help_text=_("10 digits, such as 123-45-67890."),
    )

    def clean_business_number(self) -> str:
        try:
            return business_number(self.cleaned_data["business_number"])
        except Wrong as wrong:
            raise ValidationError(str(wrong.message), params=dict(wrong.params)) from None

    @property
    def newcomer(self) -> Newcomer:
        """Of a valid form."""
        return Newcomer(**{name: self.cleaned_data[name] for name in Newcomer.__dataclass_fields__})


class ManagerForm(forms.Form):
    """Whose account manages the team from now on."""

    email = forms.EmailField(
        label=_("E-mail address of the first manager"),
        help_text=_("The person must have an account here and have confirmed this address."),
    )
