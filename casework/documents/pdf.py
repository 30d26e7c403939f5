"""Refuses PDFs that can act: scripts, launches, embedded files, encryption, dynamic forms. Runs limited."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from casework.documents.limits import MAX_PAGES, Refused

ACTIONS = {
    "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute", "/Sound", "/Movie",
}  # fmt: skip
MEDIA = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
EVENTS = {
    "/E", "/X", "/D", "/U", "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI",
    "/O", "/C", "/K", "/F", "/V", "/WC", "/WS", "/DS", "/WP", "/DP",
}  # fmt: skip
MOST_TELLING = ("pdf_xfa", "pdf_script", "pdf_action", "pdf_embedded")
SPELT_OUT = ((b"/JavaScript", "pdf_script"), (b"/Launch", "pdf_action"), (b"/EmbeddedFile", "pdf_embedded"))


def check(data: bytes) -> int:
    """The number of pages, 1 to MAX_PAGES. Raises Refused with a code; other errors mean a broken file.

    Three views must agree: every object pypdf finds through the cross-reference tables, names spelt out in
    the raw bytes (objects no table points at), and what pdfium, which draws the pages, sees.
    """
    _check_ends(data)
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted or "/Encrypt" in reader.trailer:
        raise Refused("pdf_encrypted")
    codes = {code for dictionary in _dictionaries(reader) if (code := _active(dictionary))}
    for code in MOST_TELLING:
        if code in codes:
            raise Refused(code)
    _check_raw(data)
    pages = _check_pdfium(data)
    if pages < 1:
        raise Refused("malformed")
    if pages > MAX_PAGES:
        raise Refused("pdf_pages", pages=pages, limit=MAX_PAGES)
    return pages


def _check_ends(data: bytes) -> None:
    """A PDF from the first byte to the last: no archive or page of another kind before or behind it."""
    end = data.rfind(b"%%EOF")
    if not data.startswith(b"%PDF-") or end < 0:
        raise Refused("malformed")
    if data[end + 5 :].strip(b"\x00\t\n\x0c\r ") or zipfile.is_zipfile(BytesIO(data)):
        raise Refused("polyglot")


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, direct or indirect, in use or left over from an earlier saving."""
    seen = [(number, generation) for generation, entries in reader.xref.items() for number in entries]
    seen += [(number, 0) for number in reader.xref_objStm]
    yield from _inside(reader.trailer)
    for number, generation in seen:
        yield from _inside(IndirectObject(number, generation, reader).get_object())


def _inside(found: Any) -> Iterator[DictionaryObject]:
    waiting = [found]
    while waiting:
        item = waiting.pop()
        if isinstance(item, DictionaryObject):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)


def _active(item: DictionaryObject) -> str | None:
    """Why a dictionary is refused, as a code; None when it only describes."""
    kind, subtype, action = (_plain(item, key) for key in ("/Type", "/Subtype", "/S"))
    if "/XFA" in item:
        return "pdf_xfa"
    if "/JS" in item or "/JavaScript" in item or action == "/JavaScript":
        return "pdf_script"
    if action in ACTIONS or _opens_action(item) or _has_events(item):
        return "pdf_action"
    if "/EF" in item or "/EmbeddedFiles" in item or kind == "/EmbeddedFile" or subtype in MEDIA:
        return "pdf_embedded"
    return None


def _plain(item: DictionaryObject, key: str) -> str | None:
    value = item.get(key)
    resolved = value.get_object() if value is not None else None
    return resolved if isinstance(resolved, str) else None


def _opens_action(item: DictionaryObject) -> bool:
    """An action on opening other than showing a place in the same file, which many programs write."""
    action = item.get("/OpenAction")
    found = action.get_object() if action is not None else None
    return isinstance(found, DictionaryObject) and _plain(found, "/S") != "/GoTo"


def _has_events(item: DictionaryObject) -> bool:
    events = item.get("/AA")
    found = events.get_object() if events is not None else None
    return isinstance(found, DictionaryObject) and bool(EVENTS & found.keys())


def _check_raw(data: bytes) -> None:
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), data)
    for name, code in SPELT_OUT:
        if name in data or name in plain:
            raise Refused(code)


def _check_pdfium(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    if pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Refused("pdf_script")
    if pypdfium2.raw.FPDFDoc_GetAttachmentCount(document) > 0:
        raise Refused("pdf_embedded")
    if document.get_formtype() in (pypdfium2.raw.FORMTYPE_XFA_FULL, pypdfium2.raw.FORMTYPE_XFA_FOREGROUND):
        raise Refused("pdf_xfa")
    return len(document)
