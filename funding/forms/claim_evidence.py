"""Receipts of a claim: handing them in, matching them to lines, saying why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.templatetags.krds import krw
from funding.models import ClaimLine

TYPES = "application/pdf,image/jpeg,image/png"
MOST_FILES = 20


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, checked one by one; yields a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Raises ValidationError when there is none, or more than can be handled at once."""
        files = [file for file in (data or []) if file]
        if not files:
            raise ValidationError(_("Choose a file first."))
        if len(files) > MOST_FILES:
            raise ValidationError(_("At most %(n)s files at once.") % {"n": MOST_FILES})
        return [super(FilesField, self).clean(file) for file in files]


class LinesField(forms.TypedMultipleChoiceField):
    """Lines of the claim by their row, day, payee and total; yields their keys."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("It proves these lines"), coerce=int, required=False, **kwargs)

    def offer(self, lines: Iterable[ClaimLine]) -> None:
        self.choices = [(line.pk, line_words(line)) for line in lines]


class ReceiptForm(forms.Form):
    """Files, and the lines they prove."""

    use_required_attribute = False
    receipts = FilesField(
        label=gettext_lazy("Choose files"),
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, JPEG or PNG, at most 10 MB and 60 pages each; several at once."),
        widget=SeveralFiles({"accept": TYPES}),
    )

    def __init__(self, *args: Any, lines: Iterable[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = LinesField()
        chooser.offer(lines)
        if chooser.choices:
            self.fields["lines"] = chooser


class MatchForm(forms.Form):
    """The lines a receipt proves."""

    def __init__(self, *args: Any, lines: Iterable[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = LinesField()
        chooser.offer(lines)
        self.fields["lines"] = chooser


class ExcuseForm(forms.Form):
    """Why there is no receipt, for each of these lines; blank where one will still come."""

    def __init__(self, *args: Any, lines: Iterable[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[f"line-{line.pk}"] = forms.CharField(
                label=line_words(line), required=False, max_length=300
            )

    @property
    def reasons(self) -> dict[int, str]:
        """Of a valid form: the reasons that were given, by line."""
        return {int(name.partition("-")[2]): text for name, text in self.cleaned_data.items() if text}


def line_words(line: ClaimLine) -> str:
    """A line in a list of choices."""
    row = _("Row %(row)s") % {"row": line.position}
    return f"{row} · {date_format(line.spent_on)} · {line.payee} · {krw(line.total)}"
