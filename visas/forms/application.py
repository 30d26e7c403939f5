"""The questions of an application besides the profile, one group a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.clock import KST
from casework.enums import Sector
from casework.forms.fields import DatePartsField, MoneyField
from visas import validators
from visas.enums import EntryRoute
from visas.models import TopTierApplication


class SectionForm(forms.Form):
    """Checks the answers of one page; `columns` are those of the application, and services write them."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)
    columns: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def of(cls, own: TopTierApplication, known: Mapping[str, Any] | None = None) -> SectionForm:
        """The form as it stands, with the version that was shown; `known` fills what is empty so far."""
        shown = {name: getattr(own, name) or (known or {}).get(name) for name in cls.columns}
        return cls(initial=shown | {"row_version": own.row_version})

    def values(self) -> dict[str, Any]:
        """The cleaned columns, ready for the service."""
        return {name: self.cleaned_data[name] for name in self.columns}


class HowForm(SectionForm):
    columns = ("entry", "sector")
    entry = forms.ChoiceField(
        label=_("How do you apply?"),
        choices=EntryRoute.choices,
        widget=forms.RadioSelect,
        help_text=_("It decides whether a visa is issued abroad or your status of stay is changed in Korea."),
    )
    sector = forms.ChoiceField(
        label=_("In which field is your post in Korea?"),
        choices=Sector.choices,
        widget=forms.RadioSelect,
        help_text=_("The field of the work in the contract, if it differs from that of your degree."),
    )


class ContractForm(SectionForm):
    columns = ("employer", "employer_number", "job_title", "annual_pay", "starts_on")
    employer = forms.CharField(
        label=_("Employer in Korea"), max_length=200, help_text=_("The name as in the contract.")
    )
    employer_number = forms.CharField(
        label=_("Business registration number"),
        max_length=20,
        help_text=_("10 digits; it is on the employer's business registration certificate (사업자등록증)."),
        widget=forms.TextInput({"class": "width-16", "inputmode": "numeric", "autocomplete": "off"}),
    )
    job_title = forms.CharField(label=_("Job title"), max_length=120)
    annual_pay = MoneyField(
        label=_("Annual pay in won, before tax"),
        min_value=1,
        max_value=100_000_000_000,
        help_text=_(
            "What the contract guarantees for a year. No bonus that depends on results, no share options."
        ),
    )
    starts_on = DatePartsField(label=_("The contract starts on"))

    def clean_employer_number(self) -> str:
        """Written as 123-45-67890."""
        return validators.business_number(self.cleaned_data["employer_number"])

    def clean_starts_on(self) -> Any:
        """A start that is not a typing error."""
        day = self.cleaned_data["starts_on"]
        validators.start_date(day, timezone.localdate(timezone=KST))
        return day


FORMS: dict[str, type[SectionForm]] = {"how": HowForm, "contract": ContractForm}
