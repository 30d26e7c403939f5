"""What a file is by its first bytes. Standard library only: the limited process imports it too."""

from __future__ import annotations

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"

EXTENSIONS = {
    PDF: ("pdf",),
    JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    PNG: ("png",),
}
"""Accepted content types, each with the file name endings that agree with it; the first is the usual one."""

SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
)
FOREIGN = (
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"PK\x03\x04", "office"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"HWP Document File", "office"),
    (b"{\\rtf", "office"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
)
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def content_type(head: bytes) -> str | None:
    """The accepted type whose signature stands at byte 0, or None. Nothing may come before the signature."""
    return next((kind for signature, kind in SIGNATURES if head.startswith(signature)), None)


def foreign_kind(head: bytes) -> str | None:
    """A word for a well-known type that is not accepted: program, office, picture, photo; None if unknown."""
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "photo"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "picture"
    return next((kind for signature, kind in FOREIGN if head.startswith(signature)), None)


def extension(filename: str) -> str:
    """The lower-case ending of a file name without its dot, or an empty string."""
    stem, dot, ending = filename.rpartition(".")
    return ending.lower() if dot and stem else ""


def agrees(filename: str, kind: str) -> bool:
    """Whether the name's ending fits the content. A name without an ending contradicts nothing."""
    ending = extension(filename)
    return not ending or ending in EXTENSIONS[kind]
