"""The limited process refuses what can act and keeps nothing of a picture but its pixels."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile

import pytest
import typst
from PIL import Image

from casework.documents import sandbox
from casework.documents.limits import Refused
from casework.documents.sniff import JPEG, PDF, PNG
from tests.files import pdfs, pictures


def refused(data: bytes, kind: str) -> Refused:
    with pytest.raises(Refused) as caught:
        sandbox.inspect(data, kind)
    return caught.value


@pytest.mark.parametrize("name", pdfs.HOSTILE)
def test_a_hostile_pdf_is_refused_for_its_reason(name: str) -> None:
    make, code = pdfs.HOSTILE[name]
    assert refused(make(), PDF).code == code


@pytest.mark.parametrize(
    "data",
    [
        pdfs.pdf(pages=60),
        pdfs.pdf(catalog=b"/OpenAction [3 0 R /Fit]"),
        pdfs.pdf(catalog=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"),
        pdfs.pdf(page=pdfs.note(b"Link", b"/A " + pdfs.ADDRESS)),
        pdfs.pdf() + b"\r\n\x00\x00",
    ],
    ids=["60 pages", "opens at a page", "goes to a page", "link to an address", "padding behind"],
)
def test_a_harmless_pdf_is_kept_as_it_came(data: bytes) -> None:
    _pages, kept = sandbox.inspect(data, PDF)
    assert kept == data


def test_a_real_pdf_is_accepted_and_counted() -> None:
    data = typst.compile(
        b'= A letter\n#pagebreak()\nWith #link("https://example.org")[a link].', format="pdf"
    )
    assert sandbox.inspect(data, PDF)[0] == 2


def test_a_photo_is_written_anew_upright_without_camera_data_code_or_archive() -> None:
    before = pictures.photo_with_secrets()
    assert b"SECRET" in before
    assert zipfile.is_zipfile(io.BytesIO(before))
    _pages, kept = sandbox.inspect(before, JPEG)
    assert not zipfile.is_zipfile(io.BytesIO(kept))
    assert b"SECRET" not in kept
    assert b"php" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (200, 300)
        assert not picture.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_kept(mode: str) -> None:
    _pages, kept = sandbox.inspect(pictures.picture("PNG", mode=mode), PNG)
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == ("PNG", (300, 200))


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg_is_kept(mode: str) -> None:
    _pages, kept = sandbox.inspect(pictures.picture("JPEG", mode=mode), JPEG)
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (300, 200))


def test_a_huge_picture_is_refused_from_its_header() -> None:
    answer = refused(pictures.png_header(20_000, 20_000), PNG)
    assert (answer.code, answer.detail) == ("image_pixels", {"width": 20_000, "height": 20_000, "limit": 40})


@pytest.mark.parametrize(
    ("data", "kind"),
    [(pictures.picture()[:200], PNG), (pictures.picture("JPEG")[:200], JPEG), (b"\x89PNG\r\n\x1a\n", PNG)],
    ids=["half a PNG", "half a JPEG", "signature alone"],
)
def test_a_damaged_picture_is_refused(data: bytes, kind: str) -> None:
    assert refused(data, kind).code == "malformed"


def test_a_pdf_bomb_is_refused_within_the_limits() -> None:
    data = pdfs.bomb()
    assert len(data) < 100_000
    assert refused(data, PDF).code in {"malformed", "too_complex"}
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_000_000


def confined(code: str) -> subprocess.CompletedProcess[bytes]:
    program = f"from casework.documents.limits import confine; confine(1)\n{code}"
    return subprocess.run([sys.executable, "-c", program], cwd=sandbox.ROOT, capture_output=True, check=False)


def test_the_process_cannot_have_more_time_memory_or_output() -> None:
    assert confined("while True: pass").returncode in sandbox.OVER_LIMIT
    assert b"MemoryError" in confined("bytearray(2_000_000_000)").stderr
    assert b"File too large" in confined("import os; os.ftruncate(os.memfd_create('x'), 10**9)").stderr
    assert confined("print('as usual')").stdout == b"as usual\n"


def test_a_process_that_does_not_end_is_ended() -> None:
    with pytest.raises(Refused, match="too_complex"):
        list(sandbox.run("casework.documents.inspect", PNG, pictures.picture(), 0.001))
