"""The Kleene helpers against every way of filling in the unknown, and what criteria may be built from."""

from itertools import product

import pytest
from django.db.models import Avg, Case, Exists, F, Q, Value, When
from django.db.models.expressions import BaseExpression
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.eligibility.epochs import Epoch
from casework.eligibility.evaluate import evaluate
from casework.eligibility.interpreter import condition
from casework.eligibility.kleene import (
    Kleene,
    all_of,
    any_of,
    at_least,
    at_most,
    number,
    one_of,
    points,
)
from casework.eligibility.registry import catalogue
from casework.enums import Verdict
from casework.models import Facts, PolicyParameter

bound = st.one_of(st.none(), st.integers(-2, 5))


def readings(low, high):
    """Every value an interval may stand for; open ends reach beyond every mark."""
    return range(-9 if low is None else low, (9 if high is None else high) + 1)


def verdict(truths):
    seen = set(truths)
    if seen == {True}:
        return Verdict.MET
    return Verdict.NOT_MET if seen == {False} else Verdict.UNKNOWN


intervals = st.tuples(bound, bound).filter(lambda b: None in b or b[0] <= b[1])
some_intervals = st.lists(intervals, min_size=1, max_size=3)
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def judged(expression, values):
    return evaluate(values, {"answer": expression})["answer"]


@quick
@given(interval=intervals, mark=st.integers(-2, 5))
def test_comparisons_hold_when_every_reading_does(db, interval, mark):
    low, high = interval
    values = {"low": low, "high": high}
    assert judged(at_least("low", "high", mark), values) == verdict(v >= mark for v in readings(low, high))
    assert judged(at_most("low", "high", mark), values) == verdict(v <= mark for v in readings(low, high))


@quick
@given(bounds=some_intervals, mark=st.integers(-2, 5))
def test_joining_holds_when_every_reading_does(db, bounds, mark):
    values = {
        f"{end}{i}": b for i, pair in enumerate(bounds) for end, b in zip(("low", "high"), pair, strict=True)
    }
    parts = [at_least(f"low{i}", f"high{i}", mark) for i in range(len(bounds))]
    worlds = list(product(*(readings(*pair) for pair in bounds)))
    answers = evaluate(values, {"all": all_of(*parts), "any": any_of(*parts)})
    assert answers["all"] == verdict(all(v >= mark for v in world) for world in worlds)
    assert answers["any"] == verdict(any(v >= mark for v in world) for world in worlds)


@quick
@given(
    bounds=some_intervals, mark=st.integers(0, 8), worth=st.lists(st.integers(0, 4), min_size=3, max_size=3)
)
def test_points_hold_when_every_reading_does(db, bounds, mark, worth):
    values = {
        f"{end}{i}": b for i, pair in enumerate(bounds) for end, b in zip(("low", "high"), pair, strict=True)
    }
    bands = [(at_least(f"low{i}", f"high{i}", 2), worth[i]) for i in range(len(bounds))]
    worlds = product(*(readings(*pair) for pair in bounds))
    expected = verdict(
        sum(w for v, w in zip(world, worth, strict=False) if v >= 2) >= mark for world in worlds
    )
    assert judged(points(bands, mark), values) == expected


def test_a_mark_that_is_not_known_leaves_everything_open(db):
    assert judged(at_least("low", "high", None), {"low": 5, "high": 5}) == Verdict.UNKNOWN
    assert judged(at_most(number(None), number(None), 5), {}) == Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("value", "expected"), [(2, Verdict.MET), (3, Verdict.NOT_MET), (None, Verdict.UNKNOWN)]
)
def test_one_of_keeps_the_unknown_open(db, value, expected):
    assert judged(one_of(F("value"), [1, 2]), {"value": value}) == expected


@pytest.mark.parametrize(
    "empty", [lambda: all_of(), lambda: any_of(), lambda: points([], 1), lambda: one_of("x", [])]
)
def test_nothing_to_judge_is_refused(empty):
    with pytest.raises(ValueError, match="need"):
        empty()


def strangers(expression: BaseExpression) -> list[str]:
    """Names of the parts of an expression tree that are not ours, a column or a constant."""
    found = [] if isinstance(expression, (Kleene, F, Value)) else [type(expression).__name__]
    parts = expression.get_source_expressions() if isinstance(expression, BaseExpression) else []
    return found + [name for part in parts if part is not None for name in strangers(part)]


class AnyParameter(dict):
    """An epoch's parameters where every code is set, in any unit."""

    def get(self, code, default=None):
        return PolicyParameter(code=code, value=3, unit=self[code])

    def __missing__(self, code):
        return "gni_hundredths" if "pay" in code else "rank" if code.endswith("rank") else "months"


@pytest.mark.parametrize("criterion", catalogue(), ids=lambda criterion: criterion.code)
def test_criteria_are_built_from_the_helpers_alone(criterion):
    epoch = Epoch(None, None, (), AnyParameter(), {})
    assert strangers(condition(criterion.rule, epoch)) == []


@pytest.mark.parametrize(
    "outside",
    [
        ~Q(experience_low__gte=1),
        Case(When(experience_low__gte=1, then=True)),
        Exists(Facts.objects.filter(experience_low__gte=1)),
        Facts.objects.values("experience_low"),
        Avg("experience_low"),
    ],
    ids=["not-Q", "Case", "Exists", "Subquery", "aggregate"],
)
def test_the_walk_notices_what_does_not_belong(outside):
    assert strangers(all_of(at_least("a", "b", 1), outside)) != []
