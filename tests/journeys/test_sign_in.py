"""Signing in as people really do: by keyboard alone, and as an officer with password and code."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from recruitment.models import Profile
from tests.cast import PASSWORD, make_cast, researcher
from tests.journeys.runs import Run
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey
KEYS = Run("en-1280-keys", "en", 1280, 900, scripts=True)
STOP = """() => {
    const one = document.activeElement, label = one.labels?.length ? one.labels[0] : one;
    const place = one.getBoundingClientRect();
    const inside = place.width > 0 && place.bottom > 0 && place.top < innerHeight;
    const marked = [one, label].map(part => getComputedStyle(part)).some(style =>
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none");
    const words = one.getAttribute("aria-label") || label.innerText;
    return {words: words.replace(/\\s+/g, " ").trim(), shown: inside && marked};
}"""
"""Where the keyboard is: the words of that control, and whether one can see that it has the focus."""


class KeyboardUser(Visitor):
    """Never touches the mouse."""

    def tabs_to(self, words: str) -> None:
        """Forward to the control with these words; every stop on the way shows that it has the focus."""
        for _step in range(60):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            assert stop["shown"], f"no visible focus on {stop['words']!r} at {self.page.url}"
            if stop["words"] == words:
                return
        raise AssertionError(f"the Tab key never reaches {words!r} at {self.page.url}")

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def enters(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.arrive()


def test_a_researcher_needs_no_mouse(enter: Any, live_portal: Any) -> None:
    account = researcher("keys@example.org")
    elsa: KeyboardUser = enter(KeyboardUser, KEYS)
    elsa.open("/accounts/login/")
    elsa.page.keyboard.press("Tab")
    assert elsa.page.evaluate(STOP)["words"] == "Skip to main content"
    elsa.page.keyboard.press("Enter")
    elsa.tabs_to("Email")
    elsa.types(account.email)
    elsa.tabs_to("Password")
    elsa.types(PASSWORD)
    elsa.enters()
    elsa.tabs_to("Profile")
    elsa.enters()
    elsa.tabs_to("Start Names")
    elsa.enters()
    elsa.tabs_to("Surname")
    elsa.types("Lindqvist")
    elsa.tabs_to("Save and continue")
    elsa.enters()
    assert elsa.page.evaluate("document.activeElement.className") == "error-summary"
    elsa.page.keyboard.press("Tab")
    elsa.page.keyboard.press("Enter")
    elsa.types("Elsa Maria")
    elsa.tabs_to("Save and continue")
    elsa.enters()
    elsa.reads("Saved.")
    assert Profile.objects.get(person=account.person).passport_name == "LINDQVIST ELSA MARIA"


def test_an_officer_enters_with_password_and_code(enter: Any, live_portal: Any) -> None:
    officer = make_cast().reviewer
    secret = generate_totp_secret()
    TOTP.activate(officer, secret)
    reviewer: Visitor = enter(Visitor, KEYS)
    reviewer.open("/admin/")
    reviewer.type("Email", officer.email)
    reviewer.type("Password", PASSWORD)
    reviewer.press("Sign in", within=reviewer.page.get_by_role("main"))
    counter = next(iter(yield_hotp_counters_from_time()))
    reviewer.type("Code", format_hotp_value(hotp_value(secret, counter)))
    reviewer.press("Sign In", within=reviewer.page.get_by_role("main"))
    reviewer.reads_heading("My work")
