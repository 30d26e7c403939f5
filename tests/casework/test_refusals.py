"""What Postgres refuses is said in the portal's own words; a repeated submit is recognised."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg2
import pytest
from django.db import ProgrammingError, connection, transaction

from casework.guards import guarded
from casework.models import Case, Receipt
from casework.services.receipts import give, replayed
from casework.transitions import Busy, Refused, Stale
from talent_portal.databases import Database
from tests.cast import Cast
from tests.desk import make_desk

CODES = [("40001", Stale), ("40P01", Busy), ("55P03", Busy), ("23514", Refused), ("23505", Refused)]


@pytest.mark.parametrize(("code", "refusal"), CODES)
def test_a_refusal_of_the_database_is_one_of_ours(db: None, code: str, refusal: type[Refused]) -> None:
    with pytest.raises(Refused) as caught, guarded():
        raise_in_database(code)
    assert type(caught.value) is refusal
    assert caught.value.reason


def test_other_trouble_of_the_database_is_passed_on(db: None) -> None:
    with pytest.raises(ProgrammingError), guarded():
        raise_in_database("42501")


def test_who_meets_a_lock_is_told_that_nothing_is_lost(committed_database: Database) -> None:
    case = make_desk().submitted()
    other = psycopg2.connect(committed_database.url)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM casework_case WHERE id = %s FOR UPDATE", [str(case.pk)])
        with pytest.raises(Busy, match="Nothing was lost"), guarded():
            Case.objects.select_for_update(nowait=True).get(pk=case.pk)
    finally:
        other.close()


def test_a_verb_without_a_case_has_receipts_too(cast: Cast) -> None:
    token, body = uuid4(), {"team": "t-1", "name": "Name"}
    told: dict[str, Any] = {"actor": cast.applicant, "token": token, "action": "team.rename", "case": None}
    assert not replayed(**told, body=body)
    give(**told, body=body)
    assert replayed(**told, body=body)
    with pytest.raises(Refused):
        replayed(**told, body=body | {"team": "t-2"})
    assert Receipt.objects.get().case is None


def raise_in_database(code: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$")
