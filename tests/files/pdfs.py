"""PDFs written by hand, object by object, to place exactly one hostile thing in each."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from pypdf import PdfWriter

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PAGES = [
    b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
]
"""Objects 1 to 3 of a file whose opening action, object 5, lies in an object stream, object 4."""


def pdf(
    *,
    pages: int = 1,
    catalog: bytes = b"",
    page: bytes = b"",
    extra: tuple[bytes, ...] = (),
    gap: bytes = b"",
) -> bytes:
    """A small valid PDF 1.7. `catalog` and `page` are added to those dictionaries; `extra` objects get the
    numbers from 3 + pages on; `gap` stands in the file where no table points."""
    kids = b" ".join(b"%d 0 R" % (3 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + page + b" >>"] * pages,
        *extra,
    ]
    return assemble(objects, gap)


def assemble(objects: list[bytes], gap: bytes = b"") -> bytes:
    """Header, objects numbered from 1, cross-reference table, trailer."""
    out, places = HEADER + gap, []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d " % len(content) + head + b" >>\nstream\n" + content + b"\nendstream"


def in_object_stream() -> bytes:
    """A script in a compressed object stream, so that no byte of it is readable in the file."""
    hidden = b"<< /S /JavaScript /JS (app.alert(1)) >>"
    body = zlib.compress(b"5 0 " + hidden)
    head = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
    return _with_reference_stream([*PAGES, stream(body, head)], inside={5: (4, 0)})


def _with_reference_stream(objects: list[bytes], inside: dict[int, tuple[int, int]]) -> bytes:
    out, rows = HEADER, {0: (0, 0, 65535)}
    for number, body in enumerate(objects, start=1):
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    rows |= {number: (2, *place) for number, place in inside.items()}
    own = max(rows) + 1
    rows[own] = (1, len(out), 0)
    table = b"".join(
        bytes([kind]) + first.to_bytes(4, "big") + second.to_bytes(2, "big")
        for _number, (kind, first, second) in sorted(rows.items())
    )
    head = b"/Type /XRef /Size %d /W [1 4 2] /Root 1 0 R" % (own + 1)
    end = b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % rows[own][1]
    return out + b"%d 0 obj\n" % own + stream(table, head) + end


def encrypted() -> bytes:
    """Opens without a password, but is encrypted all the same."""
    writer = PdfWriter(io.BytesIO(pdf()))
    writer.encrypt("", "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_archive() -> bytes:
    """A PDF that is a ZIP (or Java) archive too; a second %%EOF hides the join."""
    out = io.BytesIO(pdf())
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("Evil.class", b"\xca\xfe\xba\xbe")
        archive.comment = b"%%EOF"
    return out.getvalue()


def bomb() -> bytes:
    """An object stream of a few kilobytes that would unpack to 2 GB."""
    body = zlib.compress(zlib.compress(b"\x00" * 100_000_000, 9) * 20, 9)
    head = b"/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]"
    return _with_reference_stream([*PAGES, stream(body, head)], inside={5: (4, 0)})


SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
ADDRESS = b"<< /S /URI /URI (http://x.example) >>"
LAUNCH = b"<< /S /Launch /F (cmd.exe) >>"
FILE = (b"<< /Type /Filespec /F (a) /EF << /F 5 0 R >> >>", stream(b"MZ", b"/Type /EmbeddedFile"))
NAMED = b"/Names << /%s << /Names [(a) 4 0 R] >> >>"
XFA = b"/AcroForm << /Fields [] /XFA [(template) 4 0 R] >>"


def note(kind: bytes, more: bytes = b"") -> bytes:
    """A page entry with one annotation."""
    return b"/Annots [<< /Type /Annot /Subtype /" + kind + b" /Rect [0 0 9 9] " + more + b" >>]"


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "script on opening": (lambda: pdf(catalog=b"/OpenAction " + SCRIPT), "pdf_script"),
    "script by name": (lambda: pdf(catalog=NAMED % b"JavaScript", extra=(SCRIPT,)), "pdf_script"),
    "script spelt with escapes": (
        lambda: pdf(catalog=b"/OpenAction << /S /J#61vaScript /J#53 (a) >>"),
        "pdf_script",
    ),
    "script in an object stream": (in_object_stream, "pdf_script"),
    "script nothing points at": (lambda: pdf(extra=(SCRIPT,)), "pdf_script"),
    "script no table knows": (lambda: pdf(gap=b"9 0 obj " + SCRIPT + b" endobj\n"), "pdf_script"),
    "launch": (lambda: pdf(page=note(b"Link", b"/A " + LAUNCH)), "pdf_action"),
    "form sent on opening": (lambda: pdf(catalog=b"/OpenAction << /S /SubmitForm >>"), "pdf_action"),
    "address opened on opening": (lambda: pdf(catalog=b"/OpenAction " + ADDRESS), "pdf_action"),
    "page event": (lambda: pdf(page=b"/AA << /O " + ADDRESS + b" >>"), "pdf_action"),
    "embedded file": (lambda: pdf(catalog=NAMED % b"EmbeddedFiles", extra=FILE), "pdf_embedded"),
    "attachment on a page": (lambda: pdf(page=note(b"FileAttachment")), "pdf_embedded"),
    "rich media": (lambda: pdf(page=note(b"RichMedia")), "pdf_embedded"),
    "XFA form": (lambda: pdf(catalog=XFA, extra=(stream(b"<xdp/>"),)), "pdf_xfa"),
    "encrypted": (encrypted, "pdf_encrypted"),
    "61 pages": (lambda: pdf(pages=61), "pdf_pages"),
    "archive behind": (with_archive, "polyglot"),
    "page behind": (lambda: pdf() + b"<html><script>alert(1)</script></html>", "polyglot"),
    "cut in half": (lambda: pdf()[: len(pdf()) // 2], "malformed"),
    "header alone": (lambda: b"%PDF-1.7\n%%EOF\n", "malformed"),
    "no pages": (lambda: pdf(pages=0), "malformed"),
}
"""What is wrong with a PDF: how to make one, and the code it must be refused with."""
