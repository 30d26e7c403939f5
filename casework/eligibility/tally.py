"""Two readings of the law counted over many facts in one statement, each criterion evaluated once a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from casework.eligibility.comparison import Side, Stretch, editions_of
from casework.eligibility.interpreter import conditions, routes_of, with_standings
from casework.eligibility.kleene import Kleene, Sql, any_of
from casework.eligibility.recorded import Code
from casework.models import Facts

TALLY = """
    SELECT before, after,
        CASE WHEN changed THEN routes ELSE '{{}}' END, CASE WHEN changed THEN criteria ELSE '{{}}' END,
        {dimensions}, count(*)
    FROM (
        SELECT *, before IS DISTINCT FROM after OR {differ} AS changed FROM (
            SELECT {before} AS before, {after} AS after, {routes} AS routes, {criteria} AS criteria, x.*
            FROM ({facts} OFFSET 0) x OFFSET 0
        ) y OFFSET 0
    ) z GROUP BY {groups}
"""
PAIR = "(CASE WHEN {old} = {new} THEN -1 ELSE 3 * {old} + {new} END)::smallint"
SAME = "(-1)::smallint"


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


def tally(
    facts: QuerySet[Facts], before: Side | None, after: Side, stretch: Stretch, dimensions: Mapping[str, str]
) -> list[tuple[Any, ...]]:
    """Rows (before, after, routes, criteria, each dimension, count) as SimulationCell keeps them.

    `dimensions` are paths from the facts row by name; an empty path counts as an empty value.
    """
    names: dict[str, Kleene] = {}
    new, new_routes = _read(after, stretch, "n", names)
    old, old_routes = _read(before, stretch, "o", names) if before is not None else ({}, {})
    kept = {name: f"d_{name}" for name, path in dimensions.items() if path}
    rows = with_standings(facts.filter(stretch.days), editions_of(stretch)).order_by()
    rows = rows.annotate(**names, **{column: F(dimensions[name]) for name, column in kept.items()})
    inner, params = rows.values(*names, *kept.values()).query.sql_with_params()
    compiler = rows.query.get_compiler(connection=connection)
    text = TALLY.format(
        dimensions=", ".join(_shown(name, kept) for name in dimensions),
        differ=_differ(old, new),
        before=_code(any_of(*old_routes.values()), compiler) if old_routes else "NULL::smallint",
        after=_code(any_of(*new_routes.values()), compiler),
        routes=_array([_pair(old_routes.get(c), r, compiler) for c, r in new_routes.items()]),
        criteria=_array([_pair(old.get(c), r, compiler) for c, r in new.items()]),
        facts=inner,
        groups=", ".join(str(place) for place in range(1, 5 + len(dimensions))),
    )
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _read(
    side: Side, stretch: Stretch, letter: str, names: dict[str, Kleene]
) -> tuple[dict[str, Kleene], dict[str, Kleene]]:
    """Criteria and routes over names that the subquery gives; one that is the same on both sides has one."""
    epoch = stretch.after if letter == "n" else stretch.before
    if epoch is None:
        return {}, {}
    criteria, _routes = conditions(side.read, epoch)
    read: dict[str, Kleene] = {}
    for place, (code, condition) in enumerate(criteria.items()):
        known = next((name for name, one in names.items() if one == condition), f"{letter}{place}")
        names.setdefault(known, condition)
        read[code] = Read(known)
    routes = routes_of(side.read, read)
    return read, {row.code: one for (row, _rows), one in zip(side.read.routes, routes, strict=True)}


def _differ(old: Mapping[str, Kleene], new: Mapping[str, Kleene]) -> str:
    tests = [
        f"{_name(old[code])} IS DISTINCT FROM {_name(one)}"
        for code, one in new.items()
        if code in old and _name(old[code]) != _name(one)
    ]
    return " OR ".join(tests) or "FALSE"


def _name(read: Kleene) -> str:
    return read.name if isinstance(read, Read) else ""


def _pair(old: Kleene | None, new: Kleene, compiler: SQLCompiler) -> str:
    if old is None:
        return SAME
    before, after = _code(old, compiler), _code(new, compiler)
    return SAME if before == after else PAIR.format(old=before, new=after)


def _code(read: Kleene, compiler: SQLCompiler) -> str:
    sql, _params = Code(read).as_sql(compiler, connection)
    return str(sql)


def _array(parts: list[str]) -> str:
    return f"ARRAY[{', '.join(parts)}]::smallint[]"


def _shown(name: str, kept: Mapping[str, str]) -> str:
    return f"CASE WHEN changed THEN {kept[name]}::text ELSE '' END" if name in kept else "''"
