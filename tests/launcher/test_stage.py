"""A stage has real processes on its own clone and broker, each of which can be killed and frozen."""

import http.client
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from redis import Redis

from talent_portal.celery import app
from talent_portal.launcher.processes import birth
from talent_portal.stage import Stage
from tests.launcher.test_clones import current


def status(stage: Stage, path: str) -> int:
    line = http.client.HTTPConnection(urlsplit(stage.url).netloc, timeout=10)
    line.request("GET", path)
    return line.getresponse().status


def test_web_worker_and_broker_of_a_stage_obey(processes: Callable[..., Stage]) -> None:
    stage = processes("web", "worker")
    assert not stage.portal.beat.running
    assert status(stage, "/healthz") == 200
    assert current("SELECT current_database()") == stage.database.name

    killed = stage.portal.worker.pid
    stage.portal.worker.kill()
    assert birth(killed) is None
    app.send_task("nobody.listens", ignore_result=True)
    assert Redis.from_url(stage.valkey.url).llen("celery") == 1

    stage.valkey.process.pause()
    assert not stage.valkey.answers()
    assert status(stage, "/healthz") == 200
    stage.valkey.process.resume()
    assert stage.valkey.answers()

    stage.portal.worker.start()
    assert stage.portal.worker.pid != killed


@pytest.mark.journey
def test_a_browser_opens_the_live_portal(live_portal: Stage, page: Page) -> None:
    page.goto(f"{live_portal.url}/healthz")
    assert page.inner_text("body").strip()
