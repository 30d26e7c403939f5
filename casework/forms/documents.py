"""Handing in a document: choose one handed in before, or a new file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.documents.sniff import EXTENSIONS
from casework.enums import DocumentState
from casework.models import Document, User
from casework.services.documents import add_document

ACCEPT = ",".join(["." + ending for endings in EXTENSIONS.values() for ending in endings] + list(EXTENSIONS))


class DocumentForm(forms.Form):
    """`existing` (only for people who have documents) or `file`; a new file wins. `save` keeps it."""

    existing = forms.ModelChoiceField(
        label=_("A document you handed in before"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("None of these: I have a new file"),
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=255,
        help_text=_("PDF, JPEG or PNG, up to 10 MB and 60 pages."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        own = Document.objects.filter(person=actor.person_id).exclude(state=DocumentState.FAILED)
        if own.exists():
            self.fields["existing"].queryset = own  # type: ignore[attr-defined]
        else:
            del self.fields["existing"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("existing") and not self.errors:
            self.add_error("file", ValidationError(_("Choose a file."), code="required"))
        return cleaned

    def save(self) -> Document | None:
        """The document; None when the file was refused, and the error then stands beside `file`."""
        if not self.cleaned_data.get("file"):
            chosen: Document | None = self.cleaned_data.get("existing")
            return chosen
        try:
            return add_document(actor=self.actor, upload=self.cleaned_data["file"])
        except ValidationError as refused:
            self.add_error("file", refused)
            return None
