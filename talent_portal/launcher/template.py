"""The migrated template database that tests and proofs clone: made once a run, then closed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from . import prepare
from .progress import step
from .services import Services

TEMPLATE = "portal_template"
DROP = f"DROP DATABASE IF EXISTS {TEMPLATE}"
"""Without FORCE, which a role that is no superuser may not use against an autovacuum worker."""


def with_database(url: str, name: str) -> str:
    """The same address with another database name."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def template_environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment with both addresses pointing at the template."""
    owner = env.get("DATABASE_OWNER_URL", env["DATABASE_URL"])
    return dict(env) | {
        "DATABASE_URL": with_database(env["DATABASE_URL"], TEMPLATE),
        "DATABASE_OWNER_URL": with_database(owner, TEMPLATE),
        "PORTAL_TEMPLATE": TEMPLATE,
    }


@contextmanager
def migrated_template(services: Services, env: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The template, migrated and closed to connections; yields the environment for those who clone it.

    On a server named by DATABASE_URL it is dropped at the end; an embedded one takes it along.
    """
    env = template_environment(env)
    execute = services.postgres.sql if services.postgres else _on_own_server(env["DATABASE_OWNER_URL"])
    owner = urlsplit(env["DATABASE_OWNER_URL"]).username
    execute(DROP)
    execute(f"CREATE DATABASE {TEMPLATE} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8'")
    with step("Migrating the template database"):
        prepare.django(env, "migrate", "-v", "0")
    execute(f"ALTER DATABASE {TEMPLATE} WITH ALLOW_CONNECTIONS false")
    try:
        yield env
    finally:
        if not services.postgres:
            execute(DROP)


def _on_own_server(owner_url: str) -> Callable[[str], object]:
    """A function that runs one statement as the owner role of DATABASE_OWNER_URL."""
    import psycopg2  # the launcher is inside .venv by now

    def execute(sql: str) -> None:
        line = psycopg2.connect(with_database(owner_url, "postgres"))
        line.autocommit = True
        try:
            with line.cursor() as cursor:
                cursor.execute(sql)
        finally:
            line.close()

    return execute
