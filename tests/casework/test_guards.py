"""What Postgres itself refuses the application's role, whatever the code says.

Each attack is tried twice in a database of its own: as it stands (refused), and after the owner has taken the
guard away (accepted). The second run shows that the statement was sound and the guard alone refused it.
"""

from __future__ import annotations

import psycopg2
import pytest
from django.apps import apps

from casework.grants import privileges
from talent_portal.databases import Database
from tests.casework.attacks import ATTACKS, CASE_GUARD, DECISION_GUARD, NO_SELF, Attack, wrong_edge
from tests.casework.attacks_on_law import ATTACKS as ON_LAW
from tests.desk import make_desk


@pytest.mark.parametrize("attack", ATTACKS + ON_LAW, ids=lambda attack: attack.name.replace(" ", "-"))
def test_refused_by_the_database_alone(attack: Attack, committed_database: Database) -> None:
    sql, values = attack.statement(make_desk())
    values = [str(value) if hasattr(value, "hex") else value for value in values]
    with pytest.raises(psycopg2.Error) as refusal:
        run(committed_database.url, sql, values)
    assert refusal.value.pgcode in ("23514", "40001", "42501"), refusal.value
    for statement in attack.disarm:
        run(committed_database.owner_url, statement, [])
    assert run(committed_database.url, sql, values) >= 1, "the control changed nothing"


@pytest.mark.parametrize("setting", ["session_replication_role = 'replica'", "row_security = off"])
def test_the_app_role_cannot_switch_guards_off(setting: str, committed_database: Database) -> None:
    sql, values = wrong_edge(make_desk())
    with pytest.raises(psycopg2.Error):
        run(committed_database.url, sql, [str(value) for value in values], before=f"SET {setting}")


def test_the_app_role_cannot_drop_a_guard(committed_database: Database) -> None:
    for statement in CASE_GUARD + DECISION_GUARD + NO_SELF:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            run(committed_database.url, statement, [])


def run(url: str, sql: str, values: list[object], *, before: str = "") -> int:
    """Run one statement in a connection of its own; how many rows it changed (-1 for others)."""
    line = psycopg2.connect(url)
    try:
        with line, line.cursor() as cursor:
            if before:
                cursor.execute(before)
            cursor.execute(sql, values or None)
            return int(cursor.rowcount)
    finally:
        line.close()


def test_rows_that_may_be_deleted_are_these_and_no_others() -> None:
    """Debts when paid, drafts when discarded, a profile's own lists, sign-in, and what serves neither case
    nor record."""
    ours = {app.label for app in apps.get_app_configs()} & {"casework", "recruitment", "visas", "funding"}
    deletable = {table for table, rights in privileges().items() if "DELETE" in rights}
    assert {table for table in deletable if table.split("_")[0] in ours} == {
        *(f"casework_{name}" for name in ("owedrendering", "owedscreening", "owedsimulation")),
        *(f"casework_edition{part}" for part in ("", "entry", "figure")),
        *(
            f"casework_policy{part}"
            for part in ("version", "parameter", "editionrule", "route", "criterion", "reason", "remedy")
        ),
        *(f"recruitment_{name}" for name in ("degree", "employment", "output", "organisation")),
        *(f"funding_{name}" for name in ("budgetline", "claimline", "evidence_lines", "stagedlines")),
        *(f"funding_{name}" for name in ("disallowance", "owedagreement")),
    }
