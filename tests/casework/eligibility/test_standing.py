"""Standings against an oracle that lives through every world the data allow."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casework.eligibility.standing import Degree, Employment, fill, of_person
from casework.eligibility.standing_sql import WORST_RANK
from casework.enums import DegreeLevel, EditionKind, MatchMethod
from casework.models import Standing
from tests.casework.eligibility.build import FIRMS, RANKING, TODAY, make_edition, make_facts, rolled_back
from tests.casework.eligibility.test_months import by_single_days

UNRANKED = 14
"""In the oracle's small worlds: a rank beyond every mark asked for."""
MARKS = range(1, 12)
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

organisations = st.sampled_from(["A", "B", "C"])
bands = st.tuples(st.integers(1, 9), st.one_of(st.none(), st.integers(0, 3))).map(
    lambda band: (band[0], None if band[1] is None else band[0] + band[1])
)
matched = st.tuples(organisations, bands, st.just(MatchMethod.EXACT))
unsure = st.tuples(st.none(), bands, st.just(MatchMethod.UNSURE))
absent = st.tuples(st.none(), bands, st.just(MatchMethod.ABSENT))
rows = st.lists(st.one_of(matched, unsure, absent), max_size=4)
degrees = st.lists(st.tuples(st.sampled_from(DegreeLevel), st.one_of(st.none(), organisations)), max_size=2)


def band(low, high):
    return range(low, (UNRANKED if high is None else high) + 1)


def possible_ranks(organisation, rows, complete_to):
    """Every best rank one university may really have."""
    own = [band(*printed) for ror_id, printed, _ in rows if ror_id == organisation]
    if organisation is not None and own:
        return {min(world) for world in product(*own)}
    if organisation is None or complete_to is None:
        return set(range(1, UNRANKED + 1))
    beyond = set(range(complete_to + 1, UNRANKED + 1))
    mistaken = [band(*printed) for _, printed, method in rows if method == MatchMethod.UNSURE]
    return beyond.union(*mistaken)


def within(bounds, mark):
    if bounds.rank_high is not None and bounds.rank_high <= mark:
        return {True}
    return {False} if bounds.rank_low > mark else {True, False}


def ranking(rows, complete_to):
    entries = [(ror_id, low, high, method) for ror_id, (low, high), method in rows]
    return make_edition(EditionKind.RANKING, RANKING, complete_to=complete_to, entries=entries)


@quick
@given(rows=rows, degrees=degrees, complete_to=st.one_of(st.none(), st.integers(3, 9)))
@example([("A", (3, 3), MatchMethod.EXACT), ("B", (3, 3), MatchMethod.EXACT)], [(DegreeLevel.DOCTOR, "A")], 9)
@example([(None, (2, 4), MatchMethod.UNSURE)], [(DegreeLevel.MASTER, "C")], 5)
@example([(None, (2, 4), MatchMethod.ABSENT)], [(DegreeLevel.MASTER, "C")], 5)
def test_ranks_are_what_every_world_agrees_on(db, rows, degrees, complete_to):
    with rolled_back():
        edition = ranking(rows, complete_to)
        facts = make_facts(degrees=degrees)
        fill(edition, [facts.pk])
        stored = Standing.objects.get(facts=facts, edition=edition)
        given_person = of_person(edition, [Degree(*degree) for degree in degrees], [], TODAY)
    higher = [ror_id for level, ror_id in degrees if level >= DegreeLevel.MASTER]
    worlds = [possible_ranks(ror_id, rows, complete_to) for ror_id in higher]
    best = {min(world) for world in product(*worlds)} if higher else {UNRANKED}
    for mark in MARKS:
        assert within(stored, mark) == {rank <= mark for rank in best}
    assert (given_person.rank_low, given_person.rank_high) == (stored.rank_low, stored.rank_high)


def test_without_a_higher_degree_every_rank_is_missed(db):
    edition = ranking([("A", (1, 1), MatchMethod.EXACT)], 100)
    facts = make_facts(degrees=[(DegreeLevel.BACHELOR, "A")])
    fill(edition, [facts.pk])
    standing = Standing.objects.get()
    assert (standing.rank_low, standing.rank_high) == (WORST_RANK, WORST_RANK)


def test_a_degree_awarded_later_does_not_count(db):
    edition = ranking([("A", (1, 1), MatchMethod.EXACT)], 100)
    tomorrow = TODAY + timedelta(days=1)
    assert of_person(edition, [Degree(DegreeLevel.DOCTOR, "A", TODAY)], [], TODAY).rank_high == 1
    later = of_person(edition, [Degree(DegreeLevel.DOCTOR, "A", tomorrow)], [], TODAY)
    assert later.rank_high == WORST_RANK


def test_filling_twice_writes_once_and_gni_places_nobody(db):
    edition = ranking([("A", (1, 1), MatchMethod.EXACT)], 100)
    facts = [make_facts(degrees=[(DegreeLevel.DOCTOR, "A")]).pk, make_facts().pk]
    assert fill(edition, facts) == 2
    assert fill(edition, facts) == 0
    assert fill(make_edition(EditionKind.GNI, "g", figures={2025: 1}), facts) == 0
    assert Standing.objects.count() == 2


START = date(2020, 2, 25)
listing = st.sampled_from([["A"], ["A", "B"], []])
slack = st.sampled_from([0, 45, 1, 20])
jobs = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C", None]),
        st.integers(0, 70),
        slack,
        st.integers(-1, 120),
        slack,
    ),
    max_size=3,
)


def dated(job):
    ror_id, start, slack, length, end_slack = job
    first, last = START + timedelta(days=start), START + timedelta(days=start + length)
    return ror_id, first, first + timedelta(days=slack), last, last + timedelta(days=end_slack)


def readings_of(days):
    """No day, half of the days, all days."""
    return {0, days // 2, days}


def worlds_of(job, listed, leaky):
    """Periods one job may have lasted at a listed organisation; None where it was not at one."""
    ror_id, started_low, started_high, ended_low, ended_high = job
    if ror_id not in listed and ror_id is not None and not leaky:
        return [None]
    periods = [
        (started_low + timedelta(days=late), ended_low + timedelta(days=long))
        for late in readings_of((started_high - started_low).days)
        for long in readings_of((ended_high - ended_low).days)
    ]
    return periods if ror_id in listed else [None, *periods]


@quick
@given(jobs=jobs, listed=listing, complete=st.booleans(), waiting=st.booleans())
@example([("A", 0, 0, 3, 0), ("A", 4, 0, 25, 0)], ["A"], True, False)
@example([("A", 0, 45, 75, 0)], ["A"], True, False)
@example([("A", 0, 0, 20, 45)], ["A"], True, False)
def test_months_are_bounded_by_the_worlds_with_least_and_most(db, jobs, listed, complete, waiting):
    employed = [dated(job) for job in jobs]
    entries = [(ror_id, None, None, MatchMethod.EXACT) for ror_id in listed]
    entries += [(None, None, None, MatchMethod.UNSURE)] if waiting else []
    with rolled_back():
        edition = make_edition(
            EditionKind.FIRMS, FIRMS, complete_to=500 if complete else None, entries=entries
        )
        facts = make_facts(jobs=employed)
        fill(edition, [facts.pk])
        stored = Standing.objects.get(facts=facts, edition=edition)
        given_person = of_person(edition, [], [Employment(*job) for job in employed], TODAY)
    leaky = waiting or not complete
    counts = {
        by_single_days([period for period in world if period is not None])
        for world in product(*(worlds_of(job, listed, leaky) for job in employed))
    }
    assert (stored.months_low, stored.months_high) == (min(counts), max(counts))
    assert (given_person.months_low, given_person.months_high) == (min(counts), max(counts))


def test_overlapping_jobs_at_listed_firms_count_once(db):
    entries = [("A", None, None, MatchMethod.EXACT), ("B", None, None, MatchMethod.ALIAS)]
    edition = make_edition(EditionKind.FIRMS, FIRMS, complete_to=500, entries=entries)
    first, middle, last = date(2020, 1, 1), date(2021, 1, 1), date(2022, 12, 31)
    facts = make_facts(
        jobs=[
            ("A", first, first, last, last),
            ("B", middle, middle, last, last),
            ("C", first, first, last, last),
        ]
    )
    fill(edition, [facts.pk])
    standing = Standing.objects.get()
    assert (standing.months_low, standing.months_high) == (36, 36)


@pytest.mark.parametrize(("complete_to", "high"), [(None, 12), (500, 0)])
def test_absence_says_something_only_in_a_complete_list(db, complete_to, high):
    edition = make_edition(EditionKind.FIRMS, FIRMS, complete_to=complete_to)
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    standing = of_person(edition, [], [Employment("A", first, first, last, last)], TODAY)
    assert (standing.months_low, standing.months_high) == (0, high)
