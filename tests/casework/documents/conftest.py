"""A store of its own for each test, and files to hand in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from casework.models import Case
from casework.services import rendering
from casework.services.documents import add_document, use_document
from casework.transitions import move, open_case
from tests.cast import Cast
from tests.files.uploads import upload


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def draft(cast: Cast) -> Case:
    """The applicant's draft."""
    case = Case(kind="top_tier", reference="TT-2026-999999", person=cast.applicant.person)
    return open_case(case=case, actor=cast.applicant, now=timezone.now())


@pytest.fixture
def submitted(cast: Cast, draft: Case) -> Case:
    """The same case, submitted, with a rendered document of one page in the slot `degree`."""
    now = timezone.now()
    document = add_document(actor=cast.applicant, upload=upload())
    use_document(actor=cast.applicant, case=draft, requirement="degree", document=document, now=now)
    assert rendering.drain() == 1
    return move(case=draft, action="submit", actor=cast.applicant, now=now, submitted_at=now, revision=1)
