"""Forms over the profile itself: names, residence, passport."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from casework.enums import Sector
from casework.forms.fields import DatePartsField
from recruitment import validators
from recruitment.enums import Movement, Sex
from recruitment.forms.base import ProfileForm
from recruitment.forms.fields import ComposedField, UpperCaseField
from recruitment.models import Profile
from recruitment.models.profile import MOST_CITIZENSHIPS
from recruitment.services.profile import PASSPORT_COLUMNS

KOREA = "KR"


def country_choices() -> list[tuple[str, Any]]:
    """Every country in the reader's language, an empty line first."""
    return [("", _("Choose a country")), *countries]


class NamesForm(ProfileForm):
    surname = UpperCaseField(label=_("Surname"), max_length=80, validators=[validators.latin_name])
    given_names = UpperCaseField(
        label=_("Given names"),
        max_length=120,
        validators=[validators.latin_name],
        help_text=_("As printed in your passport, in letters A to Z."),
        error_messages={
            "required": _("Enter your given names, or tick that your passport shows one name only.")
        },
    )
    single_name = forms.BooleanField(
        label=_("My passport shows one name only"),
        required=False,
        help_text=_("Write it as the surname and leave the given names empty."),
    )
    hangul_name = ComposedField(
        label=_("Name in Hangul"),
        max_length=60,
        required=False,
        validators=[validators.hangul_name],
        help_text=_("If you use one, as a single field: 김하늘."),
    )
    native_name = ComposedField(
        label=_("Name in your own script"),
        max_length=120,
        required=False,
        help_text=_("If it is neither Latin letters nor Hangul, such as 李小龍 or محمد."),
    )

    class Meta:
        model = Profile
        fields = ("surname", "given_names", "single_name", "hangul_name", "native_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        single = self["single_name"].value()
        self.fields["given_names"].required = not single or single == "False"

    def clean(self) -> dict[str, Any]:
        """One name or two, as the box says."""
        data = super().clean() or self.cleaned_data
        if data.get("single_name") and data.get("given_names"):
            self.add_error("given_names", _("Leave this empty if your passport shows one name only."))
        return data


class ResidenceForm(ProfileForm):
    citizenship_1 = forms.ChoiceField(label=_("Citizenship"), choices=country_choices)
    citizenship_2 = forms.ChoiceField(label=_("Second citizenship"), choices=country_choices, required=False)
    citizenship_3 = forms.ChoiceField(label=_("Third citizenship"), choices=country_choices, required=False)
    residence = forms.ChoiceField(
        label=_("Country you live in"),
        choices=country_choices,
        help_text=_("It decides whether a visa is issued abroad or your status of stay changes in Korea."),
    )
    movement = forms.ChoiceField(label=_("Your move"), choices=Movement.choices, widget=forms.RadioSelect)
    sector = forms.ChoiceField(label=_("Your field"), choices=[("", _("Choose a field")), *Sector.choices])

    class Meta:
        model = Profile
        fields = ("residence", "movement", "sector", "phone")
        labels = {"phone": _("Telephone")}
        help_texts = {"phone": _("With the country code, such as +82 2 1234 5678.")}

    field_order = [f"citizenship_{place}" for place in range(1, MOST_CITIZENSHIPS + 1)]
    gathered = ("citizenships",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, code in enumerate(self.instance.citizenships, 1):
            self.initial[f"citizenship_{place}"] = code

    def clean(self) -> dict[str, Any]:
        """No citizenship twice; staying means living in Korea."""
        data = super().clean() or self.cleaned_data
        names = [f"citizenship_{place}" for place in range(1, MOST_CITIZENSHIPS + 1)]
        chosen = [(name, data[name]) for name in names if data.get(name)]
        for place, (name, code) in enumerate(chosen):
            if code in [earlier for _name, earlier in chosen[:place]]:
                self.add_error(name, _("You already named this citizenship."))
        if data.get("movement") == Movement.STAYING and data.get("residence", KOREA) != KOREA:
            self.add_error(
                "movement",
                _("You say that you already live in Korea, but the country you live in is another."),
            )
        return data

    def values(self) -> dict[str, Any]:
        """The columns, the three boxes gathered into one list."""
        names = [f"citizenship_{place}" for place in range(1, MOST_CITIZENSHIPS + 1)]
        chosen = [self.cleaned_data[name] for name in names]
        own = {column: self.cleaned_data[column] for column in self._meta.fields or ()}
        return own | {"citizenships": [code for code in chosen if code]}


class PassportForm(ProfileForm):
    number = UpperCaseField(
        label=_("Passport number"),
        max_length=20,
        validators=[validators.passport_number],
        help_text=_("Kept sealed. Whoever opens it leaves a line in your access log."),
    )
    passport_country = forms.ChoiceField(label=_("Issued by"), choices=country_choices)
    passport_expires_on = DatePartsField(label=_("Valid until"))
    birth_date = DatePartsField(label=_("Date of birth"))
    sex = forms.ChoiceField(label=_("Sex as in your passport"), choices=Sex.choices, widget=forms.RadioSelect)

    class Meta:
        model = Profile
        fields = PASSPORT_COLUMNS

    field_order = ["number", *PASSPORT_COLUMNS]

    def __init__(self, *args: Any, hint: str | None = None, **kwargs: Any) -> None:
        """`hint` holds the last characters of a number already kept; None when there is none."""
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs |= {"autocomplete": "off", "class": "width-16"}
        if hint is not None:
            self.fields["number"].required = False
            self.fields["number"].help_text = _(
                "We keep a number ending in %(hint)s. Leave this empty to keep it."
            ) % {"hint": hint}

    def clean_passport_expires_on(self) -> Any:
        return self._checked("passport_expires_on", validators.still_valid)

    def clean_birth_date(self) -> Any:
        return self._checked("birth_date", validators.born)

    def _checked(self, name: str, check: Any) -> Any:
        value = self.cleaned_data[name]
        check(value, validators.today_in_korea())
        return value
