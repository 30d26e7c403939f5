"""Fixtures for every test: databases cloned from the migrated template, real processes, a real browser."""

import os
from collections.abc import Iterator

import pytest
from django.utils import translation

# Playwright's own event loop runs in the thread that also asks Django for rows.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytest_plugins = ["tests.databases", "tests.browser", "tests.cast", "tests.desk", "tests.funding.build"]


def pytest_configure(config: pytest.Config) -> None:
    if "PORTAL_TEMPLATE" not in os.environ and not config.option.help:
        raise pytest.UsageError("run the tests with `python3 manage.py test`, which starts their servers")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English: a request in Korean leaves its language behind in the thread."""
    with translation.override("en"):
        yield
