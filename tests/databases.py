"""Databases for tests: a plain test is rolled back, a committing one gets a clone. Nobody flushes."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest
from pytest_django import DjangoDbBlocker

from talent_portal import databases
from talent_portal.stage import Stage, stage

COMMITTING = {"committed_database", "live_portal", "processes"}
NO_FLUSH = (
    "transactional tests would flush tables that refuse it: use the fixture committed_database, "
    "which gives a clone of the template database"
)


def worker_label() -> str:
    """gw0, gw1, …; `alone` without xdist."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse flushing tests, and tests that take two databases."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        marker = item.get_closest_marker("django_db")
        flushing = fixtures & {"transactional_db", "live_server", "django_db_reset_sequences"}
        if flushing or (
            marker and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences"))
        ):
            raise pytest.UsageError(f"{item.nodeid}: {NO_FLUSH}")
        if (marker or "db" in fixtures) and fixtures & COMMITTING:
            raise pytest.UsageError(f"{item.nodeid}: takes both a rolled-back and a committed database")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One clone for each xdist worker; Django connects to it as the app role, and as owner by its alias."""
    with django_db_blocker.unblock(), databases.committed(worker_label()):
        yield


@pytest.fixture
def committed_database(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[databases.Database]:
    """A fresh clone for this test alone: what it commits stays committed and is seen by other processes."""
    with django_db_blocker.unblock(), databases.committed(worker_label()) as database:
        yield database


@pytest.fixture
def processes(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[..., Stage]]:
    """A factory: processes("web", "worker") starts those on a fresh clone with a Valkey of their own."""
    with django_db_blocker.unblock(), ExitStack() as stack:

        def start(*names: str, **extra: str) -> Stage:
            staged: AbstractContextManager[Stage] = stage(worker_label(), *names, extra=extra)
            return stack.enter_context(staged)

        yield start


@pytest.fixture(scope="module")
def live_portal(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Web, worker and beat for all tests of one module; the test's own Django sees the same database."""
    with django_db_blocker.unblock(), stage(worker_label(), extra={"DEMO": "1"}) as staged:
        yield staged
