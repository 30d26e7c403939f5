"""Saving a draft: two windows, stale answers, and slots."""

import pytest

from casework.models import CaseDocument
from casework.transitions import Refused
from tests.cast import Cast
from tests.visas import build
from visas.enums import Requirement, Status
from visas.services import applications, slots
from visas.services.applications import Conflict

pytestmark = pytest.mark.django_db


def test_a_stale_save_is_a_conflict_that_shows_what_is_stored(cast: Cast) -> None:
    case = applications.start(actor=cast.applicant, now=build.NOW)
    common = {"actor": cast.applicant, "case": case, "row_version": 1}
    applications.save_section(values={"employer": "First window"}, **common)
    with pytest.raises(Conflict) as conflict:
        applications.save_section(values={"employer": "Second window"}, **common)
    assert conflict.value.stored.employer == "First window"
    assert conflict.value.stored.row_version == 2


def test_the_same_answer_from_a_stale_window_is_no_conflict(cast: Cast) -> None:
    case = applications.start(actor=cast.applicant, now=build.NOW)
    for _click in range(2):
        own = applications.save_section(
            actor=cast.applicant, case=case, values={"employer": "Twice"}, row_version=1
        )
    assert own.row_version == 2


def test_a_new_document_replaces_the_old_and_the_old_row_stays(cast: Cast) -> None:
    case = build.draft(cast.applicant)
    slots.clear(actor=cast.applicant, case=case, requirement=Requirement.CAREER, now=build.NOW)
    slots.clear(actor=cast.applicant, case=case, requirement=Requirement.CAREER, now=build.NOW)
    file = build.document(cast.applicant)
    slots.fill(actor=cast.applicant, case=case, requirement=Requirement.CAREER, document=file, now=build.NOW)
    rows = CaseDocument.objects.filter(case=case, requirement=Requirement.CAREER)
    assert [row.replaced_at is None for row in rows] == [False, True]


def test_strangers_and_officers_save_nothing(cast: Cast) -> None:
    case = applications.start(actor=cast.applicant, now=build.NOW)
    for other in (cast.stranger, cast.reviewer):
        with pytest.raises(Refused):
            applications.save_section(actor=other, case=case, values={"employer": "X"}, row_version=1)


def test_withdrawing_closes_the_case_and_frees_the_way_for_another(cast: Cast) -> None:
    case = build.submitted(cast.applicant)
    gone = applications.withdraw(actor=cast.applicant, case=case, now=build.NOW, expect=case.version)
    assert gone.status == Status.WITHDRAWN
    with pytest.raises(Refused, match="closed"):
        applications.withdraw(actor=cast.applicant, case=gone, now=build.NOW, expect=gone.version)
    assert applications.start(actor=cast.applicant, now=build.NOW).pk != case.pk


def test_a_stranger_cannot_withdraw(cast: Cast) -> None:
    case = build.submitted(cast.applicant)
    with pytest.raises(Refused, match="Only the applicant"):
        applications.withdraw(actor=cast.stranger, case=case, now=build.NOW, expect=case.version)
