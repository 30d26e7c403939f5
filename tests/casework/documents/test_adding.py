"""Handing in a document: clear reasons, one row for one file, nothing kept of a refused one."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import transaction
from django.utils import timezone, translation

from casework.documents import store
from casework.documents.refusals import MESSAGES
from casework.enums import DocumentState
from casework.models import AuditEntry, Case, Document, OwedRendering
from casework.services import documents
from casework.services.documents import add_document, sweep_orphans, use_document
from tests.cast import Cast
from tests.files import pdfs, pictures
from tests.files.uploads import upload

PROGRAM = b"MZ\x90\x00" + b"\x00" * 200
REFUSALS = [
    (PROGRAM, "degree.pdf", "The file is a program, not a document, whatever its name says."),
    (b"", "degree.pdf", "The file is empty."),
    (b"just words", "degree.pdf", "The file is not a PDF, JPEG or PNG, whatever its name says."),
    (b"PK\x03\x04" + b"\x00" * 50, "degree.docx", "Save it as a PDF"),
    (b"\x00\x00\x00\x18ftypheic", "photo.heic", "Save it as JPEG"),
    (pictures.picture("JPEG"), "scan.pdf", "The name ends in “.pdf”, but the content is JPEG."),
    (pictures.png_header(20_000, 20_000), "a.png", "20000 × 20000 pixels. Up to 40 million"),
    (pdfs.pdf(catalog=b"/OpenAction " + pdfs.SCRIPT), "a.pdf", "The PDF contains JavaScript."),
    (pdfs.pdf(pages=61), "a.pdf", "The PDF has 61 pages. Up to 60 are possible"),
    (pdfs.encrypted(), "a.pdf", "encrypted or protected by a password"),
    (b"<html>" + pdfs.pdf(), "a.pdf", "not a PDF, JPEG or PNG"),
    (pdfs.pdf()[:100], "a.pdf", "The file is damaged"),
]


def refusal(cast: Cast, given: UploadedFile[Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        add_document(actor=cast.applicant, upload=given)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(("data", "name", "words"), REFUSALS, ids=[row[2][:40] for row in REFUSALS])
def test_a_refused_file_says_why_and_leaves_nothing(
    cast: Cast, media: Path, data: bytes, name: str, words: str
) -> None:
    assert words in refusal(cast, upload(data, name))
    assert not Document.objects.exists()
    assert not list(store.stored())


def test_a_30_megabyte_file_is_refused_with_both_sizes_and_never_read(cast: Cast) -> None:
    spooled = TemporaryUploadedFile("big.pdf", "application/pdf", 30_000_000, None)
    spooled.file.truncate(30_000_000)
    tracemalloc.start()
    words = refusal(cast, spooled)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "The file is 30 MB. A file may have up to 10 MB." in words
    assert peak < 1_000_000


def test_a_refusal_waits_for_the_language_of_the_page(cast: Cast) -> None:
    with pytest.raises(ValidationError) as caught:
        add_document(actor=cast.applicant, upload=upload(PROGRAM))
    with translation.override("ko"):
        assert str(MESSAGES["program"]) in caught.value.messages


def test_an_accepted_file_is_sealed_recorded_and_owes_its_page_images(cast: Cast) -> None:
    document = add_document(actor=cast.applicant, upload=upload(name="../My\u202e degree.pdf"))
    assert document.filename == "My degree.pdf"
    assert (document.content_type, document.pages) == ("application/pdf", 1)
    assert document.state == DocumentState.RENDERING
    assert store.read(document.pk) == pdfs.pdf()
    assert OwedRendering.objects.filter(document=document).exists()
    entry = AuditEntry.objects.get(verb="document.add")
    assert "degree" not in f"{entry.subject}{entry.data}"


def test_the_same_file_again_is_the_same_document_for_its_person_alone(cast: Cast) -> None:
    first = add_document(actor=cast.applicant, upload=upload())
    assert add_document(actor=cast.applicant, upload=upload(name="other.pdf")) == first
    assert add_document(actor=cast.stranger, upload=upload()) != first
    assert Document.objects.count() == 2


def test_documents_have_a_quota(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    add_document(actor=cast.applicant, upload=upload())
    monkeypatch.setattr(documents, "QUOTA", 500)
    words = refusal(cast, upload(pdfs.pdf(pages=2)))
    assert "Your documents take up 0.1 of 0.1 MB" in words
    assert Document.objects.count() == 1


def test_a_file_for_a_team_is_apart_from_the_own_library(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = add_document(actor=cast.applicant, upload=upload())
    teams = add_document(actor=cast.applicant, upload=upload(), personal=False)
    assert (mine.personal, teams.personal) == (True, False)
    assert add_document(actor=cast.applicant, upload=upload(), personal=False) == teams
    assert add_document(actor=cast.applicant, upload=upload()) == mine
    assert list(Document.objects.visible_to(cast.applicant)) == [mine]
    monkeypatch.setattr(documents, "QUOTA", 5_000)
    Document.objects.filter(pk=mine.pk).update(size=5_000)
    assert "Your documents take up" in refusal(cast, upload(pdfs.pdf(pages=2)))
    assert add_document(actor=cast.applicant, upload=upload(pdfs.pdf(pages=2)), personal=False)


def test_files_without_a_row_are_swept_and_others_stay(cast: Cast) -> None:
    kept = add_document(actor=cast.applicant, upload=upload())
    with transaction.atomic():
        add_document(actor=cast.applicant, upload=upload(pdfs.pdf(pages=2)))
        transaction.set_rollback(True)
    assert len(list(store.stored())) == 2
    assert sweep_orphans() == 0, "young files may belong to a transaction under way"
    assert sweep_orphans(older_than_seconds=-1) == 1
    assert list(store.stored()) == [kept.pk]


def test_a_newer_document_takes_the_slot_and_the_older_stays(cast: Cast, draft: Case) -> None:
    now = timezone.now()
    first = add_document(actor=cast.applicant, upload=upload())
    second = add_document(actor=cast.applicant, upload=upload(pdfs.pdf(pages=2)))
    for document in (first, first, second):
        use_document(actor=cast.applicant, case=draft, requirement="degree", document=document, now=now)
    uses = draft.documents.order_by("id").values_list("document", "replaced_at")
    assert list(uses) == [(first.pk, now), (second.pk, None)]


def test_nobody_puts_anothers_document_into_a_case(cast: Cast, draft: Case) -> None:
    foreign = add_document(actor=cast.stranger, upload=upload())
    for actor in (cast.applicant, cast.stranger, cast.reviewer):
        with pytest.raises(PermissionDenied):
            use_document(actor=actor, case=draft, requirement="degree", document=foreign, now=timezone.now())
