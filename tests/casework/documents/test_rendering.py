"""Page images: drawn once, whoever draws, however often it fails."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from PIL import Image

from casework import debts
from casework.documents import store
from casework.enums import DocumentState
from casework.models import Document, DocumentPage, OwedRendering
from casework.services import rendering
from casework.services.documents import add_document
from talent_portal.databases import Database
from tests.cast import Cast, make_cast
from tests.files import pdfs, pictures
from tests.files.uploads import upload


def fail_once() -> OwedRendering:
    """One failed attempt, made due again at once."""
    assert rendering.drain() == 0
    OwedRendering.objects.update(leased_until=None)
    return OwedRendering.objects.get()


def test_each_page_becomes_an_image_and_the_debt_is_gone(cast: Cast) -> None:
    document = add_document(actor=cast.applicant, upload=upload(pdfs.pdf(pages=3)))
    assert rendering.drain() == 1
    document.refresh_from_db()
    assert (document.state, document.pages) == (DocumentState.READY, 3)
    assert not OwedRendering.objects.exists()
    first = document.page_images.first()
    assert first is not None
    with Image.open(io.BytesIO(store.read(first.pk))) as picture:
        assert (picture.format, picture.size) == ("WEBP", (first.width, first.height))
        assert picture.width == 1400


def test_a_picture_has_one_page_and_transparency_turns_white(cast: Cast) -> None:
    data = pictures.picture("PNG", (3000, 1000), "RGBA")
    document = add_document(actor=cast.applicant, upload=upload(data, "scan.png"))
    assert rendering.drain() == 1
    page = DocumentPage.objects.get(document=document)
    with Image.open(io.BytesIO(store.read(page.pk))) as picture:
        assert picture.size == (1400, 467)
        assert picture.convert("L").getextrema()[0] > 240


def test_draining_again_does_nothing(cast: Cast) -> None:
    add_document(actor=cast.applicant, upload=upload())
    assert [rendering.drain(), rendering.drain()] == [1, 0]
    assert DocumentPage.objects.count() == 1


def test_a_file_that_cannot_be_drawn_is_given_up_after_five_attempts_and_stays_visible(cast: Cast) -> None:
    document = add_document(actor=cast.applicant, upload=upload())
    store.remove(document.pk)
    for attempt in range(1, debts.MAX_ATTEMPTS + 1):
        owed = fail_once()
        assert (owed.attempts, owed.last_error) == (attempt, "FileNotFoundError")
    OwedRendering.objects.update(leased_until="2020-01-01T00:00Z")
    assert rendering.drain() == 0
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
    assert OwedRendering.objects.get().attempts == debts.MAX_ATTEMPTS
    assert add_document(actor=cast.applicant, upload=upload()) == document, "handed in again"
    store.put(document.pk, pdfs.pdf())
    assert rendering.drain() == 1


def test_a_worker_that_was_killed_holds_nothing_up_for_good(cast: Cast) -> None:
    add_document(actor=cast.applicant, upload=upload())
    assert debts.claim(OwedRendering, limit=1, lease_seconds=60)
    assert rendering.drain() == 0, "the killed worker's lease still runs"
    OwedRendering.objects.update(leased_until="2020-01-01T00:00Z")
    assert rendering.drain() == 1


def test_two_drains_at_once_draw_each_document_once(committed_database: Database) -> None:
    applicant = make_cast().applicant
    for pages in range(1, 5):
        add_document(actor=applicant, upload=upload(pdfs.pdf(pages=pages)))

    def drain(_number: int) -> int:
        try:
            return rendering.drain(seconds=60)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(drain, range(2)))
    assert sum(done) == 4
    assert DocumentPage.objects.count() == 1 + 2 + 3 + 4
    assert not Document.objects.exclude(state=DocumentState.READY).exists()
