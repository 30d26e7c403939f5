"""What a person reads when a file is refused: the reason, and what to do about it."""

from __future__ import annotations

import math

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "empty": _("The file is empty. Choose another file."),
    "too_large": _("The file is %(size)s MB. A file may have up to %(limit)s MB."),
    "quota": _(
        "Your documents take up %(used)s of %(limit)s MB, so this file of %(size)s MB does not fit. "
        "Choose a document you handed in before, or a smaller file."
    ),
    "program": _(
        "The file is a program, not a document, whatever its name says. Choose a PDF, JPEG or PNG file."
    ),
    "office": _("The file is an office document or an archive. Save it as a PDF and choose that."),
    "photo": _("The photo is in HEIC or AVIF format. Save it as JPEG and choose that."),
    "picture": _("Pictures can be JPEG or PNG. Save this one as JPEG or PNG and choose that."),
    "unknown": _("The file is not a PDF, JPEG or PNG, whatever its name says. Choose another file."),
    "ending": _(
        "The name ends in “.%(ending)s”, but the content is %(kind)s. "
        "Correct the name or choose another file."
    ),
    "image_pixels": _(
        "The picture has %(width)s × %(height)s pixels. Up to %(limit)s million pixels are possible: "
        "make it smaller and choose it again."
    ),
    "pdf_pages": _(
        "The PDF has %(pages)s pages. Up to %(limit)s are possible: hand in the pages that are needed."
    ),
    "pdf_script": _("The PDF contains JavaScript. Print it to a new PDF and choose that."),
    "pdf_action": _("The PDF starts actions when opened or read. Print it to a new PDF and choose that."),
    "pdf_embedded": _("The PDF contains other files or media. Print it to a new PDF and choose that."),
    "pdf_encrypted": _(
        "The PDF is encrypted or protected by a password. Save it without protection and choose that."
    ),
    "pdf_xfa": _("The PDF is an interactive form (XFA). Print it to a new PDF and choose that."),
    "polyglot": _("The PDF has other content attached to it. Print it to a new PDF and choose that."),
    "malformed": _(
        "The file is damaged and cannot be opened. Save it again and choose that, or choose another file."
    ),
    "too_complex": _(
        "The file is too complex to be checked. Print it to a new PDF, or scan the pages, and choose that."
    ),
}
KINDS = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


def refusal(code: str, **detail: object) -> ValidationError:
    """The validation error for a code of MESSAGES, translated when it is shown."""
    return ValidationError(MESSAGES[code], code=code, params=detail)


def megabytes(size: int) -> str:
    """Bytes as megabytes (10^6), rounded up to a tenth, without a needless ".0"."""
    return f"{math.ceil(size / 100_000) / 10:.1f}".removesuffix(".0")
