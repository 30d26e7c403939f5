"""The inspector’s own control: a page with every fault is not passed, with scripts or without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.looking import Inspector
from tests.journeys.runs import RUNS, Run

FAULTY = """<!doctype html><html lang="fr"><head><title>x</title></head><body><main>
<p style="width: 3000px">wide</p><input><img src="/gone.png"></main></body></html>"""


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_a_faulty_page_is_not_passed(browser: Browser, run: Run) -> None:
    inspector = Inspector(run, browser)
    context = browser.new_context(**run.window())
    page = context.new_page()
    inspector.listen(page)
    headers = {"Content-Security-Policy": "style-src 'self'"}
    page.route("**/*.png", lambda route: route.fulfill(status=404))
    page.route(
        "**/page/", lambda route: route.fulfill(body=FAULTY, content_type="text/html", headers=headers)
    )
    page.goto("http://portal.test/page/")
    page.evaluate("document.querySelector('p').style.width = '3000px'")
    with pytest.raises(AssertionError) as found:
        inspector.look(page)
    context.close()
    inspector.close()
    for fault in ("lang is fr", "no demonstration line", "px wide", "image-alt", "label", "404", "style-src"):
        assert fault in str(found.value)
