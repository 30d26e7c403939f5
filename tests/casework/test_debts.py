"""Debts: leased before the work, shared among workers, due again when a worker dies."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from casework import debts
from casework.models import Notice
from talent_portal.databases import Database
from tests.cast import Cast, make_cast


def owed(recipient: object, count: int) -> list[int]:
    rows = [
        Notice(event=f"e{number}", recipient=recipient, template="t", path="/") for number in range(count)
    ]
    return [row.pk for row in Notice.objects.bulk_create(rows)]


def test_a_claim_leases_counts_and_takes_the_least_tried_first(cast: Cast) -> None:
    keys = owed(cast.applicant, 3)
    assert debts.claim(Notice, limit=2, lease_seconds=60) == keys[:2]
    assert debts.claim(Notice, limit=2, lease_seconds=60) == keys[2:]
    assert debts.claim(Notice, limit=2, lease_seconds=60) == []
    assert set(Notice.objects.values_list("attempts", flat=True)) == {1}
    Notice.objects.filter(pk__in=keys[1:]).update(leased_until=None)
    owed(cast.stranger, 1)
    assert debts.claim(Notice, limit=1, lease_seconds=60)[0] not in keys, "the new one comes before the tried"


def test_a_lease_that_ran_out_makes_the_debt_due_again(cast: Cast) -> None:
    keys = owed(cast.applicant, 1)
    assert debts.claim(Notice, limit=1, lease_seconds=0) == keys
    assert debts.claim(Notice, limit=1, lease_seconds=60) == keys
    assert Notice.objects.get().attempts == 2


def test_after_the_last_attempt_the_debt_stays_and_is_no_longer_claimed(cast: Cast) -> None:
    keys = owed(cast.applicant, 1)
    for _attempt in range(3):
        assert debts.claim(Notice, limit=1, lease_seconds=0, max_attempts=3) == keys
    assert debts.claim(Notice, limit=1, lease_seconds=0, max_attempts=3) == []
    assert Notice.objects.filter(pk=keys[0]).exists()


def test_a_failure_waits_longer_each_time_and_its_text_stays_out(cast: Cast) -> None:
    keys = debts.claim(Notice, limit=1, lease_seconds=60) or owed(cast.applicant, 1)
    debts.record_failure(Notice, keys, ValueError("M12345678 is not valid"))
    row = Notice.objects.get()
    assert row.last_error == "ValueError"
    assert debts.claim(Notice, limit=1, lease_seconds=60) == []
    debts.record_failure(Notice, keys, "too_complex", retry_seconds=0)
    assert Notice.objects.get().last_error == "too_complex"
    assert debts.claim(Notice, limit=1, lease_seconds=60) == keys


def test_two_workers_share_the_debts(committed_database: Database) -> None:
    keys = owed(make_cast().applicant, 200)

    def work(_number: int) -> list[int]:
        try:
            return [key for _batch in range(20) for key in debts.claim(Notice, limit=10, lease_seconds=60)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        claimed = [key for mine in threads.map(work, range(4)) for key in mine]
    assert sorted(claimed) == keys, "each exactly once"


def test_a_claim_inside_a_transaction_is_refused(committed_database: Database) -> None:
    """Its lease would be gone with a killed worker."""
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        debts.claim(Notice, limit=1, lease_seconds=60)
