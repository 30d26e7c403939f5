"""The seeded law: the top-tier version of April 2025 and its GNI figures."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from casework.eligibility.criterion import Comparison
from casework.eligibility.digests import policy_digest
from casework.eligibility.epochs import epoch_at
from casework.eligibility.interpreter import program
from casework.enums import DecisionOutcome, EditionKind, PolicyStatus
from casework.models import Edition, PolicyParameter, PolicyVersion
from casework.services.policies import NotADraft, enact
from tests.casework.eligibility.build import NOW, make_version
from visas.criteria import CATALOGUE, PAY3_01, PAY4_01
from visas.policies import BANK_OF_KOREA, DEMO_PUBLISHERS, seed_policies


@pytest.fixture
def version(db):
    return seed_policies(now=NOW, publishers=DEMO_PUBLISHERS)


def test_seeding_twice_changes_nothing(version):
    editions = Edition.objects.filter(publisher=BANK_OF_KOREA).count()
    assert seed_policies(now=NOW, publishers=DEMO_PUBLISHERS) == version
    assert Edition.objects.filter(publisher=BANK_OF_KOREA).count() == editions == 2


def test_the_version_is_in_force_and_says_that_the_ministry_has_yet_to_confirm_it(version):
    assert PolicyVersion.objects.in_force(policy="top_tier", day=date(2026, 11, 2)).get() == version
    assert version.status == PolicyStatus.ENACTED
    assert version.to_be_confirmed
    assert version.digest == policy_digest(version)
    assert not version.remedies.filter(confirmed=True).exists()


def test_every_criterion_has_a_reason_to_refuse_and_every_outcome_a_reason(version):
    refusing = set(version.reasons.filter(outcome=DecisionOutcome.REFUSE).values_list("criterion", flat=True))
    assert {criterion.code for criterion in program(version).criteria} <= refusing
    assert {criterion.code for criterion in CATALOGUE} <= refusing
    assert version.reasons.filter(outcome=DecisionOutcome.GRANT).exists()


@pytest.mark.parametrize(
    ("day", "three", "four"),
    [
        (date(2025, 4, 2), 149_865_000, 199_820_000),
        (date(2026, 3, 9), 149_865_000, 199_820_000),
        (date(2026, 3, 10), 157_260_000, 209_680_000),
    ],
)
def test_pay_thresholds_follow_the_published_figures(version, day, three, four):
    epoch = epoch_at(version, day)
    rules = [rule for rule in (PAY3_01.rule, PAY4_01.rule) if isinstance(rule, Comparison)]
    assert [epoch.threshold(rule) for rule in rules] == [three, four]


def test_the_figure_of_2025_is_marked_preliminary(version):
    assert epoch_at(version, date(2026, 11, 2)).figures[EditionKind.GNI].preliminary


def test_an_enacted_version_is_neither_enacted_again_nor_changed(version):
    with pytest.raises(NotADraft):
        enact(version=version, actor=None, effective_from=date(2030, 1, 1), now=NOW)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        PolicyParameter.objects.filter(version=version, code="degree_rank").update(value=200)


def test_a_successor_ends_its_predecessor_the_day_it_takes_effect(db):
    first = make_version("chain", number=1, effective_from=date(2025, 1, 1))
    second = make_version("chain", number=2, effective_from=date(2026, 1, 1))
    first.refresh_from_db()
    assert (first.effective.upper, second.effective.upper) == (date(2026, 1, 1), None)
    assert first.digest == policy_digest(first)


def test_job_seeking_asks_for_the_degree_alone_and_governs_no_case(version):
    seeking = PolicyVersion.objects.in_force(policy="d-10-t", day=date(2026, 11, 2)).get()
    assert [one.code for one in program(seeking).criteria] == ["JS-DEGREE-01"]
    assert seeking.to_be_confirmed
