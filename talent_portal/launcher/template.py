"""The migrated template database that tests and proofs clone: made once a run, then closed."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from . import prepare
from .progress import step
from .services import Services

TEMPLATE = "portal_template"
OPEN = f"ALTER DATABASE {TEMPLATE} WITH ALLOW_CONNECTIONS true"
CLOSE = f"ALTER DATABASE {TEMPLATE} WITH ALLOW_CONNECTIONS false"


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


def make_template(services: Services, env: Mapping[str, str]) -> dict[str, str]:
    """Migrate the template and close it to connections; returns the environment for those who clone it."""
    env = template_environment(env)
    if services.postgres is None:
        _on_own_server(env["DATABASE_OWNER_URL"], create=True)
    else:
        services.postgres.sql(OPEN)
    with step("Migrating the template database"):
        prepare.django(env, "migrate", "-v", "0")
    if services.postgres is None:
        _on_own_server(env["DATABASE_OWNER_URL"], create=False)
    else:
        services.postgres.sql(CLOSE)
    return env


def _on_own_server(owner_url: str, *, create: bool) -> None:
    """Drop and create the template, or close it, on a server named by DATABASE_URL."""
    import psycopg2  # the launcher is inside .venv by now

    line = psycopg2.connect(with_database(owner_url, "postgres"))
    line.autocommit = True
    with line.cursor() as cursor:
        if create:
            cursor.execute(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
        else:
            cursor.execute(CLOSE)
    line.close()
