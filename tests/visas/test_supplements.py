"""Supplement requests: the clock stands still, answers go in once, silence returns the case."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework.enums import SupplementStatus
from casework.models import CaseDocument, ClockStop, Notice
from casework.services.documents import add_document
from casework.transitions import Refused
from tests.cast import Cast
from tests.files import pdfs
from tests.files.uploads import upload
from tests.visas import build
from visas.enums import Requirement, Status
from visas.services import applications
from visas.services.supplements import answer_item, lapse, overdue, send_answer
from visas.tasks import lapse_supplements

pytestmark = pytest.mark.django_db
TWO = ((Requirement.CAREER, "A page is missing."), (Requirement.CRIMINAL, "It is too old."))
LATER = build.NOW + timedelta(days=3)


def test_every_item_is_answered_before_sending_and_the_clock_runs_again(cast: Cast) -> None:
    request = build.asked(cast.applicant, cast.reviewer, items=TWO)
    case, me = request.case, cast.applicant
    first, second = request.items.all()
    file = add_document(actor=me, upload=upload(pdfs.pdf(pages=2), "career.pdf"))
    answer_item(actor=me, case=case, item_id=first.pk, document=file, explanation="")
    with pytest.raises(Refused, match="every item"):
        send_answer(actor=me, case=case, token=uuid4(), now=LATER)
    assert ClockStop.objects.get(case=case).ended_at is None
    answer_item(actor=me, case=case, item_id=second.pk, document=None, explanation="The office is closed.")
    sent = send_answer(actor=me, case=case, token=uuid4(), now=LATER)
    assert sent.status == Status.IN_REVIEW
    assert ClockStop.objects.get(case=case).ended_at == LATER
    request.refresh_from_db()
    assert (request.status, request.answered_at) == (SupplementStatus.ANSWERED, LATER)
    career = CaseDocument.objects.get(case=case, requirement=Requirement.CAREER, replaced_at=None)
    assert career.document == file
    told = Notice.objects.get(template="visas/supplement_answered")
    assert told.recipient == cast.reviewer


def test_the_answer_is_sent_once(cast: Cast) -> None:
    request, token = build.asked(cast.applicant, cast.reviewer), uuid4()
    item = request.items.get()
    answer_item(actor=cast.applicant, case=request.case, item_id=item.pk, document=None, explanation="None")
    first = send_answer(actor=cast.applicant, case=request.case, token=token, now=LATER)
    again = send_answer(actor=cast.applicant, case=request.case, token=token, now=LATER)
    assert again.version == first.version
    with pytest.raises(Refused, match="Nothing is being asked"):
        send_answer(actor=cast.applicant, case=request.case, token=uuid4(), now=LATER)


@pytest.mark.parametrize("explanation", ["", "  "])
def test_an_item_takes_a_document_or_an_explanation(cast: Cast, explanation: str) -> None:
    request = build.asked(cast.applicant, cast.reviewer)
    with pytest.raises(Refused, match="either"):
        answer_item(
            actor=cast.applicant,
            case=request.case,
            item_id=request.items.get().pk,
            document=None,
            explanation=explanation,
        )


def test_items_of_another_case_are_not_answered(cast: Cast) -> None:
    mine = build.asked(cast.applicant, cast.reviewer)
    other = build.asked(cast.stranger, cast.reviewer)
    with pytest.raises(Refused, match="no longer"):
        answer_item(
            actor=cast.applicant,
            case=mine.case,
            item_id=other.items.get().pk,
            document=None,
            explanation="Mine now",
        )
    with pytest.raises(Refused, match="Only the applicant"):
        answer_item(
            actor=cast.stranger,
            case=mine.case,
            item_id=mine.items.get().pk,
            document=None,
            explanation="Mine now",
        )


def test_silence_returns_the_case_after_the_last_day_of_seoul(cast: Cast) -> None:
    request = build.asked(cast.applicant, cast.reviewer, due_on=date(2026, 12, 7))
    last_minute = build.NOW.replace(month=12, day=7, hour=23, minute=59)
    assert not lapse(request=request, now=last_minute)
    assert overdue(last_minute) == []
    after = last_minute + timedelta(minutes=1)
    assert overdue(after) == [request]
    assert lapse(request=request, now=after)
    assert not lapse(request=request, now=after)
    request.case.refresh_from_db()
    assert request.case.status == Status.RETURNED
    assert ClockStop.objects.get(case=request.case).ended_at == after
    assert Notice.objects.filter(template="visas/returned", recipient=cast.applicant).count() == 1


def test_the_sweep_returns_what_is_overdue(cast: Cast) -> None:
    """Asked long ago: the day of the real clock is after it."""
    long_ago = build.NOW.replace(year=2025, month=12, day=1)
    request = build.asked(cast.applicant, cast.reviewer, due_on=date(2025, 12, 8), now=long_ago)
    build.asked(cast.stranger, cast.reviewer, due_on=date(2999, 12, 7))
    assert lapse_supplements() == 1
    request.case.refresh_from_db()
    assert request.case.status == Status.RETURNED


def test_withdrawing_cancels_what_is_asked(cast: Cast) -> None:
    request = build.asked(cast.applicant, cast.reviewer)
    request.case.refresh_from_db()
    applications.withdraw(actor=cast.applicant, case=request.case, now=LATER, expect=request.case.version)
    request.refresh_from_db()
    assert request.status == SupplementStatus.CANCELLED
    assert not ClockStop.objects.filter(ended_at=None).exists()
    assert Notice.objects.get(template="visas/withdrawn").recipient == cast.reviewer
