"""The one interpreter: a policy version's routes as expressions over facts, for one row or a million."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import F, FilteredRelation, Q, QuerySet

from casework.eligibility.criterion import All, Comparison, Criterion, Direction, Fact, Rule
from casework.eligibility.epochs import Epoch, Slot
from casework.eligibility.errors import IncompleteVersion
from casework.eligibility.kleene import Kleene, all_of, any_of, at_least, at_most, number, points
from casework.eligibility.reading import Placing
from casework.eligibility.recorded import Code, Codes, Digest
from casework.eligibility.registry import criterion
from casework.enums import RouteKind
from casework.models import Edition, PolicyCriterion, PolicyRoute, PolicyVersion

if TYPE_CHECKING:
    from casework.models import Facts

Column = str


@dataclass(frozen=True)
class Program:
    """A version read from its rows: routes in order, and distinct criteria by first use."""

    version: PolicyVersion
    routes: tuple[tuple[PolicyRoute, tuple[PolicyCriterion, ...]], ...]
    criteria: tuple[Criterion, ...]


def program(version: PolicyVersion) -> Program:
    """Read the routes of a version.

    Raises UnknownCriterion when the catalogue lacks one of its codes, IncompleteVersion when it has no
    route, or a route without criteria.
    """
    routes = tuple(
        (route, tuple(route.criteria.all())) for route in version.routes.prefetch_related("criteria")
    )
    if not routes or not all(rows for _, rows in routes):
        raise IncompleteVersion(str(version.pk))
    codes = dict.fromkeys(row.code for _, rows in routes for row in rows)
    return Program(version, routes, tuple(criterion(code) for code in codes))


def screen(facts: QuerySet[Facts], version: PolicyVersion, epoch: Epoch) -> QuerySet[Facts]:
    """Annotate facts of this epoch with `outcome`, `routes`, `verdicts` and `screening_digest`.

    Single verdicts are there as aliases `criterion_0`, … and `route_0`, … (TRUE, FALSE, NULL) for filters
    and counts. Standings in the epoch's editions must have been filled: a missing one reads as unknown.
    """
    read = program(version)
    criteria, routes = conditions(read, epoch)
    named = {f"criterion_{index}": condition for index, condition in enumerate(criteria.values())}
    named |= {f"route_{index}": condition for index, condition in enumerate(routes)}
    verdicts = Codes(*(Code(condition) for condition in criteria.values()))
    return (
        with_standings(facts, epoch.placings)
        .alias(**named)
        .annotate(
            outcome=Code(any_of(*routes)),
            routes=Codes(*(Code(condition) for condition in routes)),
            verdicts=verdicts,
            screening_digest=Digest(F("digest"), verdicts, frozen=frozen_inputs(version, epoch.editions)),
        )
    )


def with_standings(facts: QuerySet[Facts], placings: Iterable[Placing]) -> QuerySet[Facts]:
    """Join the standing in each of these editions as it is read, for the expressions' columns."""
    joins = {
        alias((edition, reading)): FilteredRelation(
            "standings", condition=Q(standings__edition=edition.pk, standings__reading=reading.key)
        )
        for edition, reading in placings
    }
    return facts.alias(**joins)


def conditions(read: Program, epoch: Epoch) -> tuple[dict[str, Kleene], list[Kleene]]:
    """Criteria by code and routes in order, as expressions over columns of facts and standings."""
    criteria = {one.code: condition(one.rule, epoch) for one in read.criteria}
    return criteria, routes_of(read, criteria)


def routes_of(read: Program, criteria: Mapping[str, Kleene]) -> list[Kleene]:
    """The routes in order, over criteria given by code."""
    return [_route(route, rows, criteria) for route, rows in read.routes]


def condition(rule: Rule, epoch: Epoch) -> Kleene:
    """A rule as one expression."""
    if isinstance(rule, Comparison):
        leaves = [compare(rule, epoch, slot) for slot in slots(rule, epoch)]
        return all_of(*leaves) if every_publisher(rule, epoch) else any_of(*leaves)
    parts = [condition(part, epoch) for part in rule.parts]
    return all_of(*parts) if isinstance(rule, All) else any_of(*parts)


def slots(comparison: Comparison, epoch: Epoch) -> Sequence[Slot | None]:
    """Where a comparison reads its value: the facts row (None), or each publisher's edition."""
    if isinstance(comparison.subject, Fact):
        return [None]
    return epoch.slots_of(comparison.subject.kind) or [None]


def every_publisher(comparison: Comparison, epoch: Epoch) -> bool:
    """Whether all publishers must agree on this comparison (any one is enough otherwise)."""
    return any(slot is not None and slot.every for slot in slots(comparison, epoch))


def columns(comparison: Comparison, slot: Slot | None) -> tuple[Column, Column] | None:
    """Names of the two columns a comparison reads; None where no edition is published: both bounds open."""
    subject = comparison.subject
    if isinstance(subject, Fact):
        return subject.low, subject.high
    if slot is None or slot.edition is None:
        return None
    joined = f"{alias((slot.edition, slot.reading))}__{subject.column}"
    return f"{joined}_low", f"{joined}_high"


def compare(comparison: Comparison, epoch: Epoch, slot: Slot | None) -> Kleene:
    """One comparison with one source of its value."""
    test = at_least if comparison.direction == Direction.AT_LEAST else at_most
    names = columns(comparison, slot)
    low, high = (F(names[0]), F(names[1])) if names else (number(None), number(None))
    return test(low, high, epoch.threshold(comparison))


def alias(placing: Placing) -> str:
    """The name under which a standing is joined."""
    edition, reading = placing
    suffix = f"_{sha256(reading.key.encode()).hexdigest()[:12]}" if reading.key else ""
    return f"standing_{edition.pk}{suffix}"


def frozen_inputs(version: PolicyVersion, editions: Sequence[Edition]) -> str:
    """SHA-256 over the version's and the editions' digests, in hexadecimal."""
    return sha256("|".join([version.digest, *(e.content_hash for e in editions)]).encode()).hexdigest()


def _route(route: PolicyRoute, rows: Sequence[PolicyCriterion], criteria: Mapping[str, Kleene]) -> Kleene:
    if route.kind == RouteKind.POINTS:
        return points([(criteria[row.code], row.points) for row in rows], route.mark or 0)
    return all_of(*(criteria[row.code] for row in rows))
