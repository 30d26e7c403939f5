"""Clones of the template database: committed data that nobody has to flush, dropped afterwards."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg2
from django.conf import settings
from django.db import connections

from talent_portal.launcher.template import TEMPLATE, with_database

ALIASES = ("default", "owner")
END_SESSIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True)
class Database:
    """One database: its name, and its addresses as the app role and as the owner role."""

    name: str
    url: str
    owner_url: str


def named(name: str) -> Database:
    """The database of that name on the server that the environment points at."""
    url = os.environ["DATABASE_URL"]
    return Database(
        name=name,
        url=with_database(url, name),
        owner_url=with_database(os.environ.get("DATABASE_OWNER_URL", url), name),
    )


def clone(label: str, template: str = TEMPLATE) -> Database:
    """Create a clone (0.1 s if small). Raises psycopg2.Error when somebody is connected to the template."""
    database = named(f"portal_{label}_{secrets.token_hex(3)}")
    how = "WAL_LOG" if template == TEMPLATE else "FILE_COPY"  # the log is for small ones
    _as_owner(f"CREATE DATABASE {database.name} TEMPLATE {template} STRATEGY {how}")
    return database


def drop(database: Database) -> None:
    """Drop it, ending whatever is still connected.

    Each role ends its own sessions: WITH (FORCE) is not for an owner that is no superuser.
    """
    for url in {database.url, database.owner_url}:
        _execute(url, END_SESSIONS)
    _as_owner(f"DROP DATABASE IF EXISTS {database.name}")


@contextmanager
def pointing_at(database: Database) -> Iterator[Database]:
    """Django's aliases, in every thread from now on, connect to this database; the ones before come back."""
    connections.close_all()
    before = {alias: settings.DATABASES[alias]["NAME"] for alias in ALIASES}
    _rename(dict.fromkeys(ALIASES, database.name))
    try:
        yield database
    finally:
        connections.close_all()
        _rename(before)


@contextmanager
def committed(label: str = "committed", template: str = TEMPLATE) -> Iterator[Database]:
    """A fresh clone under Django's aliases, dropped at the end."""
    connections.close_all()
    database = clone(label, template)
    try:
        with pointing_at(database):
            yield database
    finally:
        drop(database)


def _rename(names: dict[str, str]) -> None:
    for alias, name in names.items():
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def _as_owner(sql: str) -> None:
    _execute(named("postgres").owner_url, sql)


def _execute(url: str, sql: str) -> None:
    line = psycopg2.connect(url)
    line.autocommit = True
    try:
        with line.cursor() as cursor:
            cursor.execute(sql)
    finally:
        line.close()
