"""From a table to claim lines: every cell read, every line added up, every problem beside its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from casework.tables.limits import ERRORS, MAX_CELL, NO_VALUE
from funding.imports import amounts, values
from funding.imports.columns import BY_KEY
from funding.imports.drafts import LineDraft, Parsed, Problem, worded
from funding.imports.names import word_key
from funding.imports.settle import settle
from funding.imports.table import Table
from funding.imports.values import Wrong, refuse

REQUIRED = ("spent_on", "payee", "category", "method")
LONGEST = {"payee": 200, "participant": 120, "note": 300}
BLANK = {"payee": "", "business_number": "", "invoice": "", "participant": "", "note": "", "currency": "KRW"}
"""What a blank cell means; None in the other columns."""
READERS: dict[str, Callable[[str], Any]] = {
    "spent_on": values.day,
    "payee": values.plain,
    "business_number": values.business_number,
    "supply": amounts.won,
    "vat": amounts.won,
    "total": amounts.won,
    "method": values.method,
    "invoice": values.invoice,
    "participant": values.plain,
    "rate": amounts.rate,
    "month": values.month,
    "currency": values.currency,
    "foreign": amounts.foreign,
    "exchange_rate": amounts.exchange_rate,
    "rate_date": values.day,
    "note": values.plain,
}


def parse(table: Table, *, categories: Mapping[str, str], today: date) -> Parsed:
    """Read a table. `categories` gives a programme's codes by whatever people may write: codes, titles in
    either language; case, spaces and punctuation do not count. Days after `today` are refused.

    Never raises: what cannot be read is among the problems, in the order of the rows.
    """
    parsed = Parsed(ignored=list(table.ignored), sums=list(table.sums))
    if missing := _missing(table.columns):
        titles = ", ".join(missing)
        text = worded(_("Columns that are needed are missing: %(titles)s."), {"titles": titles})
        parsed.problems.append(Problem(0, "", text))
        return parsed
    if not table.rows:
        parsed.problems.append(Problem(0, "", _("There are no lines.")))
    known = {word_key(name): code for name, code in categories.items()}
    known |= {word_key(code): code for code in categories.values()}
    readers = READERS | {"category": lambda text: _category(text, known)}
    for number, cells in table.rows:
        raw = {column: cell for column, cell in zip(table.columns, cells, strict=True) if cell}
        parsed.typed[number] = raw
        line = _Line(raw, readers, today)
        if line.wrong:
            parsed.problems += [Problem(number, column, text) for column, text in line.wrong.items()]
        else:
            parsed.lines.append(LineDraft(row=number, raw=raw, **line.values))
    return parsed


def _missing(columns: list[str]) -> list[str]:
    """Titles in both languages, since the sheet may be in either."""
    keys = [key for key in REQUIRED if key not in columns]
    if "total" not in columns and "supply" not in columns:
        keys.append("total")
    return [f"{BY_KEY[key].english} ({BY_KEY[key].korean})" for key in keys]


class _Line:
    """The values of one line by column, and the problems found by column, the first of each."""

    def __init__(
        self, raw: Mapping[str, str], readers: Mapping[str, Callable[[str], Any]], today: date
    ) -> None:
        self.values: dict[str, Any] = {}
        self.wrong: dict[str, Any] = {}
        for column in BY_KEY:
            self.values[column] = BLANK.get(column)
            try:
                if column in raw:
                    self.values[column] = _cell(column, raw[column], readers[column], today)
                elif column in REQUIRED:
                    raise refuse(_("This is needed."))
            except Wrong as wrong:
                self._note(column, wrong)
        for column, problem in settle(self.values, frozenset(self.wrong)):
            self._note(column, problem)

    def _note(self, column: str, problem: Wrong) -> None:
        self.wrong.setdefault(column, worded(problem.message, problem.params))


def _cell(column: str, text: str, reader: Callable[[str], Any], today: date) -> Any:
    if text == NO_VALUE:
        raise refuse(_("The formula has no stored result. Open the file in Excel, save it and try again."))
    if text.upper() in ERRORS:
        raise refuse(_("Excel shows the error %(text)s here."), text=text)
    longest = LONGEST.get(column, MAX_CELL)
    if len(text) > longest:
        raise refuse(_("This is longer than %(longest)s characters."), longest=longest)
    try:
        value = reader(text)
    except Wrong as wrong:
        if "text" in wrong.params:
            wrong.params = {**wrong.params, "text": Truncator(values.plain(text)).chars(60)}
        raise
    if column in ("spent_on", "rate_date") and value > today:
        raise refuse(_("This day is still to come."))
    if column in REQUIRED and not value:
        raise refuse(_("This is needed."))
    return value


def _category(text: str, known: Mapping[str, str]) -> str:
    code = known.get(word_key(text))
    if code is None:
        raise refuse(_("“%(text)s” is no category of the programme."), text=text)
    return code
