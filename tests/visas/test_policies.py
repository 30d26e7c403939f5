"""The law that comes with the portal: versions of the top-tier visa, job seeking, points for trying, GNI."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, InternalError, transaction

from casework.eligibility.criterion import Comparison
from casework.eligibility.difference import differences, figures
from casework.eligibility.digests import policy_digest
from casework.eligibility.epochs import epoch_at
from casework.eligibility.explain import describe
from casework.eligibility.interpreter import program
from casework.eligibility.policies import policy_of
from casework.enums import DecisionOutcome, EditionKind, PolicyStatus, Verdict
from casework.models import Edition, PolicyParameter, PolicyVersion
from casework.services.laying import lay_down
from casework.services.policies import NotADraft, enact
from tests.casework.eligibility.build import NOW, make_case, make_edition, make_version
from visas.criteria import CATALOGUE, PAY3_01, PAY4_01
from visas.policies import BANK_OF_KOREA, DEMO_PUBLISHERS, seed_policies
from visas.policies.top_tier import APRIL_2025


@pytest.fixture
def version(db):
    return seed_policies(now=NOW, publishers=DEMO_PUBLISHERS)


def test_seeding_twice_changes_nothing(version):
    editions = Edition.objects.filter(publisher=BANK_OF_KOREA).count()
    versions = list(PolicyVersion.objects.values())
    assert seed_policies(now=NOW, publishers=DEMO_PUBLISHERS) == version
    assert Edition.objects.filter(publisher=BANK_OF_KOREA).count() == editions == 2
    assert list(PolicyVersion.objects.values()) == versions


def test_the_first_version_is_what_it_was_and_ends_when_the_amendment_begins(db):
    second = seed_policies(now=NOW)
    first = PolicyVersion.objects.get(policy="top_tier", number=1)
    assert first.digest == "499e68bec8950a39bd0e4e6563edd9b9dc9c6198c0f2b1edfb4e909e917484f2"
    assert (first.effective.lower, first.effective.upper) == (date(2025, 4, 2), date(2026, 7, 2))
    assert (second.number, second.effective.lower, second.effective.upper) == (2, date(2026, 7, 2), None)


def test_the_amendment_changes_no_figure_and_no_route(version):
    first = PolicyVersion.objects.get(policy="top_tier", number=1)
    assert version.legal_source != first.legal_source
    assert figures(version) == figures(first)
    told = {one.after for one in differences(version, first)}
    assert told == {version.title_en, version.title_ko, version.legal_source}


def test_before_the_amendment_takes_effect_the_first_version_is_in_force(db):
    early = datetime(2026, 7, 1, 14, 59, tzinfo=UTC)  # 23:59 in Seoul
    assert seed_policies(now=early).number == 1
    assert seed_policies(now=datetime(2026, 7, 1, 15, 0, tzinfo=UTC)).number == 2


def test_once_a_case_was_submitted_an_amendment_is_left_to_signatures(db):
    first = lay_down(APRIL_2025, DEMO_PUBLISHERS.of_everything, NOW)
    make_case()
    assert seed_policies(now=NOW, publishers=DEMO_PUBLISHERS) == first
    assert PolicyVersion.objects.filter(policy="top_tier").count() == 1


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


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(
    ("day", "three", "four"),
    [
        (date(2025, 4, 2), 149_865_000, 199_820_000),
        (date(2026, 3, 9), 149_865_000, 199_820_000),
        (date(2026, 3, 10), 157_260_000, 209_680_000),
    ],
)
def test_pay_thresholds_follow_the_published_figures(version, number, day, three, four):
    epoch = epoch_at(PolicyVersion.objects.get(policy="top_tier", number=number), day)
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


@pytest.mark.parametrize(
    ("rank", "months", "pay", "verdict"),
    [
        ((300, 300), (120, 120), (104_840_000, 104_840_000), Verdict.MET),  # 20 + 30 + 20 = 70
        ((300, 300), (36, 36), (183_470_000, 183_470_000), Verdict.MET),  # 20 + 15 + 35 = 70
        ((50, 50), (119, 119), (104_839_999, 104_839_999), Verdict.NOT_MET),  # 35 + 15 = 50
        ((300, 300), (120, 120), (None, 104_839_999), Verdict.NOT_MET),  # 20 + 30 = 50
        ((300, 300), (120, 120), (None, None), Verdict.UNKNOWN),  # 50 to 85
        ((50, 50), (120, 120), (None, None), Verdict.MET),  # 65 whatever the pay
        ((None, None), (0, 35), (183_470_000, None), Verdict.UNKNOWN),  # 35 to 70
        ((301, 400), (120, 120), (104_840_000, 183_469_999), Verdict.NOT_MET),  # 30 + 20 = 50
    ],
)
def test_the_points_example_sums_bands_of_what_is_known(version, rank, months, pay, verdict):
    points = PolicyVersion.objects.get(policy="points-example")
    values = dict(zip(("experience_low", "experience_high"), months, strict=True))
    values |= dict(zip(("top_tier__pay_low", "top_tier__pay_high"), pay, strict=True))
    ranking = make_edition(EditionKind.RANKING, DEMO_PUBLISHERS.rankings[0])
    values |= {f"standing_{ranking.pk}__rank_low": rank[0], f"standing_{ranking.pk}__rank_high": rank[1]}
    (route,) = describe(program(points), epoch_at(points, date(2026, 11, 2)), values)
    assert route.verdict == verdict


def test_the_points_example_is_marked_fictional_and_governs_nobody(version):
    points = PolicyVersion.objects.get(policy="points-example")
    assert points.fictional
    assert "fictional" in points.title_en
    assert policy_of("points-example").governs is False
    assert not PolicyVersion.objects.filter(fictional=True).exclude(pk=points.pk).exists()
