"""A portal with staff, editions and policy, and windows for its visitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TypeVar

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from talent_portal.demo.seed import seed_rules
from talent_portal.stage import Stage
from tests.journeys.looking import Inspector
from tests.journeys.runs import Run
from tests.journeys.visitor import Visitor

Person = TypeVar("Person", bound=Visitor)
Enter = Callable[[type[Person], Run], Person]


@pytest.fixture(scope="module")
def portal(live_portal: Stage) -> Stage:
    """Ready for applications, with the demonstration's staff."""
    seed_rules(now=timezone.now())
    return live_portal


@pytest.fixture
def enter(live_portal: Stage, browser: Browser) -> Iterator[Enter[Visitor]]:
    """enter(Applicant, RUN) opens a window of its own for somebody; those of one run are looked over
    together."""
    inspectors: dict[Run, Inspector] = {}
    with ExitStack() as doors:

        def entering(person: type[Person], run: Run) -> Person:
            if run not in inspectors:
                inspectors[run] = Inspector(run, browser)
                doors.callback(inspectors[run].close)
            visitor = person(browser, live_portal.url, inspectors[run])
            doors.callback(visitor.context.close)
            return visitor

        yield entering  # type: ignore[misc]
