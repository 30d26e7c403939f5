"""Handing in a document: a new file, or one of the library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.models import Document, User
from casework.services.documents import add_document

TYPES = "application/pdf,image/jpeg,image/png"


class EitherFile(forms.FileField):
    """A file that may be left out because another field answers instead; so it is not marked as optional."""

    def validate(self, value: Any) -> None:
        """The form says what is missing."""


class EitherDocument(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice that may be left out because another field answers instead."""

    def validate(self, value: Any) -> None:
        """The form says what is missing."""


class EitherText(forms.CharField):
    """A text that may be left out because another field answers instead."""

    def validate(self, value: Any) -> None:
        """The form says what is missing."""


class DocumentForm(forms.Form):
    """`file`, or else `document`. `keep` checks the file's content and files it in the person's library."""

    use_required_attribute = False
    file = EitherFile(
        label=gettext_lazy("Choose a file"),
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, JPEG or PNG, at most 10 MB and 60 pages."),
        widget=forms.FileInput({"accept": TYPES}),
    )
    document = EitherDocument(
        label=gettext_lazy("Or use one you have handed in before"),
        queryset=Document.objects.none(),
        blank=True,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("None of these"),
    )

    def __init__(self, *args: Any, library: QuerySet[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser: Any = self.fields["document"]
        chooser.queryset = library
        chooser.label_from_instance = _in_words
        if not library.exists():
            del self.fields["document"]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.given(given):
            self.add_error("file", _("Choose a file first."))
        return given

    def given(self, cleaned: dict[str, Any]) -> bool:
        """Whether an answer was given at all."""
        return bool(cleaned.get("file") or cleaned.get("document"))

    def keep(self, actor: User) -> Document | None:
        """The chosen document; a new file is added to the library first. None, with an error, if refused."""
        upload: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if not upload:
            chosen: Document | None = self.cleaned_data.get("document")
            return chosen
        try:
            return add_document(actor=actor, upload=upload)
        except ValidationError as refused:
            self.add_error("file", refused)
            return None


class AnswerForm(DocumentForm):
    """A document, or why there can be none."""

    explanation = EitherText(
        label=gettext_lazy("Or: I cannot provide it because"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Say what you tried and what you can offer instead."),
    )
    field_order = ("file", "document", "explanation")

    def clean(self) -> dict[str, Any]:
        """A document or an explanation, not both."""
        given = super().clean()
        if given.get("explanation") and super().given(given):
            raise ValidationError(_("Give either a document or an explanation."))
        return given

    def given(self, cleaned: dict[str, Any]) -> bool:
        return super().given(cleaned) or bool(cleaned.get("explanation"))


def _in_words(document: Document) -> str:
    return f"{document.filename} ({filesizeformat(document.size)})"
