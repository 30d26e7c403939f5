"""What a person reads: values, thresholds, sources, gaps; the same for stored facts and for answers."""

from datetime import date

import pytest
from django.utils import translation

from casework.eligibility.criterion import Unit
from casework.eligibility.explain import explain
from casework.eligibility.explanation import ways
from casework.eligibility.hypothetical import HypotheticalFacts, hypothetical
from casework.eligibility.standing import Degree, Employment
from casework.eligibility.wording import interval, months, multiple, rank
from casework.enums import DegreeLevel, EditionKind, MatchMethod, Verdict
from casework.models import OwedScreening, Screening
from casework.services.screening import drain
from tests.casework.eligibility.build import (
    FIRMS,
    INSTITUTES,
    RANKING,
    SECOND_RANKING,
    TODAY,
    make_edition,
    make_facts,
    make_gni,
    make_version,
)

START, MOVED, LEFT = date(2017, 9, 2), date(2023, 7, 2), date(2026, 11, 1)
DEGREES = [(DegreeLevel.DOCTOR, "A")]
JOBS = [("X", START, START, date(2023, 7, 1), date(2023, 7, 1)), ("F", MOVED, MOVED, LEFT, LEFT)]
PAY = (168_000_000, 168_000_000)


@pytest.fixture
def version(db):
    make_gni()
    make_edition(EditionKind.RANKING, RANKING, complete_to=1000, entries=[("A", 102, 102, MatchMethod.EXACT)])
    make_edition(EditionKind.FIRMS, FIRMS, complete_to=500, entries=[("F", None, None, MatchMethod.EXACT)])
    make_edition(EditionKind.INSTITUTES, INSTITUTES, complete_to=1)
    return make_version()


def stored(version, **facts):
    row = make_facts(**facts)
    OwedScreening.objects.create(facts=row, version=version)
    drain()
    return Screening.objects.get(facts=row)


def amara(version):
    return explain(
        stored(version, experience=(110, 110), postdoc=(0, 0), pay=PAY, degrees=DEGREES, jobs=JOBS)
    )


def test_amara_misses_the_rank_alone_and_sees_two_ways_to_close_it(version):
    first, second = amara(version)
    assert [criterion.verdict for criterion in first.criteria] == [Verdict.NOT_MET, Verdict.MET, Verdict.MET]
    assert first.summary == "Your answers meet 2 of 3 criteria of Route 1. An officer decides."
    degree, experience, pay = first.criteria
    assert [line.value for line in degree.nearest] == ["102nd"]
    assert [line.value for line in experience.nearest] == ["9y 2m", "3y 4m"]
    assert [line.threshold for line in experience.nearest] == ["at least 8y", "at least 3y"]
    assert [line.value for line in pay.nearest] == ["₩168,000,000 (3.2 × GNI per capita)"]
    assert [line.threshold for line in pay.nearest] == ["at least 3 × GNI (₩157,260,000)"]
    assert {route.code: route.changes for route in ways([first, second])} == {
        "route-1": ("a degree from a university ranked 100th or better",),
        "route-2": ("pay of at least 4 × GNI (+₩41,680,000)",),
    }


def test_koreans_read_amounts_clauses_and_sources_in_korean(version):
    with translation.override("ko"):
        first, second = amara(version)
        assert "요건 3개 중 2개를 충족합니다. 최종 판단은 담당자가 합니다." in first.summary
        (pay,) = first.criteria[2].nearest
        assert pay.value == "1억 6,800만 원 (1인당 국민총소득의 3.2배)"
        assert pay.threshold == "1인당 국민총소득의 3배(1억 5,726만 원) 이상"
        assert first.criteria[0].legal_source.startswith("「출입국관리법 시행령」")
        assert second.changes == ("1인당 국민총소득의 4배 이상의 소득(+4,168만 원)",)


def test_every_line_names_its_sources(version):
    first, _ = amara(version)
    (degree,) = first.criteria[0].nearest
    assert (degree.reading.name, degree.reading.published_on) == (f"{RANKING} 2026", date(2026, 1, 5))
    assert degree.invented
    (pay,) = first.criteria[2].nearest
    assert pay.figure.name == "Statistics office of the tests, 2025"
    assert first.criteria[0].requirements == ("degree",)
    assert "Immigration Act" in first.criteria[0].legal_source


def test_answers_are_judged_like_stored_facts(version):
    answers = HypotheticalFacts(
        bounds={"experience": (110, 110), "postdoc": (0, 0), "pay": PAY},
        degrees=[Degree(*degree) for degree in DEGREES],
        employments=[Employment(*job) for job in JOBS],
    )
    assert hypothetical(version, answers, TODAY) == amara(version)


def test_without_any_answer_everything_but_the_degree_is_open(version):
    routes = hypothetical(version, HypotheticalFacts(), TODAY)
    verdicts = {criterion.code: criterion.verdict for route in routes for criterion in route.criteria}
    assert verdicts == {
        "TT-DEGREE-01": Verdict.NOT_MET,
        "TT-EXPERIENCE-01": Verdict.NOT_MET,
        "TT-PAY3-01": Verdict.UNKNOWN,
        "TT-PAY4-01": Verdict.UNKNOWN,
    }
    assert [line.value for line in routes[0].criteria[0].nearest] == ["no master's degree or doctorate"]
    assert routes[1].changes == ("proof of pay of at least 4 × GNI",)


def test_the_nearest_way_of_several_is_offered(version):
    first, _ = explain(stored(version, experience=(90, 90), postdoc=(90, 90), pay=PAY, jobs=JOBS[1:]))
    assert first.criteria[1].changes == ("6m more of work experience",)


def test_publishers_that_must_all_agree_are_one_way_and_otherwise_several(db):
    sources = [(EditionKind.RANKING, RANKING), (EditionKind.RANKING, SECOND_RANKING)]
    for kind, publisher in sources:
        make_edition(kind, publisher, entries=[("A", 101, 150, MatchMethod.EXACT)])
    shapes = {}
    for every in (True, False):
        version = make_version(f"every-{every}", rules=sources, every=every, routes=[["TT-DEGREE-01"]])
        (route,) = explain(stored(version, degrees=DEGREES))
        shapes[every] = [len(way) for way in route.criteria[0].alternatives]
    assert shapes == {True: [2], False: [1, 1]}


def test_a_met_route_leaves_nothing_to_close(version):
    routes = explain(stored(version, pay=(10**9, 10**9)))
    assert routes[1].verdict == Verdict.MET
    assert ways(routes) == []


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (None, None, Unit.KRW, "not known"),
        (5, None, Unit.KRW, "₩5 or more"),
        (None, 1_000, Unit.KRW, "₩1,000 or less"),
        (24, 36, Unit.MONTHS, "2y to 3y"),
        (0, 0, Unit.MONTHS, "0m"),
        (101, 150, Unit.RANK, "101st to 150th"),
        (1001, None, Unit.RANK, "1001st or lower"),
        (1, None, Unit.RANK, "not known"),
    ],
)
def test_intervals_in_words(low, high, unit, words):
    assert interval(low, high, unit) == words


def test_numbers_in_words():
    assert [rank(place) for place in (1, 2, 3, 4, 11, 12, 13, 21, 111, 113)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th", "113th"]
    )
    assert [months(count) for count in (5, 12, 27)] == ["5m", "1y", "2y 3m"]
    assert [multiple(hundredths) for hundredths in (300, 320, 325, 1000)] == ["3", "3.2", "3.25", "10"]


def test_explaining_takes_few_queries(version, django_assert_max_num_queries):
    screening = Screening.objects.select_related("version", "facts").get(
        pk=stored(version, pay=PAY, degrees=DEGREES, jobs=JOBS).pk
    )
    with django_assert_max_num_queries(8), translation.override("en"):
        explain(screening)
