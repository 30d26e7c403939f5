"""Two readings of the law over many facts in one statement, counted or listed; a criterion once a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from casework.eligibility.comparison import Side, Stretch, placings_of
from casework.eligibility.epochs import Epoch
from casework.eligibility.interpreter import conditions, routes_of, with_standings
from casework.eligibility.kleene import Kleene, Sql, any_of
from casework.eligibility.recorded import Code
from casework.models import Facts

PAIRED = """
    SELECT *, before IS DISTINCT FROM after OR {differ} AS changed FROM (
        SELECT {outcomes}, x.* FROM ({facts} {fence}) x {fence}
    ) y {fence}
"""
FENCE = "OFFSET 0"
"""Keeps Postgres from writing an expression into each place that uses it and evaluating it there again."""
TALLY = """
    SELECT before, after,
        CASE WHEN changed THEN routes ELSE '{{}}' END, CASE WHEN changed THEN criteria ELSE '{{}}' END,
        {columns}, count(*)
    FROM ({paired}) z GROUP BY {groups}
"""
LISTED = """
    SELECT before, after, criteria, {columns} FROM ({paired}) z WHERE {wanted} ORDER BY {first} LIMIT %s
"""
SAME: Sql = ("(-1)::smallint", ())
NO_VERSION: Sql = ("NULL::smallint", ())


class Read(Kleene):
    """A condition that a subquery has evaluated already, under a name of ours."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> Sql:
        return self.name, ()


Reads = Mapping[str, Kleene]


def tally(
    facts: QuerySet[Facts], before: Side | None, after: Side, stretch: Stretch, columns: Mapping[str, str]
) -> list[tuple[Any, ...]]:
    """Rows (before, after, routes, criteria, each column, count) as SimulationCell keeps them.

    `columns` are paths from the facts row by name; an empty path counts as an empty value.
    """
    kept = {name: path for name, path in columns.items() if path}
    paired, params = _paired(facts, before, after, stretch, kept, FENCE)
    changed = {name: f"CASE WHEN changed THEN k_{name}::text ELSE '' END" for name in kept}
    shown = [changed.get(name, "''") for name in columns]
    groups = ", ".join(str(place) for place in range(1, 5 + len(columns)))
    return _fetched(TALLY.format(columns=", ".join(shown), paired=paired, groups=groups), params)


def listed(
    facts: QuerySet[Facts],
    before: Side | None,
    after: Side,
    stretch: Stretch,
    columns: Mapping[str, str],
    *,
    wanted: str,
    limit: int,
) -> list[tuple[Any, ...]]:
    """Rows (before, after, criteria, each column) by the first column, up to `limit`.

    `wanted` is a constant of ours: a condition on before, after and changed.
    """
    paired, params = _paired(facts, before, after, stretch, columns, "")
    names = [f"k_{name}" for name in columns]
    text = LISTED.format(columns=", ".join(names), paired=paired, wanted=wanted, first=names[0])
    return _fetched(text, (*params, limit))


def _paired(
    facts: QuerySet[Facts],
    before: Side | None,
    after: Side,
    stretch: Stretch,
    columns: Mapping[str, str],
    fence: str,
) -> Sql:
    """Per facts row before, after, routes and criteria as SimulationCell keeps them, changed, and columns."""
    names: dict[str, Kleene] = {}
    new, new_routes = _read(after, stretch.after, "n", names)
    old, old_routes = _read(before, stretch.before, "o", names) if before and stretch.before else ({}, {})
    rows = with_standings(facts.filter(stretch.days), placings_of(stretch)).order_by()
    kept = {f"k_{name}": F(path) for name, path in columns.items()}
    inner, inner_params = rows.annotate(**names, **kept).values(*names, *kept).query.sql_with_params()
    compiler = rows.query.get_compiler(connection=connection)
    outcomes = [
        _as(_code(any_of(*old_routes.values()), compiler) if old_routes else NO_VERSION, "before"),
        _as(_code(any_of(*new_routes.values()), compiler), "after"),
        _as(_array(_pair(old_routes.get(code), one, compiler) for code, one in new_routes.items()), "routes"),
        _as(_array(_pair(old.get(code), one, compiler) for code, one in new.items()), "criteria"),
    ]
    said, said_params = _joined(outcomes)
    text = PAIRED.format(differ=_differ(old, new), outcomes=said, facts=inner, fence=fence)
    return text, (*said_params, *inner_params)


def _read(side: Side, epoch: Epoch, letter: str, names: dict[str, Kleene]) -> tuple[Reads, Reads]:
    """Criteria and routes over names that the subquery gives; one that is the same on both sides has one."""
    criteria, _routes = conditions(side.read, epoch)
    read: dict[str, Kleene] = {}
    for place, (code, condition) in enumerate(criteria.items()):
        known = next((name for name, one in names.items() if one == condition), f"{letter}{place}")
        names.setdefault(known, condition)
        read[code] = Read(known)
    routes = routes_of(side.read, read)
    return read, {row.code: one for (row, _rows), one in zip(side.read.routes, routes, strict=True)}


def _differ(old: Reads, new: Reads) -> str:
    """Whether a criterion of both sides came out differently."""
    pairs = [(_name(old[code]), _name(one)) for code, one in new.items() if code in old]
    return " OR ".join(f"{was} IS DISTINCT FROM {now}" for was, now in pairs if was != now) or "FALSE"


def _name(read: Kleene) -> str:
    return read.name if isinstance(read, Read) else ""


def _pair(old: Kleene | None, new: Kleene, compiler: SQLCompiler) -> Sql:
    """3 × the verdict before + the verdict after where they differ, -1 where not."""
    if old is None:
        return SAME
    (was, was_params), (now, now_params) = _code(old, compiler), _code(new, compiler)
    if (was, was_params) == (now, now_params):
        return SAME
    text = f"(CASE WHEN {was} = {now} THEN -1 ELSE 3 * {was} + {now} END)::smallint"
    return text, (was_params + now_params) * 2


def _code(read: Kleene, compiler: SQLCompiler) -> Sql:
    sql, params = Code(read).as_sql(compiler, connection)
    return sql, tuple(params)


def _array(parts: Iterable[Sql]) -> Sql:
    text, params = _joined(list(parts))
    return f"ARRAY[{text}]::smallint[]", params


def _as(part: Sql, name: str) -> Sql:
    return f"{part[0]} AS {name}", part[1]


def _joined(parts: Sequence[Sql]) -> Sql:
    return ", ".join(text for text, _params in parts), tuple(p for _text, params in parts for p in params)


def _fetched(text: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
