"""From a typst template and data to a PDF: data enters as JSON, never as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from casework.pdf.coverage import FONTS, showable

Language = Literal["en", "ko"]
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""Kept for decades (PDF/A-2a) and read aloud (PDF/UA-1)."""


class PdfError(Exception):
    """A template that cannot be set; says which one and where, never the data."""


def render(template: str, data: Mapping[str, Any], language: Language) -> bytes:
    """The PDF that `template` makes of `data`.

    `template` is the path of a .typ file below the repository ("funding/pdf/agreement.typ"). `data` is what
    JSON can hold, with a "title" and a "date" ("2026-11-23"); money in it is integer won. The same input
    gives the same bytes.
    Raises PdfError when the template does not compile, ValueError for a path outside or a language unknown.
    """
    source = _template(template)
    if language not in {"en", "ko"}:
        raise ValueError(f"no letters in {language!r}")
    compiler = typst.Compiler(source, root=_root(), font_paths=_fonts())
    inputs = {"data": json.dumps(_clean(dict(data))), "frame": json.dumps(_frame(language))}
    try:
        made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS)
    except typst.TypstError as error:
        raise PdfError(f"{template}: {_place(error)}") from None
    if not isinstance(made, bytes):
        raise PdfError(f"{template}: no document")
    return made


def _frame(language: Language) -> dict[str, Any]:
    """What every letter carries whatever it says: sender, sample mark, demonstration line, page numbers."""
    with translation.override(language):
        operator = str(settings.OPERATOR_NAME or "")
        line = gettext("Demonstration. Not a government service. Nothing entered reaches any ministry.")
        return {
            "language": language,
            "portal": gettext("Talent Portal"),
            "operator": showable(operator),
            "sample": not operator,
            "line": "" if operator else line,
            "page": gettext("Page {page} of {pages}"),
        }


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return showable(value)
    if isinstance(value, Mapping):
        return {str(key): _clean(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(entry) for entry in value]
    if value is None or isinstance(value, int):
        return value
    return showable(str(value))


def _template(name: str) -> Path:
    path = (_root() / name).resolve()
    if path.suffix != ".typ" or not path.is_relative_to(_root()) or not path.is_file():
        raise ValueError(f"no letter template {name!r}")
    return path


def _root() -> Path:
    return Path(settings.BASE_DIR).resolve()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _place(error: typst.TypstError) -> str:
    """What is wrong and where, cut off before typst quotes the words of a document."""
    told = re.split(r'[:`"]', error.message)[0].strip()
    found = re.search(r"┌─ .*?([^/\s]+:\d+:\d+)", error.diagnostic)
    return f"{told} ({found.group(1)})" if found else told
