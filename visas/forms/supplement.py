"""The one hidden answer of sending a supplement: the token that makes it count once."""

from __future__ import annotations

import uuid

from django import forms

from casework.models import SupplementRequest

NAMESPACE = uuid.UUID("7c8f5c0e-6a0f-4f5e-9d53-0a8f8a6d1d2e")


class SendForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput)


def token_of(request: SupplementRequest) -> uuid.UUID:
    """The same for every tab that shows this request, so two of them send one answer."""
    return uuid.uuid5(NAMESPACE, f"{request.case_id}:{request.pk}")
