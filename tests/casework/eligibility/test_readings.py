"""Ties, bands and the edition of a degree's day: what each reading makes of the same printed rows."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from casework.eligibility.comparison import side
from casework.eligibility.difference import differences
from casework.eligibility.digests import policy_digest
from casework.eligibility.epochs import epoch_at
from casework.eligibility.explain import explain
from casework.eligibility.reading import Reading
from casework.eligibility.standing import Degree, differing, fill, of_person
from casework.eligibility.standing_sql import WORST_RANK
from casework.enums import Bands, DegreeLevel, EditionDay, EditionKind, MatchMethod, Outcome
from casework.models import Edition, PolicyEditionRule, PolicyVersion, Standing
from casework.services.replaying import replay_all
from casework.services.screening import screen_facts
from tests.casework.eligibility.build import (
    GNI,
    RANKING,
    TODAY,
    make_edition,
    make_facts,
    make_version,
)

TIED = [("A", 99, 99), ("B", 100, 100), ("C", 100, 100), ("D", 100, 100), ("E", 101, 150), ("F", 151, None)]
"""Three share rank 100; E stands in a band, F beyond the last one printed."""
OLDER, NEWER = date(2020, 6, 1), date(2024, 6, 1)


def edition(entries: list[tuple[str, int, int | None]], **more: object) -> Edition:
    rows = [(ror, low, high, MatchMethod.EXACT) for ror, low, high in entries]
    return make_edition(EditionKind.RANKING, RANKING, complete_to=200, entries=rows, **more)


def doctor(ror: str | None, low: date | None = None, high: date | None = None) -> list[Degree]:
    return [Degree(DegreeLevel.DOCTOR, ror, low, high)]


@pytest.mark.parametrize(
    ("university", "printed", "best", "worst"),
    [
        ("A", (99, 99), (99, 99), (99, 99)),
        ("B", (100, 100), (100, 100), (102, 102)),
        ("E", (101, 150), (101, 101), (150, 150)),
        ("F", (151, None), (151, 151), (151, None)),
        ("Z", (201, None), (201, None), (201, None)),
        (None, (1, None), (1, None), (1, None)),
    ],
)
def test_a_tie_or_band_is_read_as_the_version_says(db, university, printed, best, worst):
    ranking = edition(TIED)
    for bands, expected in ((Bands.PRINTED, printed), (Bands.BEST, best), (Bands.WORST, worst)):
        found = of_person(ranking, doctor(university), [], TODAY, Reading(bands))
        assert (found.rank_low, found.rank_high) == expected, bands


@pytest.fixture
def history(db) -> tuple[Edition, Edition]:
    older = edition([("A", 50, 50), ("B", 300, 300)], published_on=OLDER)
    return older, edition([("A", 150, 150), ("B", 60, 60)], published_on=NEWER)


@pytest.mark.parametrize(
    ("university", "low", "high", "expected"),
    [
        ("A", date(2022, 2, 1), date(2022, 2, 1), (50, 50)),
        ("A", date(2025, 2, 1), date(2025, 2, 1), (150, 150)),
        ("B", date(2024, 5, 31), date(2024, 5, 31), (300, 300)),
        ("B", date(2024, 6, 1), date(2024, 6, 1), (60, 60)),
        ("A", date(2024, 1, 1), date(2024, 12, 31), (50, 150)),
        ("A", date(2019, 1, 1), date(2019, 1, 1), (1, None)),
        ("A", None, None, (1, None)),
        ("Z", date(2025, 2, 1), date(2025, 2, 1), (201, None)),
        (None, date(2025, 2, 1), date(2025, 2, 1), (1, None)),
    ],
)
def test_the_edition_of_its_day_places_a_degree(history, university, low, high, expected):
    reading = Reading(history=history)
    found = of_person(history[1], doctor(university, low, high), [], TODAY, reading)
    assert (found.rank_low, found.rank_high) == expected


def test_the_best_of_several_degrees_counts_each_by_its_own_edition(history):
    day = date(2022, 1, 1)
    degrees = doctor("B", day, day) + doctor("A", day, day)
    found = of_person(history[1], degrees, [], TODAY, Reading(history=history))
    assert (found.rank_low, found.rank_high) == (50, 50)
    nobody = of_person(history[1], [], [], TODAY, Reading(history=history))
    assert nobody.rank_low == WORST_RANK


def test_each_reading_has_standings_of_its_own(history):
    facts = make_facts(degrees=[(DegreeLevel.DOCTOR, "A")])
    readings = [Reading(), Reading(Bands.WORST), Reading(history=history), Reading(Bands.BEST, history)]
    for reading in readings:
        assert fill(history[1], [facts.pk], reading) == 1
        assert fill(history[1], [facts.pk], reading) == 0
        assert differing(history[1], [facts.pk], reading) == []
    assert Standing.objects.count() == len({reading.key for reading in readings}) == 4


def version_reading(policy: str, **rule: str) -> PolicyVersion:
    sources = [(EditionKind.RANKING, RANKING)]
    draft = make_version(policy, rules=sources, routes=[["TT-DEGREE-01"]], effective_from=None)
    PolicyEditionRule.objects.filter(version=draft).update(**rule)
    return draft


@pytest.mark.parametrize(
    ("bands", "outcome"),
    [(Bands.PRINTED, Outcome.ELIGIBLE), (Bands.BEST, Outcome.ELIGIBLE), (Bands.WORST, Outcome.NOT_ELIGIBLE)],
)
def test_a_check_follows_the_reading_and_replays_identically(db, bands, outcome):
    edition(TIED)
    version = version_reading("tied", bands=bands)
    facts = make_facts(degrees=[(DegreeLevel.DOCTOR, "C")])
    with transaction.atomic():
        assert screen_facts(version, [(facts.pk, facts.as_of)]) == [facts.pk]
    check = facts.screenings.get()
    assert check.outcome == outcome
    run = replay_all(type(check).objects.all(), scope="all")
    assert (run.screenings, run.standings, run.differing) == (1, 1, 0)


def test_a_check_by_the_degrees_day_names_every_edition_and_explains_itself(history):
    version = version_reading("dated", day=EditionDay.DEGREE)
    facts = make_facts(degrees=[(DegreeLevel.DOCTOR, "A")])
    with transaction.atomic():
        screen_facts(version, [(facts.pk, facts.as_of)])
    check = facts.screenings.get()
    assert check.editions == [one.pk for one in history]
    assert replay_all(type(check).objects.all(), scope="all").differing == 0
    (route,) = explain(check)
    (line,) = route.criteria[0].nearest
    assert line.reading is not None
    assert line.reading.name.endswith("by the day of the degree")


def test_a_corrected_edition_takes_its_place_in_the_history(history):
    older, newer = history
    version = version_reading("swapped", day=EditionDay.DEGREE)
    mended = edition([("A", 1, 1)], published_on=OLDER)
    swapped = side(version, {mended.pk: older, older.pk: mended}).epochs[-1]
    (placing,) = swapped.placings
    assert placing[0] == newer
    assert len(placing[1].history) == 2
    assert epoch_at(version, TODAY).placings != swapped.placings


def test_how_editions_are_read_is_part_of_what_is_signed(db):
    edition(TIED)
    draft, plain = version_reading("signed"), version_reading("plain")
    digest = policy_digest(draft)
    PolicyEditionRule.objects.filter(version=draft).update(bands=Bands.WORST)
    assert policy_digest(draft) != digest
    PolicyEditionRule.objects.filter(version=draft).update(bands=Bands.PRINTED)
    assert policy_digest(draft) == digest
    PolicyEditionRule.objects.filter(version=draft).update(bands=Bands.WORST, day=EditionDay.DEGREE)
    draft.refresh_from_db()
    (changed,) = [one for one in differences(draft, plain) if "ranking" in one.what.lower()]
    assert "last rank" in changed.after
    assert "each degree" in changed.after


def test_only_a_ranking_has_ties_and_terms(db):
    version = version_reading("other")
    with pytest.raises(IntegrityError, match="rule_reads_rankings"), transaction.atomic():
        PolicyEditionRule.objects.create(
            version=version, kind=EditionKind.GNI, publisher=GNI, bands=Bands.BEST
        )


def test_the_reading_is_said_in_korean(history):
    version = version_reading("korean", day=EditionDay.DEGREE)
    facts = make_facts(degrees=[(DegreeLevel.DOCTOR, "A")])
    with transaction.atomic():
        screen_facts(version, [(facts.pk, facts.as_of)])
    with override("ko"):
        (route,) = explain(facts.screenings.get())
        (line,) = route.criteria[0].nearest
    assert line.reading is not None
    assert "학위" in line.reading.name
