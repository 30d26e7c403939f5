"""Whole versions, from stored facts to outcomes, against an oracle trying every value the bounds allow."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.eligibility.epochs import epoch_at
from casework.eligibility.errors import IncompleteVersion, UnknownCriterion
from casework.eligibility.interpreter import frozen_inputs, screen
from casework.eligibility.recorded import digest
from casework.enums import EditionKind, Outcome, Verdict
from casework.models import Facts, Standing
from tests.casework.eligibility.build import (
    FIRMS,
    INSTITUTES,
    RANKING,
    ROUTE_1,
    RULES,
    SECOND_RANKING,
    TODAY,
    make_edition,
    make_facts,
    make_gni,
    make_version,
    rolled_back,
)

GNI_2025 = 52_420_000
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def around(*marks):
    """Intervals whose ends lie near the marks, or are open."""
    ends = st.one_of(st.none(), st.sampled_from([m + d for m in marks for d in (-1, 0, 1)]))
    return st.tuples(ends, ends).filter(lambda b: None in b or b[0] <= b[1])


def values(bounds, marks):
    """One value below, at and above each mark, as far as the bounds allow; for open bounds the extremes."""
    low, high = bounds
    low, high = (-1 if low is None else low), (10**12 if high is None else high)
    return {
        v for v in {low, high, *marks, *(m - 1 for m in marks), *(m + 1 for m in marks)} if low <= v <= high
    }


def verdict(truths):
    seen = set(truths)
    return Verdict.UNKNOWN if len(seen) == 2 else Verdict(int(seen.pop()))


def outcome_of(facts, version):
    return screen(Facts.objects.filter(pk=facts.pk), version, epoch_at(version, TODAY)).get()


def stand(facts, edition, *, rank=(None, None), months=(None, None)):
    Standing.objects.create(
        facts=facts,
        edition=edition,
        rank_low=rank[0],
        rank_high=rank[1],
        months_low=months[0],
        months_high=months[1],
    )


@pytest.fixture
def law(db):
    """A version in force and what it reads today."""
    make_gni()
    make_edition(EditionKind.RANKING, RANKING)
    make_edition(EditionKind.FIRMS, FIRMS)
    make_edition(EditionKind.INSTITUTES, INSTITUTES)
    version = make_version()
    return version, epoch_at(version, TODAY)


@quick
@given(
    experience=around(96), postdoc=around(60), pay=around(3 * GNI_2025, 4 * GNI_2025),
    rank=around(100), firms=around(36), institutes=around(36),
)  # fmt: skip
def test_outcomes_are_what_every_value_agrees_on(law, experience, postdoc, pay, rank, firms, institutes):
    version, epoch = law
    with rolled_back():
        facts = make_facts(experience=experience, postdoc=postdoc, pay=pay)
        ranking, firm_list, institute_list, _gni = (
            edition for kind, _ in RULES for edition in epoch.editions if edition.kind == kind
        )
        stand(facts, ranking, rank=rank)
        stand(facts, firm_list, months=firms)
        stand(facts, institute_list, months=institutes)
        found = screen(Facts.objects.filter(pk=facts.pk), version, epoch).get()
    worlds = list(
        product(
            values(experience, [96]),
            values(postdoc, [60]),
            values(pay, [3 * GNI_2025, 4 * GNI_2025]),
            values(rank, [100]),
            values(firms, [36]),
            values(institutes, [36]),
        )
    )
    degree = [r <= 100 for _, _, _, r, _, _ in worlds]
    career = [(e >= 96 and f >= 36) or (p >= 60 and i >= 36) for e, p, _, _, f, i in worlds]
    pay3 = [p >= 3 * GNI_2025 for _, _, p, _, _, _ in worlds]
    pay4 = [p >= 4 * GNI_2025 for _, _, p, _, _, _ in worlds]
    route = [d and c and p for d, c, p in zip(degree, career, pay3, strict=True)]
    assert found.verdicts == [verdict(degree), verdict(career), verdict(pay3), verdict(pay4)]
    assert found.routes == [verdict(route), verdict(pay4)]
    assert found.outcome == verdict(r or p for r, p in zip(route, pay4, strict=True))


ranks = st.sampled_from([(99, 99), (100, 100), (101, 101), (95, 105), (None, None), None])


@quick
@given(first=ranks, second=ranks, every=st.booleans())
def test_publishers_are_read_any_of_or_all_of(db, first, second, every):
    """`None`: nothing of that publisher is published yet."""
    sources = [(EditionKind.RANKING, RANKING), (EditionKind.RANKING, SECOND_RANKING)]
    with rolled_back():
        version = make_version(rules=sources, every=every, routes=[["TT-DEGREE-01"]])
        facts = make_facts()
        for (kind, publisher), rank in zip(sources, (first, second), strict=True):
            if rank is not None:
                stand(facts, make_edition(kind, publisher), rank=rank)
        found = outcome_of(facts, version)
    join = all if every else any
    worlds = product(values(first or (None, None), [100]), values(second or (None, None), [100]))
    assert found.verdicts == [verdict(join(rank <= 100 for rank in world) for world in worlds)]


def test_a_points_route_sums_what_is_met(db):
    make_gni()
    version = make_version(
        routes=[ROUTE_1], points=(5, {"TT-DEGREE-01": 3, "TT-EXPERIENCE-01": 3, "TT-PAY3-01": 2})
    )
    ranking = make_edition(EditionKind.RANKING, RANKING)
    enough = make_facts(pay=(GNI_2025 * 3, None))
    stand(enough, ranking, rank=(1, 1))
    short = make_facts(pay=(1, 1), experience=(1, 1), postdoc=(1, 1))
    stand(short, ranking, rank=(1, 1))
    unknown = make_facts(pay=(1, 1))
    stand(unknown, ranking, rank=(1, 1))
    outcomes = [outcome_of(facts, version).outcome for facts in (enough, short, unknown)]
    assert outcomes == [Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.NEEDS_OFFICER]


def test_one_query_screens_everybody(db, django_assert_num_queries):
    make_gni()
    version = make_version()
    for pay in (1, GNI_2025 * 4, None):
        make_facts(pay=(pay, pay))
    epoch = epoch_at(version, TODAY)
    with django_assert_num_queries(3):  # routes, criteria, all facts
        outcomes = sorted(row.outcome for row in screen(Facts.objects.all(), version, epoch))
    assert outcomes == [Outcome.NOT_ELIGIBLE, Outcome.ELIGIBLE, Outcome.NEEDS_OFFICER]


def test_single_verdicts_can_be_filtered_and_counted(db):
    make_gni()
    version = make_version()
    make_facts(pay=(GNI_2025 * 4, GNI_2025 * 4))
    make_facts(pay=(1, 1))
    screened = screen(Facts.objects.all(), version, epoch_at(version, TODAY))
    assert screened.filter(route_1=True).count() == 1
    assert screened.filter(criterion_3=False).count() == 1
    assert screened.filter(criterion_0__isnull=True).count() == 2


def test_the_digest_can_be_computed_without_postgres(db):
    make_gni()
    version, facts = make_version(), make_facts(pay=(1, 1))
    found = outcome_of(facts, version)
    frozen = frozen_inputs(version, epoch_at(version, TODAY).editions)
    assert found.screening_digest == digest(facts.digest, frozen, found.verdicts)


def test_a_code_without_catalogue_cannot_be_enacted(db):
    with pytest.raises(UnknownCriterion, match="NO-SUCH-01"):
        make_version(routes=[["NO-SUCH-01"]])


@pytest.mark.parametrize("routes", [[], [[]]], ids=["no route", "empty route"])
def test_a_version_that_asks_for_nothing_cannot_be_enacted(db, routes):
    with pytest.raises(IncompleteVersion):
        make_version(routes=routes)
