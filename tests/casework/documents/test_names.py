"""File names: shown and sent back safely, and never believed."""

from __future__ import annotations

import pytest

from casework.documents import names, sniff
from casework.documents.sniff import JPEG, PDF, PNG


@pytest.mark.parametrize(
    ("given", "kind", "kept"),
    [
        ("degree.pdf", PDF, "degree.pdf"),
        ("../../etc/passwd.pdf", PDF, "passwd.pdf"),
        (r"C:\Users\me\scan.JPG", JPEG, "scan.jpg"),
        ("no ending", PNG, "no ending.png"),
        ("학위증명서.pdf", PDF, "학위증명서.pdf"),
        ("invoice\u202efdp.exe.pdf", PDF, "invoicefdp.exe.pdf"),
        ("a\x00b\r\nc.pdf", PDF, "ab c.pdf"),
        (".pdf", PDF, "pdf.pdf"),
        ("", PDF, "document.pdf"),
        ("x" * 300 + ".jpeg", JPEG, "x" * 195 + ".jpeg"),
    ],
)
def test_a_name_is_made_safe(given: str, kind: str, kept: str) -> None:
    assert names.clean(given, kind) == kept
    assert len(names.clean(given, kind)) <= 200


def test_the_content_says_what_a_file_is() -> None:
    assert sniff.content_type(b"%PDF-1.4") == PDF
    assert sniff.content_type(b"\xff\xd8\xff\xe0") == JPEG
    assert sniff.content_type(b" %PDF-1.4") is None
    assert sniff.foreign_kind(b"MZ\x90\x00") == "program"
    assert sniff.foreign_kind(b"\x00\x00\x00\x18ftypheic") == "photo"
    assert sniff.foreign_kind(b"PK\x03\x04") == "office"
    assert sniff.foreign_kind(b"hello") is None


def test_the_ending_must_not_contradict_the_content() -> None:
    assert sniff.agrees("a.JPeG", JPEG)
    assert sniff.agrees("a", PDF)
    assert not sniff.agrees("a.pdf", JPEG)
    assert not sniff.agrees("a.pdf.exe", PDF)
