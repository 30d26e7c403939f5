"""A nudge hurries a worker along; a broker that is gone or frozen costs a request about a second, once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.db import transaction

from casework import nudge
from talent_portal.stage import Stage

TASK = "casework.send_notices"


@pytest.fixture(autouse=True)
def attentive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudge, "_quiet_until", 0.0)


def test_a_frozen_broker_costs_one_second_once_and_a_dead_one_nothing(
    processes: Callable[..., Stage], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = processes("beat")
    assert nudge.nudge(TASK), "the control: a healthy broker takes it"
    stage.valkey.process.pause()
    try:
        assert seconds(nudge.nudge) < 2.5
        assert seconds(nudge.nudge) < 0.1, "not tried again at once"
    finally:
        stage.valkey.process.resume()
    monkeypatch.setattr(nudge, "_quiet_until", 0.0)
    assert nudge.nudge(TASK), "the broker is back"
    stage.valkey.process.kill()
    assert seconds(nudge.nudge) < 2.5


def seconds(call: Callable[[str], bool]) -> float:
    started = time.monotonic()
    assert not call(TASK)
    return time.monotonic() - started


@pytest.mark.django_db
def test_a_nudge_waits_for_the_commit(
    django_capture_on_commit_callbacks: Callable[..., list[Callable[[], None]]],
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        nudge.after_commit(TASK)
        with transaction.atomic():
            nudge.after_commit(TASK)
            transaction.set_rollback(True)
    assert len(callbacks) == 1
