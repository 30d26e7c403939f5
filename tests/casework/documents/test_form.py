"""The form for handing in a document: an own one again or a new file, with the reason beside the field."""

from __future__ import annotations

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from casework.forms.documents import DocumentForm
from casework.models import User
from casework.services.documents import add_document
from tests.cast import Cast
from tests.files.uploads import upload


def form(actor: User, *, file: bytes | None = None, **data: str) -> DocumentForm:
    given = QueryDict(mutable=True)
    given.update(data)
    files = MultiValueDict({} if file is None else {"file": [upload(file)]})
    return DocumentForm(given, files, actor=actor)


def test_a_new_file_is_kept(cast: Cast) -> None:
    bound = DocumentForm({}, MultiValueDict({"file": [upload()]}), actor=cast.applicant)
    assert bound.is_valid()
    document = bound.save()
    assert document is not None
    assert document.person == cast.applicant.person


def test_nothing_chosen_is_said_beside_the_field(cast: Cast) -> None:
    bound = form(cast.applicant)
    assert not bound.is_valid()
    assert bound.errors["file"] == ["Choose a file."]


def test_a_refused_file_is_said_beside_the_field(cast: Cast) -> None:
    bound = form(cast.applicant, file=b"MZ" + b"\x00" * 99)
    assert bound.is_valid()
    assert bound.save() is None
    assert "is a program" in bound.errors["file"][0]


def test_an_empty_file_is_said_beside_the_field(cast: Cast) -> None:
    bound = form(cast.applicant, file=b"")
    assert not bound.is_valid()
    assert "empty" in bound.errors["file"][0]


def test_an_own_document_is_chosen_again_and_anothers_is_no_choice(cast: Cast) -> None:
    own = add_document(actor=cast.applicant, upload=upload())
    foreign = add_document(actor=cast.stranger, upload=upload())
    again = form(cast.applicant, existing=str(own.pk))
    assert again.is_valid()
    assert again.save() == own
    assert not form(cast.applicant, existing=str(foreign.pk)).is_valid()


def test_the_partial_shows_what_is_accepted(cast: Cast) -> None:
    page = render_to_string("documents/upload.html", {"form": DocumentForm(actor=cast.applicant)})
    assert 'accept=".pdf' in page
    assert "up to 10 MB" in page
    assert "existing" not in page
