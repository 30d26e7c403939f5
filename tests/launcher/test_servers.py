"""The embedded servers themselves: first start, restart with the data kept, recovery after a kill."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from talent_portal.launcher import processes
from talent_portal.launcher.paths import Home
from talent_portal.launcher.postgres import Postgres
from talent_portal.launcher.services import Services


@pytest.fixture
def home() -> Iterator[Home]:
    path = Path(tempfile.mkdtemp(prefix="portal-servers-"))
    path.chmod(0o711)
    yield Home(path)
    processes.stop_leftovers(Home(path))
    shutil.rmtree(path)


def fresh(home: Home) -> Services:
    return Services(home, {}, durable=False)


def running_postgres(services: Services) -> Postgres:
    assert services.postgres is not None
    return services.postgres


def test_servers_start_restart_and_recover_from_a_kill(home: Home) -> None:
    services = fresh(home)
    services.start()
    server = running_postgres(services)
    assert services.valkey is not None
    assert services.valkey.answers()
    server.sql("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)", "portal")
    port = server.port
    services.stop()
    assert not server.process.running

    again = fresh(home)
    again.start()
    assert running_postgres(again).port == port
    assert running_postgres(again).sql("SELECT n FROM kept", "portal") == "7"
    os.kill(running_postgres(again).process.pid, signal.SIGKILL)  # Valkey is left running by itself

    third = fresh(home)
    processes.stop_leftovers(home)
    third.start()
    assert running_postgres(third).sql("SELECT n FROM kept", "portal") == "7"
    third.stop()


def test_roles_have_the_rights_the_portal_counts_on(home: Home) -> None:
    services = fresh(home)
    services.start()
    server = running_postgres(services)
    try:
        rights = server.sql(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles"
            " WHERE rolname IN ('app', 'owner') ORDER BY 1"
        )
        assert rights.splitlines() == ["app|f|f|f", "owner|f|t|f"]
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            run(server.url("app", "portal"), "CREATE TABLE public.mine (n int)")
        run(server.url("owner", "portal"), "CREATE EXTENSION pg_trgm")
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(server.url("app", "portal").replace(server.state["APP_PASSWORD"], "wrong"))
    finally:
        services.stop()


def test_korean_trigrams_compare(home: Home) -> None:
    services = fresh(home)
    services.start()
    try:
        query = "CREATE EXTENSION pg_trgm; SELECT similarity('서울대학교', '서울대') > 0.4"
        assert running_postgres(services).sql(query, "portal").endswith("t")
    finally:
        services.stop()


def run(url: str, sql: str) -> None:
    line = psycopg2.connect(url)
    try:
        with line, line.cursor() as cursor:
            cursor.execute(sql)
    finally:
        line.close()
