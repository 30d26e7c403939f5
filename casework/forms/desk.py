"""Forms of the officers' desk for every kind of case: finding, sending back, looking at an identifier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import FindingState
from casework.models import CaseDocument, Document

LONG = {"rows": 4, "class": "width-full"}


class EvidenceField(forms.ChoiceField):
    """One of the documents of the case; yields the Document, or None where it may be left out."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(label=_("Evidence"), required=required, **kwargs)
        self.documents: dict[str, Document] = {}

    def offer(self, uses: Iterable[CaseDocument], titles: Mapping[str, str | Promise]) -> None:
        """Offer the documents in use; `titles` names their slots."""
        uses = list(uses)
        self.documents = {str(use.document_id): use.document for use in uses}
        named = [
            (str(use.document_id), f"{titles.get(use.requirement, use.requirement)}: {use.document}")
            for use in uses
        ]
        self.choices = named if self.required else [("", _("No document")), *named]

    def clean(self, value: Any) -> Any:
        return self.documents.get(super().clean(value))


class FindingForm(forms.Form):
    """Verified, or cannot tell, with the page that shows it."""

    state = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[
            (FindingState.VERIFIED, _("Verified: the documents show it")),
            (FindingState.CANNOT_TELL, _("Cannot tell from the documents")),
        ],
        widget=forms.RadioSelect,
    )
    document = EvidenceField()
    page = forms.IntegerField(
        label=_("Page"),
        min_value=1,
        required=False,
        widget=forms.NumberInput({"class": "width-4"}),
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("For your colleagues. Needed when you cannot tell."),
        widget=forms.Textarea(LONG),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("state") == FindingState.CANNOT_TELL and not data.get("note", "").strip():
            self.add_error("note", _("Say why it cannot be told."))
        document, page = data.get("document"), data.get("page")
        if document and page and page > document.pages:
            self.add_error("page", _("The document has no such page."))
        return data


class NoteForm(forms.Form):
    """A proposal goes back with a note."""

    note = forms.CharField(
        label=_("What should the reviewer look at again?"),
        widget=forms.Textarea(LONG),
        error_messages={"required": _("Say what the reviewer should look at again.")},
    )


class RevealForm(forms.Form):
    """Why the identifier is needed; the applicant can read it."""

    reason = forms.CharField(
        label=_("Why do you need to see it?"),
        help_text=_("The applicant can read your name, the time and this reason."),
        max_length=300,
        widget=forms.TextInput({"class": "width-full", "autocomplete": "off"}),
    )


class EmptyForm(forms.Form):
    """A button with a confirmation and nothing to fill in."""
