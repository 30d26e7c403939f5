"""Answers with personal data: no cache keeps them, no page embeds them, no browser guesses their type."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GUARDED = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def shown(content: bytes, content_type: str) -> HttpResponse:
    """The bytes for an element of a page of ours, such as a page image."""
    return HttpResponse(content, content_type=content_type, headers=GUARDED)


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """The bytes as a download called `name`."""
    disposition = str(content_disposition_header(True, name))
    headers = GUARDED | {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=content_type, headers=headers)
