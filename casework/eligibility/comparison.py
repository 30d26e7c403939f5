"""Two readings of the law side by side: every facts row screened by both, in the one interpreter's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Func, Q, QuerySet, SmallIntegerField, Value
from django.db.models.sql.compiler import SQLCompiler

from casework.eligibility.epochs import Epoch, epochs
from casework.eligibility.interpreter import Program, conditions, program, with_standings
from casework.eligibility.kleene import Kleene, Sql, any_of
from casework.eligibility.recorded import Code, Codes
from casework.models import Edition, Facts, PolicyVersion

SAME = -1


@dataclass(frozen=True)
class Side:
    """A version and what it reads in each stretch of time."""

    read: Program
    epochs: tuple[Epoch, ...]

    def at(self, day: date | None) -> Epoch:
        """The epoch that begins on or before a day (None: the first)."""
        started = [e for e in self.epochs if e.start is None or (day is not None and e.start <= day)]
        return started[-1]


@dataclass(frozen=True)
class Stretch:
    """Days from `start` up to, but without, `end` on which both sides read the same editions throughout."""

    start: date | None
    end: date | None
    before: Epoch | None
    after: Epoch

    @property
    def days(self) -> Q:
        """Facts of these days."""
        first = Q(as_of__gte=self.start) if self.start else Q()
        return first & Q(as_of__lt=self.end) if self.end else first


class Pair(Func):
    """3 × the verdict before + the verdict after where they differ, -1 where not."""

    output_field = SmallIntegerField()

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> Sql:
        old, new = (compiler.compile(one) for one in self.get_source_expressions())
        sql = f"(CASE WHEN {old[0]} = {new[0]} THEN {SAME} ELSE 3 * {old[0]} + {new[0]} END)::smallint"
        return sql, (*old[1], *new[1], *old[1], *new[1])


class Differ(Func):
    """Whether two codes differ; never NULL."""

    template = "(%(expressions)s)"
    arg_joiner = " IS DISTINCT FROM "
    output_field = BooleanField()


class Missing(Func):
    """No verdict: there is no version before."""

    template = "NULL::smallint"
    output_field = SmallIntegerField(null=True)


def side(version: PolicyVersion, swapped: Mapping[int, Edition] | None = None) -> Side:
    """A version as it reads facts today; `swapped` puts editions in the place of those with these keys."""
    found = epochs(version)
    if swapped:
        found = [_swap(epoch, swapped) for epoch in found]
    return Side(program(version), tuple(found))


def stretches(before: Side | None, after: Side) -> list[Stretch]:
    """The whole of time, divided wherever one of the sides begins to read something else; oldest first."""
    sides = [after, before] if before else [after]
    days = sorted({e.start for one in sides for e in one.epochs if e.start is not None})
    starts = [None, *days]
    return [
        Stretch(start, end, before.at(start) if before else None, after.at(start))
        for start, end in zip(starts, [*days, None], strict=True)
    ]


def editions_of(stretch: Stretch) -> list[Edition]:
    """Every edition read in a stretch, once."""
    both = [*(stretch.before.editions if stretch.before else []), *stretch.after.editions]
    return list({edition.pk: edition for edition in both}.values())


def compared(facts: QuerySet[Facts], before: Side | None, after: Side, stretch: Stretch) -> QuerySet[Facts]:
    """Facts of one stretch with `before`, `after`, `criteria` and `routes` as in SimulationCell, and with
    `changed`: whether anything came out differently."""
    new_criteria, new_routes = conditions(after.read, stretch.after)
    old_criteria: dict[str, Kleene] = {}
    old_routes: dict[str, Kleene] = {}
    outcome: Expression = Missing()
    if before is not None and stretch.before is not None:
        old_criteria, listed = conditions(before.read, stretch.before)
        old_routes = {row.code: one for (row, _rows), one in zip(before.read.routes, listed, strict=True)}
        outcome = Code(any_of(*listed))
    named = {row.code: one for (row, _rows), one in zip(after.read.routes, new_routes, strict=True)}
    criteria = [_pair(old_criteria.get(code), one) for code, one in new_criteria.items()]
    routes = [_pair(old_routes.get(code), one) for code, one in named.items()]
    rows = with_standings(facts.filter(stretch.days), editions_of(stretch)).annotate(
        before=outcome, after=Code(any_of(*new_routes)), criteria=Codes(*criteria), routes=Codes(*routes)
    )
    tests = [Differ(F("before"), F("after")), *_tests(old_criteria, new_criteria)]
    return rows.annotate(changed=reduce(or_, (Q(test) for test in tests)))


def _pair(old: Kleene | None, new: Kleene) -> Expression:
    if old is None or old == new:
        return Value(SAME, SmallIntegerField())
    return Pair(Code(old), Code(new))


def _tests(old: Mapping[str, Kleene], new: Mapping[str, Kleene]) -> Sequence[Expression]:
    return [
        Differ(Code(old[code]), Code(one)) for code, one in new.items() if code in old and old[code] != one
    ]


def _swap(epoch: Epoch, swapped: Mapping[int, Edition]) -> Epoch:
    slots = tuple(
        replace(slot, edition=swapped.get(slot.edition.pk, slot.edition)) if slot.edition else slot
        for slot in epoch.slots
    )
    return replace(epoch, slots=slots)
