"""Postgres and Valkey together: those named in the environment, else embedded ones."""

import base64
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from . import envfile, ports
from .paths import DEV, Home
from .postgres import Postgres
from .processes import stop_leftovers
from .progress import LaunchError, step
from .valkey import Valkey

GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "EMAIL_URL")
PASSWORDS = ("SUPERUSER_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "REDIS_PASSWORD")


def known_state(home: Home) -> dict[str, str]:
    """Passwords, keys and ports of this home, made once and kept in its 0600 state file."""
    state = envfile.read(home.state)
    for name in PASSWORDS:
        state.setdefault(name, secrets.token_urlsafe(24))
    state.setdefault("SECRET_KEY", secrets.token_urlsafe(64))
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    state.setdefault("VAULT_KEYS", f"local-1:{key}")
    return state


class Services:
    """What `DATABASE_URL` and `REDIS_URL` point at while the block runs."""

    def __init__(
        self, home: Home, environ: Mapping[str, str], *, durable: bool, database: str = "portal"
    ) -> None:
        self.home = home
        self.environ = environ
        self.database = database
        self.state = known_state(home)
        self.postgres = None if "DATABASE_URL" in environ else Postgres(home, self.state, durable=durable)
        self.valkey = None if "REDIS_URL" in environ else Valkey(home, self.state)

    def start(self) -> None:
        """Start what is embedded and remember its ports."""
        if self.valkey:
            self.state["VALKEY_PORT"] = str(self.valkey.port)
            with step("Starting Valkey"):
                self.valkey.start()
        if self.postgres:
            self.state["POSTGRES_PORT"] = str(self.postgres.port)
            envfile.write(self.home.state, self.state)
            with step("Starting Postgres"):
                self.postgres.start()
                self.postgres.ensure_database(self.database)
        envfile.write(self.home.state, self.state)

    def stop(self) -> None:
        for server in (self.valkey, self.postgres):
            if server:
                server.stop()
        if self.postgres and self.home.temporary:
            self.postgres.erase()  # it may live in the shelter, outside the home

    def check(self) -> None:
        """Raises LaunchError with the end of its log when a server has died."""
        for server in (self.valkey, self.postgres):
            if server and not server.process.running:
                raise LaunchError(f"{server.process.name} ended:\n{server.process.tail()}")

    def env(self, url: str, *, demo: bool) -> dict[str, str]:
        """The environment contract with settings.py; whatever the user's own environment sets stays."""
        values = {
            "SECRET_KEY": self.state["SECRET_KEY"],
            "VAULT_KEYS": self.state["VAULT_KEYS"],
            "MEDIA_ROOT": str(self.home.path / "media"),
            "STATIC_ROOT": str(DEV / "static"),
            "DEBUG": "0",
            "DEMO": "1" if demo else "0",
            "ALLOWED_HOSTS": f"{ports.LOOPBACK},localhost,testserver",
            "CSRF_TRUSTED_ORIGINS": url,
            "PORTAL_URL": url,
        }
        if self.postgres:
            values["DATABASE_URL"] = self.postgres.url("app", self.database)
            values["DATABASE_OWNER_URL"] = self.postgres.url("owner", self.database)
        if self.valkey:
            values["REDIS_URL"] = self.valkey.url
        given = {key: self.environ[key] for key in GIVEN if key in self.environ}
        return {key: self.environ.get(key, value) for key, value in values.items()} | given


@contextmanager
def running(home: Home, *, durable: bool, database: str = "portal") -> Iterator[Services]:
    """Servers up for the block; leftovers of an earlier, killed launcher in this home are stopped first."""
    stop_leftovers(home, "postgres", "valkey")
    services = Services(home, os.environ, durable=durable, database=database)
    try:
        services.start()
        yield services
    finally:
        services.stop()
