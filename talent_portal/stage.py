"""Real processes on a committed clone: the ground of browser journeys and proofs. No mock, no eager task."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

from talent_portal.celery import app
from talent_portal.databases import Database, committed
from talent_portal.launcher import ports
from talent_portal.launcher.paths import Home
from talent_portal.launcher.portal import Portal
from talent_portal.launcher.services import known_state
from talent_portal.launcher.template import TEMPLATE
from talent_portal.launcher.valkey import Valkey


@dataclass(frozen=True)
class Stage:
    """A clone, a Valkey of its own, and web, worker and beat, each to be killed, frozen and restarted."""

    url: str
    database: Database
    valkey: Valkey
    portal: Portal
    home: Home


@contextmanager
def stage(
    label: str, *names: str, extra: Mapping[str, str] | None = None, template: str = TEMPLATE
) -> Iterator[Stage]:
    """Start the named ones of web, worker and beat (all without a name); in the end stop all, drop the clone.

    This process's Django and Celery use the same clone and broker meanwhile. `extra` adds to the environment
    of the processes. `template` is the database cloned; nobody may be connected to it.
    """
    with committed(label, template) as database:
        home = Home(_stages() / database.name)
        valkey = Valkey(home, known_state(home))
        port = ports.pick()
        portal = Portal(home, _environment(database, valkey, port) | dict(extra or {}), port=port)
        try:
            valkey.start()
            with _publishing_to(valkey.url):
                portal.start(*names)
                yield Stage(portal.url, database, valkey, portal, home)
        finally:
            portal.stop()
            valkey.stop()


def _stages() -> Path:
    return Path(os.environ.get("PORTAL_TEST_HOME", gettempdir())) / "stages"


def _environment(database: Database, valkey: Valkey, port: int) -> dict[str, str]:
    url = f"http://{ports.LOOPBACK}:{port}"
    return {
        "DATABASE_URL": database.url,
        "DATABASE_OWNER_URL": database.owner_url,
        "REDIS_URL": valkey.url,
        "PORTAL_URL": url,
        "CSRF_TRUSTED_ORIGINS": url,
    }


@contextmanager
def _publishing_to(url: str) -> Iterator[None]:
    """Tasks sent by this very process go to that broker."""
    before = app.conf.broker_url
    _switch(url)
    try:
        yield
    finally:
        _switch(before)


def _switch(url: str) -> None:
    app.conf.update(broker_url=url)
    app.close()  # forget pooled connections to the other broker
    app.__dict__.pop("amqp", None)
