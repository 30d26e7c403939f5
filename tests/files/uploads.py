"""Files as they arrive with a form."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.files import pdfs


def upload(data: bytes | None = None, name: str = "degree.pdf") -> SimpleUploadedFile:
    """A small valid PDF, or these bytes, under this name."""
    return SimpleUploadedFile(name, pdfs.pdf() if data is None else data)
