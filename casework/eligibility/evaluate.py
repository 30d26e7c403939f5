"""The interpreter's expressions without a table, on given values: the SQL that screens a million."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import DEFAULT_DB_ALIAS
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE

from casework.eligibility.kleene import Kleene, number
from casework.eligibility.recorded import Code
from casework.enums import Verdict

Values = Mapping[str, int | None]
"""By column name as the expressions use it; None is an open bound."""


def evaluate(values: Values, expressions: Mapping[str, Kleene]) -> dict[str, Verdict]:
    """The verdict of each expression for one set of values, by one query that reads no table.

    FieldError when an expression uses a column that is not among the values.
    """
    if not expressions:
        return {}
    query = Query(None)  # no table, as in Q.check
    for name, value in values.items():
        query.add_annotation(number(value), name, select=False)
    for name, expression in expressions.items():
        query.add_annotation(Code(expression), name, select=True)
    row = query.get_compiler(using=DEFAULT_DB_ALIAS).execute_sql(SINGLE)
    return {name: Verdict(code) for name, code in zip(expressions, row, strict=True)}
