"""The same click at the same moment, in two processes' stead: two threads with connections of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from django.db import connections

from casework.models import Case, Facts, Notice, Receipt
from casework.transitions import Refused
from talent_portal.databases import Database
from tests.cast import make_cast
from tests.visas import build
from visas.services import applications

TIMES = 4


def at_once(call: Callable[[], Case]) -> list[Case | str]:
    """What `call` answers in several threads at once; a refusal by its words."""

    def run(_number: int) -> Case | str:
        try:
            return call()
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMES) as threads:
        return list(threads.map(run, range(TIMES)))


def test_one_token_at_once_is_one_application(committed_database: Database) -> None:
    user, token = make_cast().applicant, uuid4()
    case = build.draft(user)
    answers = at_once(lambda: build.submit(user, case, token=token))
    assert answers == [case] * TIMES
    assert Facts.objects.count() == Receipt.objects.count() == Notice.objects.count() == 1


def test_several_tokens_at_once_are_one_application(committed_database: Database) -> None:
    """The control of the test above: without the token the others are told why."""
    user = make_cast().applicant
    case = build.draft(user)
    answers = at_once(lambda: build.submit(user, case))
    assert sum(answer == case for answer in answers) == 1
    assert sum("submitted" in str(answer) for answer in answers if answer != case) == TIMES - 1
    assert Facts.objects.count() == 1


def test_starting_at_once_opens_one_draft(committed_database: Database) -> None:
    user = make_cast().applicant
    answers = at_once(lambda: applications.start(actor=user, now=build.NOW))
    assert len(set(answers)) == 1
    assert Case.objects.count() == 1
