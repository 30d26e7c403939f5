"""Invented cases: as many as asked for, repeatable, sound in every guard's eyes, replayable."""

import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from casework.models import Case, Facts, Screening
from casework.services.replaying import replay_all
from talent_portal.databases import committed
from talent_portal.population import populate
from talent_portal.proofs.ground import rules

CASES = 300


@pytest.fixture(scope="module")
def digests(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> list[object]:
    """What two populations of one seed are made of, and how the first one stands."""
    with django_db_blocker.unblock():
        return [_made(), _made()]


def _made() -> dict[str, object]:
    with committed("population"):
        rules()
        today = timezone.localdate()
        return {
            "made": populate(CASES // 2, seed=3, today=today),
            "grown": populate(CASES, seed=3, today=today),
            "again": populate(CASES, seed=3, today=today),
            "statuses": set(Case.objects.values_list("status", flat=True)),
            "facts": Facts.objects.count(),
            "outcomes": set(Screening.objects.values_list("outcome", flat=True)),
            "differing": replay_all(Screening.objects.all(), scope="test").differing,
            "digests": sorted(Screening.objects.values_list("verdicts", "facts__digest")),
        }


def test_a_second_call_grows_and_a_third_adds_nothing(digests: list[dict[str, object]]) -> None:
    assert [digests[0][name] for name in ("made", "grown", "again", "facts")] == [150, 150, 0, 300]


def test_statuses_and_outcomes_are_mixed(digests: list[dict[str, object]]) -> None:
    assert digests[0]["statuses"] == {"submitted", "in_review", "supplement", "withdrawn"}
    assert digests[0]["outcomes"] == {0, 1, 2}


def test_the_same_seed_makes_the_same_cases(digests: list[dict[str, object]]) -> None:
    assert digests[0]["digests"] == digests[1]["digests"]


def test_every_check_replays_alike(digests: list[dict[str, object]]) -> None:
    assert digests[0]["differing"] == 0
