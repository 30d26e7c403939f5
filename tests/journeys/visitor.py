"""One person in one browser window, who finds everything by the words on the page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from copy import copy
from typing import Any, Self

from playwright.sync_api import Browser, Locator, Page, expect

from casework.models import User
from tests.cast import signed_in
from tests.journeys.looking import Inspector
from tests.journeys.runs import Run

PATIENCE = 30.0
"""Seconds that background work may take on a busy machine."""


class Visitor:
    """Every page arrived at is looked over by the inspector."""

    def __init__(self, browser: Browser, base: str, inspector: Inspector) -> None:
        self.run: Run = inspector.run
        self.base = base
        self.inspector = inspector
        self.context = browser.new_context(**self.run.window(base_url=base))
        self.context.set_default_timeout(PATIENCE * 500)
        self.page: Page = self.context.new_page()
        inspector.listen(self.page)

    def say(self, text: Any, **values: Any) -> str:
        return self.run.say(text, **values)

    def signs_in_quietly(self, user: User) -> None:
        """With a session made beforehand; for journeys that are not about signing in."""
        cookie = signed_in(user).cookies["sessionid"]
        self.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": self.base}])

    def another_tab(self) -> Self:
        """The same person in a second tab of the same window."""
        twin = copy(self)
        twin.page = self.context.new_page()
        self.inspector.listen(twin.page)
        return twin

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.arrive()

    def arrive(self) -> None:
        """Wait for the page and look it over."""
        self.page.wait_for_load_state()
        self.inspector.look(self.page)

    def press(self, words: Any, more: str = "", within: Locator | None = None) -> None:
        """Press the button with these words; `more` is what only a screen reader hears after them."""
        self.find("button", words, more, within).click()
        self.arrive()

    def follow(self, words: Any, more: str = "", within: Locator | None = None) -> None:
        """Follow the link with these words."""
        self.find("link", words, more, within).click()
        self.arrive()

    def find(self, role: Any, words: Any, more: str = "", within: Locator | None = None) -> Locator:
        name = " ".join(filter(None, [self.say(words), more]))
        return (within or self.page).get_by_role(role, name=name, exact=True).first

    def box(self, label: Any, within: Locator | None = None) -> Locator:
        """The field of that label, required or optional."""
        words, optional = re.escape(self.say(label)), re.escape(self.say("(optional)"))
        return (within or self.page).get_by_label(re.compile(rf"^\s*{words}\s*({optional})?\s*$"))

    def type(self, label: Any, text: str) -> None:
        self.box(label).fill(text)

    def pick(self, label: Any, value: str) -> None:
        """Choose a line of a drop-down list by its value."""
        self.box(label).select_option(value)

    def mark(self, choice: Any) -> None:
        """Choose a radio button or tick a box by its words."""
        self.box(choice).check()

    def date(self, legend: Any, text: str) -> None:
        """Type year, month and day (as far as given: 2026-02-29 or 2026) under a legend."""
        group = self.group(legend)
        for part, number in zip(("Year", "Month", "Day"), text.split("-"), strict=False):
            group.get_by_label(self.say(part), exact=True).fill(number)

    def group(self, legend: Any) -> Locator:
        words, optional = re.escape(self.say(legend)), re.escape(self.say("(optional)"))
        return self.page.get_by_role("group", name=re.compile(rf"^\s*{words}\s*({optional})?\s*$"))

    def attach(self, label: Any, name: str, pdf: bytes) -> None:
        self.box(label).set_input_files({"name": name, "mimeType": "application/pdf", "buffer": pdf})

    def reads(self, text: Any, **values: Any) -> None:
        """Expect these words on the page."""
        expect(self.page.locator("body")).to_contain_text(self.say(text, **values), use_inner_text=True)

    def reads_heading(self, text: Any) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(self.say(text))

    def waits_for(self, text: Any, **patterns: str) -> None:
        """Until the page says so: with scripts by itself, else loaded again and again."""
        marks = {name: f"<{name}>" for name in patterns}
        words = re.escape(self.say(text, **marks))
        for name, pattern in patterns.items():
            words = words.replace(re.escape(f"<{name}>"), pattern)
        shown = self.page.get_by_text(re.compile(words)).first
        if self.run.scripts:
            expect(shown).to_be_visible(timeout=PATIENCE * 1000)
        else:
            until(lambda: self.page.reload() and shown.is_visible(), what=str(text))
        self.arrive()


def until(true: Callable[[], Any], *, what: str) -> Any:
    """Ask again until the answer is true, and return it."""
    end = time.monotonic() + PATIENCE
    while not (answer := true()):
        assert time.monotonic() < end, f"waited {PATIENCE:.0f} s for {what}"
        time.sleep(0.3)
    return answer
