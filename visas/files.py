"""A document as a list of files shows it: name, size, page image, and how far it is."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.enums import DocumentState
from casework.models import Document

TONES = {DocumentState.RENDERING: "info", DocumentState.READY: "success", DocumentState.FAILED: "danger"}


def entry(document: Document, label: str = "", remove_url: str = "") -> dict[str, Any]:
    """One entry of `{% file_list %}`; `label` says what the file is for."""
    pages = _("Pages: %(n)s") % {"n": document.pages}
    meta = [label, pages, filesizeformat(document.size)]
    state = DocumentState(document.state)
    return {
        "name": document.filename,
        "url": reverse("casework:document", args=[document.pk]),
        "thumb_url": _thumb(document),
        "meta": " · ".join(part for part in meta if part),
        "status": _("Being prepared for viewing") if state is DocumentState.RENDERING else state.label,
        "tone": TONES[state],
        "remove_url": remove_url,
        "pages": [
            reverse("casework:page", args=[document.pk, page.number]) for page in document.page_images.all()
        ],
    }


def _thumb(document: Document) -> str:
    first = next(iter(document.page_images.all()), None)
    return reverse("casework:page", args=[document.pk, first.number]) if first else ""
