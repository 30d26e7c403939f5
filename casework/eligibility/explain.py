"""Explaining: every verdict with its value, threshold, source and clause, and what would change it."""

from __future__ import annotations

from itertools import product

from django.utils.translation import gettext

from casework.eligibility.criterion import All, Comparison, Criterion, Rule
from casework.eligibility.epochs import Epoch, Slot, epoch_of
from casework.eligibility.evaluate import Values, evaluate
from casework.eligibility.explanation import CriterionExplanation, Line, RouteExplanation, Source
from casework.eligibility.interpreter import (
    Program,
    columns,
    compare,
    conditions,
    every_publisher,
    program,
    slots,
    with_standings,
)
from casework.eligibility.wording import edition_words, exactly, short_threshold, threshold, value
from casework.enums import Verdict
from casework.models import Facts, Screening

Leaf = tuple[Comparison, Slot | None]
"""One comparison with one source of its value."""
Alternatives = list[tuple[Leaf, ...]]


def explain(screening: Screening) -> list[RouteExplanation]:
    """Explain a stored screening from the immutable rows it names, in the active language."""
    read, epoch = program(screening.version), epoch_of(screening)
    return describe(read, epoch, stored_values(screening.facts, read, epoch))


def describe(read: Program, epoch: Epoch, values: Values) -> list[RouteExplanation]:
    """Explain a version for the values of its columns, in the active language."""
    criteria, routes = conditions(read, epoch)
    ways = {criterion.code: alternatives(criterion.rule, epoch) for criterion in read.criteria}
    leaves = list(dict.fromkeys(leaf for some in ways.values() for way in some for leaf in way))
    named = {f"leaf_{index}": compare(c, epoch, slot) for index, (c, slot) in enumerate(leaves)}
    named |= {f"route_{index}": condition for index, condition in enumerate(routes)}
    verdicts = evaluate(values, named | criteria)
    lines = {leaf: _line(leaf, epoch, values, verdicts[f"leaf_{index}"]) for index, leaf in enumerate(leaves)}
    known = {one.code: one for one in read.criteria}
    return [
        RouteExplanation(
            code=route.code,
            title=route.title,
            verdict=verdicts[f"route_{index}"],
            criteria=tuple(
                _criterion(known[row.code], verdicts[row.code], row.points, ways[row.code], lines)
                for row in rows
            ),
        )
        for index, (route, rows) in enumerate(read.routes)
    ]


def stored_values(facts: Facts, read: Program, epoch: Epoch) -> Values:
    """Values of all columns a version reads for a stored facts row. Missing standings are open bounds."""
    names = columns_read(read, epoch)
    row = with_standings(Facts.objects.filter(pk=facts.pk), epoch.placings).values_list(*names).get()
    return dict(zip(names, row, strict=True))


def columns_read(read: Program, epoch: Epoch) -> list[str]:
    """Names of all columns a version reads in an epoch."""
    leaves = [leaf for one in read.criteria for way in alternatives(one.rule, epoch) for leaf in way]
    pairs = [columns(comparison, slot) for comparison, slot in leaves]
    return list(dict.fromkeys(name for pair in pairs if pair for name in pair))


def alternatives(rule: Rule, epoch: Epoch) -> Alternatives:
    """A rule as ways of meeting it: any one will do, each a list of comparisons that must all hold."""
    if isinstance(rule, Comparison):
        found = [(rule, slot) for slot in slots(rule, epoch)]
        return [tuple(found)] if every_publisher(rule, epoch) else [(leaf,) for leaf in found]
    parts = [alternatives(part, epoch) for part in rule.parts]
    if isinstance(rule, All):
        return [tuple(leaf for way in chosen for leaf in way) for chosen in product(*parts)]
    return [way for part in parts for way in part]


def _criterion(
    criterion: Criterion, verdict: Verdict, points: int, ways: Alternatives, lines: dict[Leaf, Line]
) -> CriterionExplanation:
    return CriterionExplanation(
        code=criterion.code,
        title=str(criterion.title),
        legal_source=gettext(criterion.legal_source),
        verdict=verdict,
        points=points,
        alternatives=tuple(tuple(lines[leaf] for leaf in way) for way in ways),
        requirements=criterion.requirements,
    )


def _line(leaf: Leaf, epoch: Epoch, values: Values, verdict: Verdict) -> Line:
    comparison, slot = leaf
    names = columns(comparison, slot)
    low, high = (values[names[0]], values[names[1]]) if names else (None, None)
    return Line(
        label=str(comparison.subject.wording.label),
        verdict=verdict,
        unit=comparison.subject.unit,
        low=low,
        high=high,
        mark=epoch.threshold(comparison),
        value=value(comparison, epoch, low, high),
        threshold=threshold(comparison, epoch),
        reading=_reading(slot),
        figure=_figure(comparison, epoch),
        change=_change(comparison, epoch, low, high, verdict),
    )


def _reading(slot: Slot | None) -> Source | None:
    if slot is None or slot.edition is None:
        return None
    return Source(edition_words(slot.edition, slot.reading), slot.edition.published_on, slot.edition.invented)


def _figure(comparison: Comparison, epoch: Epoch) -> Source | None:
    figure = epoch.figure(comparison)
    if figure is None:
        return None
    edition = next(e for e in epoch.editions if e.pk == figure.edition_id)
    name = f"{gettext(edition.publisher)}, {figure.year}"
    return Source(name, edition.published_on, edition.invented, figure.preliminary)


def _change(comparison: Comparison, epoch: Epoch, low: int | None, high: int | None, verdict: Verdict) -> str:
    """For not met the smallest change that certainly meets it; for unknown what would prove it."""
    if verdict == Verdict.MET:
        return ""
    mark, wording = epoch.threshold(comparison), comparison.subject.wording
    words = {"threshold": short_threshold(comparison, epoch), "shortfall": ""}
    if verdict == Verdict.UNKNOWN or mark is None:
        return str(wording.confirm) % words
    known = low if low is not None else high
    words["shortfall"] = exactly(abs(mark - (known or 0)), comparison.subject.unit)
    return str(wording.change) % words
