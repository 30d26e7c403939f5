"""Declarations, consents and the typed name that make a draft an application."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recruitment.models import Profile
from visas.consents import ASKED
from visas.models import TopTierApplication


class DeclareForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput)
    complete = forms.BooleanField(
        label=gettext_lazy("My answers are true and complete, and the documents are unaltered."),
        error_messages={"required": gettext_lazy("Confirm that your answers are true and complete.")},
    )
    consequences = forms.BooleanField(
        label=gettext_lazy(
            "I know that a visa or permission obtained with false statements can be cancelled "
            "(Immigration Act, Art. 89)."
        ),
        error_messages={"required": gettext_lazy("Confirm that you know what false statements lead to.")},
    )
    changes = forms.BooleanField(
        label=gettext_lazy("I will report it here if my contract, my employer or my passport changes."),
        error_messages={"required": gettext_lazy("Confirm that you will report changes.")},
    )
    declared_name = forms.CharField(
        label=gettext_lazy("Your name as in your passport, surname first"),
        help_text=gettext_lazy("Typing it stands for your signature."),
        max_length=160,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, *args: Any, profile: Profile, own: TopTierApplication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["token"] = own.submit_token
        self.passport_name = profile.passport_name
        for asked in ASKED:
            self.fields[_name(asked.value)] = forms.BooleanField(
                label=_("I consent: %(purpose)s") % {"purpose": asked.label},
                required=asked.required,
                error_messages={
                    "required": _("Without this consent the application cannot be handled: %s.") % asked.label
                },
            )

    def clean_declared_name(self) -> str:
        """The passport name itself; case and spacing of the typed one do not count."""
        typed: str = self.cleaned_data["declared_name"]
        if " ".join(typed.upper().split()) != self.passport_name:
            raise ValidationError(
                _("This is not the name of your profile: %(name)s."), params={"name": self.passport_name}
            )
        return self.passport_name

    @property
    def consents(self) -> list[str]:
        """The purposes consented to; of a valid form."""
        return [asked.value for asked in ASKED if self.cleaned_data[_name(asked.value)]]

    @property
    def asked(self) -> list[dict[str, Any]]:
        """What is asked, beside its field."""
        return [{"asked": asked, "field": self[_name(asked.value)]} for asked in ASKED]


def _name(purpose: str) -> str:
    return f"consent_{purpose}"
