"""Which versions govern a case: at decision, at submission, or the more favourable of both."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.eligibility.digests import policy_digest
from casework.enums import Governing, Outcome
from casework.models import Facts, PolicyVersion, Screening
from casework.queries import current_screening, governed_facts, governing_versions, most_favourable
from tests.casework.eligibility.build import make_case, make_facts, make_version
from visas.enums import TOP_TIER

FIRST, SECOND, LAST = date(1995, 1, 1), date(1996, 1, 1), date(1997, 1, 1)
EARLY = datetime(1995, 6, 1, 3, 0, tzinfo=UTC)
LATE = datetime(1996, 6, 1, 3, 0, tzinfo=UTC)
TODAY = date(1996, 7, 1)


def two_versions(governing):
    """Years nobody else uses, because enacted versions of one policy may not overlap."""
    old = make_version(TOP_TIER, number=9001, effective_from=None)
    new = make_version(TOP_TIER, number=9002, effective_from=None, governing=governing)
    for version, start, after in ((old, FIRST, SECOND), (new, SECOND, LAST)):
        PolicyVersion.objects.filter(pk=version.pk).update(
            status="enacted",
            digest=policy_digest(version),
            enacted_at=EARLY,
            effective=(start, after),
        )
        version.refresh_from_db()
    return old, new


@pytest.mark.parametrize(
    ("governing", "submitted_at", "expected"),
    [
        (Governing.DECISION, EARLY, ["new"]),
        (Governing.SUBMISSION, EARLY, ["old"]),
        (Governing.FAVOURABLE, EARLY, ["new", "old"]),
        (Governing.SUBMISSION, LATE, ["new"]),
        (Governing.FAVOURABLE, LATE, ["new"]),
        (Governing.SUBMISSION, EARLY - timedelta(days=999), ["new"]),
        (Governing.FAVOURABLE, None, ["new"]),
        (Governing.SUBMISSION, datetime(1995, 12, 31, 14, 59, tzinfo=UTC), ["old"]),
        (Governing.SUBMISSION, datetime(1995, 12, 31, 15, 0, tzinfo=UTC), ["new"]),
    ],
)
def test_governing_versions_of_one_case_and_of_all_cases_agree(db, governing, submitted_at, expected):
    old, new = two_versions(governing)
    named = {"old": old, "new": new}
    case = make_case(submitted_at=submitted_at)
    facts = make_facts(case=case)
    assert governing_versions(case, TODAY) == [named[name] for name in expected]
    governed = {name for name, version in named.items() if facts in governed_facts(version, TODAY)}
    assert governed == (set(expected) if submitted_at else set())


def test_without_law_in_force_nothing_governs(db):
    old, _ = two_versions(Governing.DECISION)
    case = make_case(submitted_at=EARLY)
    make_facts(case=case)
    assert governing_versions(case, date(1990, 1, 1)) == []
    assert list(governed_facts(old, date(1990, 1, 1))) == []


def test_only_the_newest_facts_of_open_cases_are_governed(db):
    _, new = two_versions(Governing.DECISION)
    case = make_case()
    make_facts(case=case)
    newest = make_facts(case=case, number=2)
    make_facts(case=make_case(kind=TOP_TIER, submitted_at=None))
    assert list(governed_facts(new, TODAY)) == [newest]
    assert Facts.objects.count() == 3


def screening(version, outcome, facts):
    return Screening.objects.create(
        facts=facts,
        version=version,
        outcome=outcome,
        routes=[],
        verdicts=[],
        editions=[],
        digest="d",
        worker_pid=1,
    )


@pytest.mark.parametrize(
    ("old_outcome", "new_outcome", "winner"),
    [
        (Outcome.ELIGIBLE, Outcome.NEEDS_OFFICER, "old"),
        (Outcome.NOT_ELIGIBLE, Outcome.NEEDS_OFFICER, "new"),
        (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, "old"),
        (Outcome.ELIGIBLE, Outcome.ELIGIBLE, "new"),
    ],
)
def test_the_more_favourable_counts_and_of_equals_the_later(db, old_outcome, new_outcome, winner):
    old, new = two_versions(Governing.FAVOURABLE)
    case = make_case(submitted_at=EARLY)
    facts = make_facts(case=case)
    assert current_screening(case, TODAY) is None
    found = {"old": screening(old, old_outcome, facts), "new": screening(new, new_outcome, facts)}
    assert current_screening(case, TODAY) == found[winner] == most_favourable(found.values())


def test_a_screening_by_a_version_that_does_not_govern_is_not_shown(db):
    old, _ = two_versions(Governing.DECISION)
    case = make_case(submitted_at=EARLY)
    screening(old, Outcome.ELIGIBLE, make_facts(case=case))
    assert current_screening(case, TODAY) is None
    assert current_screening(make_case(), TODAY) is None
