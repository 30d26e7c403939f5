"""What is asked of every page a journey visits: axe, width, language, demonstration line, a quiet console."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route

from tests.journeys.runs import Run

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DEMONSTRATION = "Demonstration. Not a government service. Nothing entered reaches any ministry."
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+|[\w:-]{30,}")
TAG = re.compile(r'<(\w+)(?:[^>]*? class="([^"]*)")?')


@dataclass
class Inspector:
    """Looks at pages of one run; several people share it, so that pictures are numbered in order.

    The environment variable PORTAL_SHOTS names a folder that gets a picture of every page.
    """

    run: Run
    browser: Browser
    seen: int = 0
    known: set[str] = field(default_factory=set)
    mirrors: dict[BrowserContext, Mirror] = field(default_factory=dict)
    heard: dict[Page, list[str]] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        """Remember what the page's console complains about, violations of the CSP included."""
        complaints = self.heard.setdefault(page, [])

        def note(message: ConsoleMessage) -> None:
            refused_form = "status of 4" in message.text and message.location["url"] == page.url
            if message.type in ("error", "warning") and not refused_form:
                complaints.append(f"{message.text} ({message.location['url']})")

        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))

    def look(self, page: Page) -> None:
        """Fail with everything that is wrong with the page as it stands."""
        self.seen += 1
        if os.environ.get("PORTAL_SHOTS"):
            page.screenshot(path=self._picture(page), full_page=True)
        wrong = [*self._plain(page), *self.heard[page]]
        if self._is_new(page):
            wrong += self._axe(page)
        self.heard[page].clear()
        assert not wrong, "\n".join([f"{page.url} ({self.run.name})", *wrong])

    def close(self) -> None:
        for mirror in self.mirrors.values():
            mirror.page.context.close()

    def _plain(self, page: Page) -> list[str]:
        wrong = []
        language = page.locator("html").get_attribute("lang")
        if language != self.run.language:
            wrong.append(f"lang is {language}")
        if self.run.say(DEMONSTRATION) not in page.locator("body").inner_text():
            wrong.append("no demonstration line")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > self.run.width:
            wrong.append(f"{width} px wide: {page.evaluate(WIDE)}")
        return wrong

    def _is_new(self, page: Page) -> bool:
        """Whether axe has not seen this page yet, or not with these kinds of elements on it."""
        kinds = sorted(set(TAG.findall(page.content())))
        make = f"{self._name(page)} {kinds}"
        new = make not in self.known
        self.known.add(make)
        return new

    def _axe(self, page: Page) -> list[str]:
        if self.run.scripts:
            return violations(page)
        mirror = self.mirrors.get(page.context)
        if mirror is None:
            mirror = self.mirrors[page.context] = Mirror(self.browser, self.run)
        return violations(mirror.show(page))

    def _picture(self, page: Page) -> Path:
        return Path(os.environ["PORTAL_SHOTS"]) / self.run.name / f"{self.seen:02}-{self._name(page)}.png"

    def _name(self, page: Page) -> str:
        """The page's address with keys and numbers left out."""
        path = page.url.split("?")[0].split("/", 3)[3]
        return KEY.sub("x", path).strip("/").replace("/", "-") or "home"


class Mirror:
    """The very same page where axe can run: axe needs timers, which a window without scripts lacks."""

    def __init__(self, browser: Browser, run: Run) -> None:
        self.page = browser.new_context(**run.window(java_script_enabled=True)).new_page()
        self.html = ""
        self.page.route("**/*", self._answer)

    def show(self, page: Page) -> Page:
        self.html = page.content()
        self.page.context.add_cookies([{**cookie} for cookie in page.context.cookies()])  # type: ignore[typeddict-item]
        self.page.goto(page.url)
        return self.page

    def _answer(self, route: Route) -> None:
        request = route.request
        if request.resource_type == "script":
            route.abort()
        elif request.is_navigation_request() and request.frame == self.page.main_frame:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            route.continue_()


def violations(page: Page) -> list[str]:
    """What axe finds, frames included: rule, element and message, one a line."""
    for frame in page.frames:
        frame.evaluate(AXE_SCRIPT)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(document, options)", options)[
        "violations"
    ]
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary'].splitlines()[1:2]}"
        for rule in found
        for node in rule["nodes"]
    ]


WIDE = """[...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .slice(-3).map(one => one.outerHTML.slice(0, 160)).join(" | ")"""
