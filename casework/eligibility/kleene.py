"""Three-valued comparisons as SQL: TRUE, FALSE, NULL for "not known". Criteria are built from these alone.

SQL's AND and OR on booleans are Kleene's. Everything else is not: `~Q(x__gte=1)` is true on NULL, aggregates
skip NULL, `Case` falls through. So a criterion uses no other expression (a test walks every one).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, BooleanField, Func, Value
from django.db.models.sql.compiler import SQLCompiler

Sql = tuple[str, tuple[str | int, ...]]


class Kleene(Func):
    """A boolean expression that is NULL while its inputs leave it open."""

    output_field = BooleanField(null=True)

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> Sql:
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        return self.joined([(sql, tuple(params)) for sql, params in parts])

    def joined(self, parts: list[Sql]) -> Sql:
        raise NotImplementedError


class AtLeast(Kleene):
    """low ≥ mark: met; high < mark: not met."""

    def joined(self, parts: list[Sql]) -> Sql:
        (low, low_params), (high, high_params), (mark, mark_params) = parts
        sql = f"(CASE WHEN {low} >= {mark} THEN TRUE WHEN {high} < {mark} THEN FALSE END)"
        return sql, low_params + mark_params + high_params + mark_params


class AtMost(Kleene):
    """high ≤ mark: met; low > mark: not met."""

    def joined(self, parts: list[Sql]) -> Sql:
        (low, low_params), (high, high_params), (mark, mark_params) = parts
        sql = f"(CASE WHEN {high} <= {mark} THEN TRUE WHEN {low} > {mark} THEN FALSE END)"
        return sql, high_params + mark_params + low_params + mark_params


class OneOf(Kleene):
    """Equal to one of some constants; NULL stays NULL."""

    def joined(self, parts: list[Sql]) -> Sql:
        (value, params), *choices = parts
        listed = ", ".join(sql for sql, _ in choices)
        return f"({value} IN ({listed}))", params + tuple(param for _, some in choices for param in some)


class AllOf(Kleene):
    word = "AND"

    def joined(self, parts: list[Sql]) -> Sql:
        sql = f" {self.word} ".join(sql for sql, _ in parts)
        return f"({sql})", tuple(param for _, params in parts for param in params)


class AnyOf(AllOf):
    word = "OR"


class Points(Kleene):
    """Sum of the points of what is met ≥ mark: met; of what may still be met < mark: not met."""

    def joined(self, parts: list[Sql]) -> Sql:
        (mark, mark_params), *bands = parts
        lows: list[str] = []
        highs: list[str] = []
        sums: list[str | int] = []
        for (condition, params), (points, points_params) in zip(bands[::2], bands[1::2], strict=True):
            lows.append(f"CASE WHEN {condition} THEN {points} ELSE 0 END")
            highs.append(f"CASE WHEN NOT {condition} THEN 0 ELSE {points} END")
            sums += params + points_params
        low, high = " + ".join(lows), " + ".join(highs)
        sql = f"(CASE WHEN {low} >= {mark} THEN TRUE WHEN {high} < {mark} THEN FALSE END)"
        return sql, tuple(sums) + mark_params + tuple(sums) + mark_params


def number(value: int | None) -> Value:
    """A constant bound or mark; None is "not known"."""
    return Value(value, BigIntegerField(null=True))


def at_least(low: Any, high: Any, mark: int | None) -> Kleene:
    """Whether a value from `low` to `high` (column names or expressions; NULL: open) reaches `mark`."""
    return AtLeast(low, high, number(mark))


def at_most(low: Any, high: Any, mark: int | None) -> Kleene:
    """Whether a value from `low` to `high` (column names or expressions; NULL: open) stays within `mark`."""
    return AtMost(low, high, number(mark))


def one_of(value: Any, choices: Sequence[str | int]) -> Kleene:
    """Whether `value` is one of `choices` (at least one; ValueError otherwise)."""
    if not choices:
        raise ValueError("one_of needs a choice")
    return OneOf(value, *(Value(choice) for choice in choices))


def all_of(*conditions: Kleene) -> Kleene:
    """Kleene's AND of one or more conditions (ValueError without any)."""
    if not conditions:
        raise ValueError("all_of needs a condition")
    return AllOf(*conditions)


def any_of(*conditions: Kleene) -> Kleene:
    """Kleene's OR of one or more conditions (ValueError without any)."""
    if not conditions:
        raise ValueError("any_of needs a condition")
    return AnyOf(*conditions)


def points(bands: Sequence[tuple[Kleene, int]], mark: int) -> Kleene:
    """Whether the points (≥ 0) of the conditions that hold reach `mark`. ValueError without any band."""
    if not bands or any(worth < 0 for _, worth in bands):
        raise ValueError("points need bands that are worth zero or more")
    flat = [part for condition, worth in bands for part in (condition, number(worth))]
    return Points(number(mark), *flat)
