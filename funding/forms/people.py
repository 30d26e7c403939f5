"""What a manager says of a member's role, and of an institution: who it is, until when, which account."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.forms.fields import DatePartsField
from funding.banks import BANKS
from funding.enums import FirmSize, InstitutionRole, MemberRole
from funding.imports.values import Wrong, business_number
from funding.services.teams import InstitutionValues

JOINING = [choice for choice in InstitutionRole.choices if choice[0] != InstitutionRole.LEAD]
ROLE_HELP = _(
    "Managers name people, institutions and accounts. Clerks write requests and claims. Viewers only read."
)


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=MemberRole.choices, widget=forms.RadioSelect, help_text=ROLE_HELP
    )


class InstitutionForm(forms.Form):
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=200)
    role = forms.ChoiceField(
        label=_("What is its part in the team?"), choices=JOINING, widget=forms.RadioSelect
    )
    firm_size = forms.ChoiceField(
        label=_("Size"),
        choices=FirmSize.choices,
        widget=forms.RadioSelect,
        help_text=_("It decides how much the institution itself must bear."),
    )
    business_number = forms.CharField(
        label=_("Business registration number"),
        max_length=20,
        help_text=_("10 digits, such as 123-45-67890."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "width-16"}),
    )
    recovers_vat = forms.TypedChoiceField(
        label=_("Does it get VAT back?"),
        choices=((True, _("Yes: claims are made without VAT")), (False, _("No: VAT is a cost"))),
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    starts_on = DatePartsField(label=_("Member from"), help_text=_("For example 2026 11 22."))

    def clean_business_number(self) -> str:
        try:
            return business_number(self.cleaned_data["business_number"])
        except Wrong as wrong:
            raise ValidationError(str(wrong.message), params=dict(wrong.params)) from None

    @property
    def values(self) -> InstitutionValues:
        """Of a valid form."""
        data: Any = {name: self.cleaned_data[name] for name in self.fields}
        values: InstitutionValues = data | {"role": InstitutionRole(data["role"])}
        return values


class EndForm(forms.Form):
    ends_on = DatePartsField(
        label=_("Last day of the membership"), help_text=_("This day still counts. For example 2026 11 22.")
    )

    def __init__(self, *args: Any, starts_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ends_on"]
        field.min_value = starts_on


class AccountForm(forms.Form):
    bank = forms.ChoiceField(label=_("Bank"), choices=[("", "—"), *BANKS.items()])
    number = forms.CharField(
        label=_("Account number"),
        max_length=30,
        help_text=_("Digits; hyphens and spaces do not matter. It is sealed, and pages show its end only."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "width-24"}),
    )

    def clean_number(self) -> str:
        """The digits alone."""
        digits = re.sub(r"[\s-]", "", self.cleaned_data["number"])
        if not re.fullmatch(r"[0-9]{6,20}", digits):
            raise ValidationError(_("An account number has 6 to 20 digits."))
        return digits
