"""Many lines at once: pasted or uploaded, then mended row by row on the preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from casework.tables.limits import MAX_BYTES, MAX_CELL, Unreadable
from funding.imports.columns import BY_KEY, COLUMNS, KEYS
from funding.imports.drafts import Problem
from funding.imports.table import Table, read_file, read_paste

TYPES = ".csv,.tsv,.txt,.xlsx"
APPEND, REPLACE = "append", "replace"
HOW = [
    (APPEND, gettext_lazy("Below the lines that are there")),
    (REPLACE, gettext_lazy("In place of the lines that are there")),
]
RELATED = {"total": ("supply", "vat", "total"), "claimed": ("supply", "vat")}
"""Cells that may be meant where a problem stands at one of them."""


class Cell(forms.CharField):
    """A cell of a sheet, not marked as optional: whether it is, the row says."""

    def validate(self, value: Any) -> None:
        """The problems are known already."""


class EnterForm(forms.Form):
    """`text` or `file`; a valid form reads itself into a table."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Paste lines from Excel"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "Copy the rows with their header. Without a header, keep the order of the template."
        ),
        widget=forms.Textarea({"rows": 8, "class": "width-full", "spellcheck": "false", "wrap": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("XLSX or CSV, at most 5 MB and 10,000 lines."),
        widget=forms.FileInput({"accept": TYPES}),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Where do the lines go?"), choices=HOW, initial=APPEND, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, and readable."""
        given: dict[str, Any] = super().clean() or {}
        text, file = str(given.get("text") or "").strip("\r\n"), given.get("file")
        if bool(text.strip()) == bool(file):
            words = (
                _("Give either pasted lines or a file.") if file else _("Paste lines or choose a file first.")
            )
            self.add_error("text", words)
            return given
        try:
            self.table = self._read(text, file)
        except Unreadable as wrong:
            self.add_error("file" if file else "text", str(wrong))
        return given

    def complain(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with the table as a whole."""
        for problem in problems:
            self.add_error("file" if self.cleaned_data.get("file") else "text", str(problem.text))

    @property
    def source(self) -> str:
        """What the lines are called on the preview."""
        file = self.cleaned_data.get("file")
        return str(file.name) if file else _("Pasted lines")

    @property
    def replaces(self) -> bool:
        return bool(self.cleaned_data["how"] == REPLACE)

    def _read(self, text: str, file: UploadedFile[Any] | None) -> Table:
        if file is None:
            return read_paste(text)
        return read_file(str(file.name), file.read(MAX_BYTES + 1))


@dataclass(frozen=True)
class MendRow:
    """A row of the sheet with something wrong: the cells to mend first, then the others."""

    number: int
    wrong: list[forms.BoundField]
    others: list[forms.BoundField]
    unplaced: list[str]


class MendForm(forms.Form):
    """The cells of wrong rows, to be typed anew where they stand. Always bound, with its errors."""

    use_required_attribute = False

    def __init__(
        self, numbers: Sequence[int], typed: Mapping[int, Mapping[str, str]], problems: Sequence[Problem]
    ) -> None:
        data = {
            cell_name(number, key): text for number in numbers for key, text in typed.get(number, {}).items()
        }
        super().__init__(data)
        self.numbers = list(numbers)
        self.problems = [problem for problem in problems if problem.row in set(numbers)]
        language = get_language() or "en"
        for number in numbers:
            for column in COLUMNS:
                title = column.title(language)
                label = _("Row %(row)s: %(column)s") % {"row": number, "column": title}
                box = Cell(label=label, widget=forms.TextInput({"autocomplete": "off"}))
                self.fields[cell_name(number, column.key)] = box
        for problem in self.problems:
            name = cell_name(problem.row, problem.column)
            text = str(problem.text)
            self.add_error(name if name in self.fields else None, text)

    @property
    def rows(self) -> list[MendRow]:
        """The wrong rows in order."""
        return [self._row(number) for number in self.numbers]

    def _row(self, number: int) -> MendRow:
        found = [problem for problem in self.problems if problem.row == number]
        named = {key for problem in found for key in RELATED.get(problem.column, (problem.column,))}
        named |= {problem.column for problem in found}
        boxes = {key: self[cell_name(number, key)] for key in KEYS}
        return MendRow(
            number,
            [box for key, box in boxes.items() if key in named],
            [box for key, box in boxes.items() if key not in named],
            [str(problem.text) for problem in found if problem.column not in BY_KEY],
        )


def cell_name(row: int, column: str) -> str:
    return f"r{row}-{column}"


def typed_cells(data: Mapping[str, Any]) -> dict[tuple[int, str], str]:
    """The cells in a posted form by row and column; what is no cell is left alone."""
    found: dict[tuple[int, str], str] = {}
    for name, value in data.items():
        row, dash, column = name.partition("-")
        if dash and column in BY_KEY and row[:1] == "r" and row[1:].isdecimal():
            found[int(row[1:]), column] = " ".join(str(value).replace("\0", "").split())[: MAX_CELL + 1]
    return found
