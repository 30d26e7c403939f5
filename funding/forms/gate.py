"""Which posts a researcher releases to a team, and the consent that goes with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recruitment.models import Employment
from recruitment.templatetags.recruitment import partial_date


class ReleaseForm(forms.Form):
    """Posts of the profile to tick, each for what it is released for."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    research = forms.TypedMultipleChoiceField(
        label=_("Which of these were research posts at a university?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Counted towards the years of research at a leading university."),
    )
    leading = forms.TypedMultipleChoiceField(
        label=_("In which of these did you lead projects?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Counted towards the years of leading projects at a leading technology firm."),
    )

    def __init__(self, *args: Any, posts: Iterable[Employment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid.uuid4())
        choices = [(post.pk, described(post)) for post in posts]
        for name in ("research", "leading"):
            field: Any = self.fields[name]
            field.choices = choices

    def clean_leading(self) -> list[int]:
        """One post at least, in either list."""
        leading: list[int] = self.cleaned_data["leading"]
        if not leading and not self.cleaned_data.get("research") and "research" not in self.errors:
            self.add_error("research", _("Tick at least one post here or in the next question."))
        return leading


class CandidacyForm(ReleaseForm):
    """The release with which a researcher accepts; it asks for the consent, too."""

    consent = forms.BooleanField(
        label=_("I consent to this, and I want this team to request funding for me."),
        error_messages={"required": _("Without this consent the invitation cannot be accepted.")},
    )


class RevokeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


def described(post: Employment) -> str:
    """A post in one line: title, employer, from, to."""
    ended = _("today") if post.ongoing else partial_date(post.ended)
    return f"{post.title}, {post.employer}, {partial_date(post.started)} – {ended}"
