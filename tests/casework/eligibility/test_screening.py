"""Owed checks: written with the facts, paid once, poison kept apart, the forgotten found."""

import os
from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.debts import due
from casework.eligibility.replay import replay
from casework.enums import DegreeLevel, EditionKind, MatchMethod, Outcome
from casework.models import OwedScreening, PolicyVersion, Screening, Standing
from casework.services.screening import drain, owe, reconcile
from casework.signals import screened
from tests.casework.eligibility.build import (
    RANKING,
    make_case,
    make_edition,
    make_facts,
    make_gni,
    make_version,
)
from visas.enums import TOP_TIER

PAY = 4 * 52_420_000


@pytest.fixture
def version(db):
    """A version in force whose criteria need nothing but pay."""
    make_gni()
    return make_version(routes=[["TT-PAY4-01"]])


@pytest.fixture
def heard():
    told = []

    def listen(sender, facts_ids, **kwargs):
        told.append(sorted(facts_ids))

    screened.connect(listen)
    yield told
    screened.disconnect(listen)


def owed(version, *pays):
    facts = [make_facts(pay=(pay, pay)) for pay in pays]
    OwedScreening.objects.bulk_create(OwedScreening(facts=one, version=version) for one in facts)
    return facts


def law_in_force():
    return PolicyVersion.objects.in_force(policy=TOP_TIER, day=timezone.localdate()).first() or make_version(
        TOP_TIER, number=9001
    )


def test_draining_writes_what_was_owed_and_by_whom(version, heard, django_capture_on_commit_callbacks):
    facts = owed(version, PAY, PAY - 1, None)
    with django_capture_on_commit_callbacks(execute=True):
        assert drain() == 3
    rows = {row.facts_id: row for row in Screening.objects.all()}
    assert [rows[one.pk].outcome for one in facts] == [
        Outcome.ELIGIBLE,
        Outcome.NOT_ELIGIBLE,
        Outcome.NEEDS_OFFICER,
    ]
    assert {row.worker_pid for row in rows.values()} == {os.getpid()}
    assert rows[facts[0].pk].verdicts == rows[facts[0].pk].routes == [1]
    assert OwedScreening.objects.count() == 0
    assert heard == [sorted(one.pk for one in facts)]
    assert drain() == 0


def test_a_batch_takes_no_more_than_its_limit(version):
    owed(version, *[PAY] * 5)
    assert [drain(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert Screening.objects.count() == 5


def test_an_owed_check_that_was_made_already_is_settled_without_a_second_row(version, heard):
    (facts,) = owed(version, PAY)
    drain()
    before = Screening.objects.get()
    OwedScreening.objects.create(facts=facts, version=version)
    assert drain() == 1
    assert Screening.objects.get() == before
    assert OwedScreening.objects.count() == 0


def test_what_another_worker_has_claimed_is_left_alone(version):
    owed(version, PAY)
    OwedScreening.objects.update(leased_until=timezone.now() + timedelta(seconds=30))
    assert drain() == 0
    OwedScreening.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert drain() == 1


def test_poison_stays_visible_and_the_rest_of_the_batch_is_paid(version):
    broken = make_version("broken", effective_from=None, routes=[["NO-SUCH-01"]])
    owed(version, *[PAY] * 3)
    (poison,) = owed(broken, PAY)
    owed(version, *[PAY] * 2)
    assert drain() == 6
    assert Screening.objects.count() == 5
    debt = OwedScreening.objects.get()
    assert (debt.facts, debt.attempts, debt.last_error) == (poison, 1, "UnknownCriterion: NO-SUCH-01")
    assert list(due(OwedScreening)) == []


def test_standings_are_filled_and_read_in_the_same_batch(db):
    version = make_version(routes=[["TT-DEGREE-01"]])
    entries = [("A", 100, 100, MatchMethod.EXACT), ("B", 101, 150, MatchMethod.EXACT)]
    edition = make_edition(EditionKind.RANKING, RANKING, complete_to=1000, entries=entries)
    for university in ("A", "B", "C", None):
        facts = make_facts(degrees=[(DegreeLevel.DOCTOR, university)])
        OwedScreening.objects.create(facts=facts, version=version)
    drain()
    rows = Screening.objects.order_by("facts_id")
    assert [row.outcome for row in rows] == [1, 0, 0, 2]
    assert {tuple(row.editions) for row in rows} == {(edition.pk,)}
    assert Standing.objects.count() == 4


def test_facts_of_different_days_read_different_editions(version):
    older = make_facts(pay=(PAY, PAY), as_of=date(2026, 1, 1))
    newer = make_facts(pay=(PAY, PAY), as_of=date(2026, 3, 10))
    for facts in (older, newer):
        OwedScreening.objects.create(facts=facts, version=version)
    drain()
    assert Screening.objects.get(facts=older).editions == []
    assert Screening.objects.get(facts=older).outcome == Outcome.NEEDS_OFFICER
    assert Screening.objects.get(facts=newer).outcome == Outcome.ELIGIBLE


def test_owing_writes_one_debt_for_each_governing_version_once(db):
    law = law_in_force()
    facts = make_facts(case=make_case())
    assert owe(facts) == 1
    assert owe(facts) == 1
    assert [debt.version for debt in OwedScreening.objects.all()] == [law]


def test_reconciling_finds_what_was_never_owed(db):
    law = law_in_force()
    forgotten = make_facts(case=make_case())
    remembered = make_facts(case=make_case())
    owe(remembered)
    make_facts(case=make_case(submitted_at=None))
    assert reconcile() == 1
    assert reconcile() == 0
    owed_facts = set(OwedScreening.objects.values_list("facts", flat=True))
    assert owed_facts == {forgotten.pk, remembered.pk}
    while drain():
        pass
    assert Screening.objects.filter(version=law).count() == 2
    assert reconcile() == 0


def test_a_screening_replays_identically_after_newer_editions(version):
    (facts,) = owed(version, PAY)
    drain()
    make_edition(
        EditionKind.GNI,
        "Statistics office of the tests",
        published_on=timezone.localdate(),
        figures={2025: 9**9},
    )
    assert replay([Screening.objects.get(facts=facts)]) == []


@pytest.mark.parametrize("change", [{"verdicts": [0]}, {"outcome": 0}, {"digest": "0" * 64}])
def test_a_screening_that_was_tampered_with_does_not_replay(version, change):
    owed(version, PAY)
    drain()
    screening = Screening.objects.get()
    for name, value in change.items():
        setattr(screening, name, value)
    assert replay([screening]) == [screening.pk]
