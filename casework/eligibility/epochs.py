"""Stretches of time in which a version reads the same editions and figures, so that they are constants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.eligibility.criterion import Comparison, Direction
from casework.eligibility.errors import AmbiguousFigure, UnknownParameter
from casework.eligibility.reading import PLAIN, Placing, Reading
from casework.enums import Bands, EditionDay, EditionKind
from casework.models import (
    Edition,
    EditionFigure,
    PolicyEditionRule,
    PolicyParameter,
    PolicyVersion,
    Screening,
)

Source = tuple[str, str]
"""Kind and publisher of an edition."""


@dataclass(frozen=True)
class Slot:
    """One edition rule of a version, and the edition it reads; none yet published: what it says is open."""

    kind: str
    publisher: str
    every: bool
    edition: Edition | None
    reading: Reading = PLAIN


@dataclass(frozen=True)
class Epoch:
    """Days from `start` up to, but without, `end` (None: unbounded), and what a version reads on them."""

    start: date | None
    end: date | None
    slots: tuple[Slot, ...]
    parameters: Mapping[str, PolicyParameter]
    figures: Mapping[str, EditionFigure]

    def contains(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def slots_of(self, kind: EditionKind) -> list[Slot]:
        return [slot for slot in self.slots if slot.kind == kind]

    @property
    def editions(self) -> list[Edition]:
        """Every edition read, those of earlier degrees included, in the order of the rules."""
        return [edition for one, reading in self.placings for edition in (reading.history or (one,))]

    @property
    def placings(self) -> list[Placing]:
        """The editions in which facts have a standing, each with the way it is read."""
        return [(slot.edition, slot.reading) for slot in self.slots if slot.edition is not None]

    def parameter(self, comparison: Comparison) -> PolicyParameter:
        """The version's parameter of a comparison; UnknownParameter when missing or in another unit."""
        parameter = self.parameters.get(comparison.parameter)
        if parameter is None or parameter.unit != comparison.unit:
            raise UnknownParameter(f"{comparison.parameter} in {comparison.unit}")
        return parameter

    def figure(self, comparison: Comparison) -> EditionFigure | None:
        return self.figures.get(comparison.times) if comparison.times else None

    def threshold(self, comparison: Comparison) -> int | None:
        """The mark in the unit of the value, exact: a product with hundredths is rounded towards the stricter
        side, which changes nothing for whole numbers. None while no figure is published."""
        value = self.parameter(comparison).value
        if not comparison.times:
            return value
        figure = self.figure(comparison)
        if figure is None:
            return None
        product = value * figure.value
        return product // 100 if comparison.direction == Direction.AT_MOST else -(-product // 100)


def epochs(version: PolicyVersion) -> list[Epoch]:
    """Every epoch of a version, oldest first, without gaps. Only sealed editions are read."""
    rules = list(version.edition_rules.all())
    published = _published(rules)
    figures = _figures(edition for editions in published.values() for edition in editions)
    days = {edition.published_on for editions in published.values() for edition in editions}
    days |= {date(figure.year + 1, 1, 1) for some in figures.values() for figure in some}
    starts = [None, *sorted(days)]
    ends = [*starts[1:], None]
    parameters = {parameter.code: parameter for parameter in version.parameters.all()}
    return [
        _epoch(start, end, [_chosen(published, rule, start) for rule in rules], rules, parameters, figures)
        for start, end in zip(starts, ends, strict=True)
    ]


def epoch_at(version: PolicyVersion, day: date) -> Epoch:
    """What a version reads for facts of this day, as of now."""
    return next(epoch for epoch in epochs(version) if epoch.contains(day))


def epoch_of(screening: Screening) -> Epoch:
    """What a screening read: its version with exactly the editions it names."""
    rules = list(screening.version.edition_rules.all())
    named: dict[Source, list[Edition]] = defaultdict(list)
    for edition in Edition.objects.filter(pk__in=screening.editions).order_by("published_on", "pk"):
        named[edition.kind, edition.publisher].append(edition)
    editions = [named.get((rule.kind, rule.publisher), []) for rule in rules]
    parameters = {parameter.code: parameter for parameter in screening.version.parameters.all()}
    day = screening.facts.as_of
    return _epoch(
        day,
        None,
        editions,
        rules,
        parameters,
        _figures(edition for some in named.values() for edition in some),
    )


def _epoch(
    start: date | None,
    end: date | None,
    editions: list[list[Edition]],
    rules: list[PolicyEditionRule],
    parameters: Mapping[str, PolicyParameter],
    figures: Mapping[int, list[EditionFigure]],
) -> Epoch:
    slots = tuple(_slot(rule, chosen) for rule, chosen in zip(rules, editions, strict=True))
    return Epoch(start, end, slots, parameters, _figures_read(slots, figures, start))


def _slot(rule: PolicyEditionRule, chosen: list[Edition]) -> Slot:
    history = tuple(chosen) if rule.day == EditionDay.DEGREE else ()
    newest = chosen[-1] if chosen else None
    return Slot(rule.kind, rule.publisher, rule.every, newest, Reading(Bands(rule.bands), history))


def _published(rules: list[PolicyEditionRule]) -> dict[Source, list[Edition]]:
    """Sealed editions of the rules' publishers, the newest first: by publication, then by sealing."""
    sealed = Edition.objects.filter(
        sealed_at__isnull=False,
        kind__in={rule.kind for rule in rules},
        publisher__in={rule.publisher for rule in rules},
    ).order_by("-published_on", "-sealed_at", "-pk")
    grouped: dict[Source, list[Edition]] = defaultdict(list)
    for edition in sealed:
        grouped[edition.kind, edition.publisher].append(edition)
    wanted = {(rule.kind, rule.publisher) for rule in rules}
    return {source: editions for source, editions in grouped.items() if source in wanted}


def _chosen(
    published: Mapping[Source, list[Edition]], rule: PolicyEditionRule, day: date | None
) -> list[Edition]:
    """The edition a rule reads on a day, after the earlier ones where each degree has its own; maybe none."""
    known = published.get((rule.kind, rule.publisher), [])
    editions = [edition for edition in known if day is not None and edition.published_on <= day]
    if rule.day == EditionDay.APPLICATION:
        return editions[:1]
    return sorted(
        {edition.published_on: edition for edition in reversed(editions)}.values(),
        key=lambda edition: edition.published_on,
    )


def _figures(editions: Iterable[Edition]) -> dict[int, list[EditionFigure]]:
    """Figures by edition, the newest year first."""
    grouped: dict[int, list[EditionFigure]] = defaultdict(list)
    for figure in EditionFigure.objects.filter(edition__in=list(editions)).order_by("-year"):
        grouped[figure.edition_id].append(figure)
    return grouped


def _figures_read(
    slots: tuple[Slot, ...], figures: Mapping[int, list[EditionFigure]], start: date | None
) -> dict[str, EditionFigure]:
    """By kind, the figure of the year before; while it is unpublished, the newest earlier one."""
    read: dict[str, EditionFigure] = {}
    kinds = [slot.kind for slot in slots]
    for slot in slots:
        known = figures.get(slot.edition.pk, []) if slot.edition else []
        figure = next((f for f in known if start is not None and f.year < start.year), None)
        if known and kinds.count(slot.kind) > 1:
            raise AmbiguousFigure(slot.kind)
        if figure is not None:
            read[slot.kind] = figure
    return read
