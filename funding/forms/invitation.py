"""Whom a team asks: an address, the role or the host institution, and the language of the message."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.enums import Language
from funding.enums import MemberRole
from funding.forms.people import ROLE_HELP
from funding.models import Institution


class AddressForm(forms.Form):
    """An address and the language of the message; the token makes sending twice the same as once."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Only who proves to own this address can answer."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the message"), choices=Language.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid.uuid4())


class MemberInviteForm(AddressForm):
    role = forms.ChoiceField(
        label=_("Role"), choices=MemberRole.choices, widget=forms.RadioSelect, help_text=ROLE_HELP
    )

    field_order = ("token", "email", "role", "language")


class ResearcherInviteForm(AddressForm):
    institution = forms.ChoiceField(
        label=_("Where would the researcher work?"),
        widget=forms.RadioSelect,
        help_text=_("The institution that employs the researcher and claims the cost."),
    )

    field_order = ("token", "email", "institution", "language")

    def __init__(self, *args: Any, hosts: Iterable[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = {str(host.pk): host for host in hosts}
        field: Any = self.fields["institution"]
        field.choices = [(key, host.name) for key, host in self.hosts.items()]
        if len(self.hosts) == 1:
            self.initial.setdefault("institution", next(iter(self.hosts)))

    @property
    def host(self) -> Institution:
        """The institution chosen; of a valid form."""
        return self.hosts[self.cleaned_data["institution"]]
