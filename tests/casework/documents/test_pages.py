"""Documents over HTTP: who gets them, how they are sent, and what is written down."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from casework.models import AccessLog, Case, CaseDocument, Document, User
from casework.services import rendering, viewing
from casework.services.documents import add_document
from tests.cast import Cast, signed_in
from tests.files import pdfs
from tests.files.uploads import upload


def used(case: Case) -> Document:
    return CaseDocument.objects.get(case=case).document


def get(user: User | None, document: Document, page: int | None = None) -> HttpResponse:
    return look(signed_in(user), document, page)


def look(client: Client, document: Document, page: int | None = None) -> HttpResponse:
    if page:
        return client.get(reverse("casework:page", args=[document.pk, page]))
    return client.get(reverse("casework:document", args=[document.pk]))


def test_the_original_is_an_attachment_that_no_browser_runs_or_keeps(cast: Cast, submitted: Case) -> None:
    Document.objects.update(filename="학위 “증명”.pdf")
    answer = get(cast.reviewer, used(submitted))
    assert answer.content == pdfs.pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%ED%95%99")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_page_is_shown_inline(cast: Cast, submitted: Case) -> None:
    answer = get(cast.reviewer, used(submitted), page=1)
    assert answer["Content-Type"] == "image/webp"
    assert "Content-Disposition" not in answer
    assert "no-store" in answer["Cache-Control"]
    assert answer.content[8:12] == b"WEBP"


def test_a_page_that_is_not_there_is_not_found(cast: Cast, submitted: Case) -> None:
    assert get(cast.applicant, used(submitted), page=2).status_code == 404
    fresh = add_document(actor=cast.applicant, upload=upload(pdfs.pdf(pages=2)))
    assert get(cast.applicant, fresh, page=1).status_code == 404


def test_strangers_and_officers_without_the_case_find_nothing(cast: Cast, submitted: Case) -> None:
    document = used(submitted)
    loose = add_document(actor=cast.applicant, upload=upload(pdfs.pdf(pages=2)))
    for user in (cast.stranger, cast.steward, cast.auditor, cast.administrator, cast.dismissed):
        assert get(user, document).status_code == 404
        assert get(user, document, page=1).status_code == 404
    assert get(cast.reviewer, loose).status_code == 404, "no case uses it"
    assert get(None, document).status_code == 302
    assert not AccessLog.objects.exists()


def test_an_officer_without_a_second_factor_finds_nothing(cast: Cast, submitted: Case) -> None:
    client = signed_in(None)
    client.force_login(cast.reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert look(client, used(submitted)).status_code == 404
    assert look(client, used(submitted), page=1).status_code == 404
    assert get(cast.reviewer, used(submitted)).status_code == 200


def test_a_draft_shows_nothing_to_officers(cast: Cast, draft: Case) -> None:
    document = add_document(actor=cast.applicant, upload=upload())
    CaseDocument.objects.create(case=draft, requirement="degree", document=document)
    assert get(cast.reviewer, document).status_code == 404


def test_every_officers_look_is_logged_a_page_once_a_day(cast: Cast, submitted: Case) -> None:
    document, client = used(submitted), signed_in(cast.reviewer)
    for _look in range(3):
        look(client, document, page=1)
    look(client, document)
    look(client, document)
    get(cast.approver, document, page=1)
    rows = AccessLog.objects.order_by("id").values_list(
        "actor", "what", "reason", "person", "case", "subject"
    )
    same = (submitted.reference, cast.applicant.person_id, submitted.pk, str(document.pk))
    assert list(rows) == [
        (cast.reviewer.pk, "document page", *same),
        (cast.reviewer.pk, "document original", *same),
        (cast.reviewer.pk, "document original", *same),
        (cast.approver.pk, "document page", *same),
    ]


def test_peoples_looks_at_their_own_documents_are_not_logged(cast: Cast, submitted: Case) -> None:
    assert get(cast.applicant, used(submitted)).status_code == 200
    assert get(cast.applicant, used(submitted), page=1).status_code == 200
    assert not AccessLog.objects.exists()


def test_a_colleagues_look_at_a_teams_document_is_not_logged_and_an_officers_names_the_case(
    cast: Cast, submitted: Case
) -> None:
    document = add_document(actor=cast.applicant, upload=upload(), personal=False)
    assert rendering.drain() == 1
    for actor in (cast.applicant, cast.stranger):
        assert viewing.original(actor=actor, document=document) == pdfs.pdf()
        assert viewing.page_image(actor=actor, document=document, number=1)
    assert not AccessLog.objects.exists()
    viewing.page_image(actor=cast.reviewer, document=document, number=1, case=submitted)
    row = AccessLog.objects.get()
    assert (row.actor, row.case, row.reason) == (cast.reviewer, submitted, submitted.reference)
    assert get(cast.applicant, document).status_code == 404, "the team's app shows it"
