"""The same check for a person who is not stored: the public pre-check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.eligibility.criterion import Fact, comparisons
from casework.eligibility.epochs import Epoch, epoch_at
from casework.eligibility.explain import columns_read, describe
from casework.eligibility.explanation import RouteExplanation
from casework.eligibility.interpreter import Program, alias, program
from casework.eligibility.standing import Degree, Employment, of_person
from casework.enums import EditionKind
from casework.models import PolicyVersion

PLACING = (EditionKind.RANKING, EditionKind.FIRMS, EditionKind.INSTITUTES)


@dataclass(frozen=True, slots=True)
class HypotheticalFacts:
    """Answers of a person: (low, high) by name of the fact, None for an open bound; a missing one is open.

    `claimed` are months at listed organisations by kind of list, as the person counts them; they stand in for
    `employments`.
    """

    bounds: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    degrees: Sequence[Degree] = ()
    employments: Sequence[Employment] = ()
    claimed: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)


def hypothetical(version: PolicyVersion, facts: HypotheticalFacts, as_of: date) -> list[RouteExplanation]:
    """Explain what a version would say of these answers on a day (Asia/Seoul). Nothing is stored."""
    read, epoch = program(version), epoch_at(version, as_of)
    values = dict.fromkeys(columns_read(read, epoch)) | _given(read, facts) | _placed(epoch, facts, as_of)
    return describe(read, epoch, values)


def _given(read: Program, facts: HypotheticalFacts) -> dict[str, int | None]:
    values: dict[str, int | None] = {}
    for criterion in read.criteria:
        for comparison in comparisons(criterion.rule):
            match comparison.subject:
                case Fact(name=name, low=low, high=high):
                    values[low], values[high] = facts.bounds.get(name, (None, None))
    return values


def _placed(epoch: Epoch, facts: HypotheticalFacts, as_of: date) -> dict[str, int | None]:
    values: dict[str, int | None] = {}
    for edition, reading in epoch.placings:
        joined = alias((edition, reading))
        if edition.kind in PLACING:
            bounds = of_person(edition, facts.degrees, facts.employments, as_of, reading)
            for column in ("rank_low", "rank_high", "months_low", "months_high"):
                values[f"{joined}__{column}"] = getattr(bounds, column)
        if edition.kind in facts.claimed:
            low, high = facts.claimed[edition.kind]
            values |= {f"{joined}__months_low": low, f"{joined}__months_high": high}
    return values
