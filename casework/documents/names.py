"""What a person called a file, made safe to show and to send back."""

from __future__ import annotations

import unicodedata

from casework.documents.sniff import EXTENSIONS, extension

LONGEST = 200


def clean(name: str, kind: str) -> str:
    """The last part of a path, NFC, without control or direction characters, at most 200 characters, and with
    an ending that fits the content type."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign if not _hidden(sign) else "" for sign in last)
    stem = " ".join(shown.split()).strip(". ")
    usual = EXTENSIONS[kind][0]
    ending = extension(stem) if extension(stem) in EXTENSIONS[kind] else ""
    if ending:
        stem = stem[: -len(ending) - 1]
    ending = ending or usual
    return f"{stem[: LONGEST - len(ending) - 1] or 'document'}.{ending}"


def _hidden(sign: str) -> bool:
    """Control, format (direction overrides, zero width), surrogate and private characters; not spaces."""
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} and not sign.isspace()
