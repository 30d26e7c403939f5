"""Clones of the template: separate from each other, reached as the app role, refused to flushing tests."""

import threading
from pathlib import Path

import psycopg2
import pytest
from django.db import connection, connections

from talent_portal import databases
from tests.databases import NO_FLUSH

pytest_plugins = ["pytester"]


def current(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_plain_test_runs_as_the_app_role_on_the_workers_own_clone() -> None:
    assert current("SELECT current_user") != connections.settings["owner"]["USER"]
    assert current("SELECT current_database()").startswith("portal_")
    assert current("SELECT count(*) > 0 FROM django_migrations") == "True"


def test_a_committing_test_has_a_database_of_its_own_seen_by_every_thread(
    committed_database: databases.Database,
) -> None:
    seen: list[str] = []

    def look() -> None:
        seen.append(current("SELECT current_database()"))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [committed_database.name] == [current("SELECT current_database()")]


def test_a_clone_is_gone_after_its_block(committed_database: databases.Database) -> None:
    with databases.committed("inner") as inner:
        assert current("SELECT current_database()") == inner.name
    assert current("SELECT current_database()") == committed_database.name
    assert current(f"SELECT count(*) FROM pg_database WHERE datname = '{inner.name}'") == "0"


def test_a_clone_is_dropped_with_sessions_still_open() -> None:
    database = databases.clone("busy")
    sessions = [psycopg2.connect(url) for url in (database.url, database.owner_url)]
    databases.drop(database)
    for session in sessions:
        with pytest.raises(psycopg2.OperationalError), session.cursor() as cursor:
            cursor.execute("SELECT 1")
        session.close()


def test_a_flushing_test_is_refused_with_the_way_out(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    pytester.makeini("[pytest]\nDJANGO_SETTINGS_MODULE = talent_portal.settings\n")
    pytester.makeconftest("pytest_plugins = ['tests.databases']")
    pytester.makepyfile("def test_it(transactional_db): pass")
    result = pytester.runpytest_subprocess("-p", "no:xdist")
    result.stderr.fnmatch_lines([f"*{NO_FLUSH}*"])
    assert result.ret != 0
