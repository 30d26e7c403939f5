"""What is wrong is said beside its field, and nothing typed is lost; by a phone without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from casework.models import User
from recruitment.models import Profile
from recruitment.services.profile import save_profile
from tests.cast import PASSWORD, researcher
from tests.files import pdfs, pictures
from tests.journeys.runs import PHONE
from tests.journeys.visitor import Visitor
from visas.enums import Requirement
from visas.models import TopTierApplication
from visas.services import applications

pytestmark = pytest.mark.journey
MANY_MB = pdfs.pdf(gap=b"%" + b" " * 30_000_000 + b"\n")
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "30 MB": (
        "scan.pdf",
        lambda: MANY_MB,
        "The file is 30.1 MB. A file may have up to 10 MB.",
    ),
    "a renamed program": (
        "degree.pdf",
        lambda: b"MZ\x90\x00" + b"\x00" * 600,
        "The file is a program, not a document, whatever its name says. Choose a PDF, JPEG or PNG file.",
    ),
    "a PDF with JavaScript": (
        "form.pdf",
        lambda: pdfs.pdf(catalog=b"/OpenAction " + pdfs.SCRIPT),
        "The PDF contains JavaScript. Print it to a new PDF and choose that.",
    ),
    "a huge picture": (
        "photo.png",
        lambda: pictures.picture("PNG", (20_000, 20_000), "1"),
        "The picture has 20000 × 20000 pixels. Up to 40 million pixels are possible: "
        "make it smaller and choose it again.",
    ),
}


@pytest.fixture
def account(live_portal: Any, request: pytest.FixtureRequest) -> User:
    """A researcher of this test alone."""
    return researcher(f"{request.function.__name__}@example.org")


@pytest.fixture
def elsa(enter: Any, account: User) -> Visitor:
    visitor: Visitor = enter(Visitor, PHONE)
    visitor.signs_in_quietly(account)
    return visitor


@pytest.fixture
def contract(account: User) -> str:
    """The address of the page about the contract in a new draft."""
    case = applications.start(actor=account, now=timezone.now())
    return reverse("application_section", args=[case.pk, "contract"])


def tells_of_the_contract(
    visitor: Visitor, *, job: str = "Principal researcher", day: str = "2027-3-1"
) -> None:
    visitor.type("Employer in Korea", "Hanbit Compute Co., Ltd. (fictional)")
    visitor.type("Business registration number", "999-87-00128")
    visitor.type("Job title", job)
    visitor.type("Annual pay in won, before tax", "2억 6,500만")
    visitor.date("The contract starts on", day)


def is_told(visitor: Visitor, field: str, words: str) -> None:
    """The words stand beside the field, belong to it for a screen reader, and lead the page."""
    said = visitor.page.locator(f"#id_{field}_error")
    expect(said).to_contain_text(words)
    expect(visitor.page.locator(f'[aria-describedby~="id_{field}_error"]').first).to_be_visible()
    expect(visitor.page.get_by_role("alert").first).to_contain_text(words)
    assert visitor.page.title().startswith("Error:")


def test_a_day_that_does_not_exist(elsa: Visitor, contract: str) -> None:
    elsa.open(contract)
    tells_of_the_contract(elsa, day="2027-2-31")
    elsa.press("Save and continue")
    is_told(elsa, "starts_on", "That month has no such day. Check the day.")
    expect(elsa.group("The contract starts on").get_by_label("Day")).to_have_value("31")
    expect(elsa.box("Job title")).to_have_value("Principal researcher")
    expect(elsa.box("Annual pay in won, before tax")).to_have_value("2억 6,500만")


def test_hangul_where_latin_letters_are_asked(elsa: Visitor) -> None:
    elsa.open("/profile/names/")
    elsa.type("Surname", "린드크비스트")
    elsa.type("Given names", "Elsa Maria")
    elsa.type("Name in your own script", "Lindqvist, Elsa Maria")
    elsa.press("Save and continue")
    is_told(elsa, "surname", "Write it as in your passport, in letters A to Z.")
    expect(elsa.box("Surname")).to_have_value("린드크비스트")
    expect(elsa.box("Given names")).to_have_value("Elsa Maria")
    expect(elsa.box("Name in your own script")).to_have_value("Lindqvist, Elsa Maria")


def test_files_that_cannot_be_taken(elsa: Visitor, account: User, tmp_path: Path) -> None:
    """Each is refused with its own reason, and the document handed in before stays."""
    case = applications.start(actor=account, now=timezone.now())
    elsa.open(reverse("application_document", args=[case.pk, Requirement.PASSPORT]))
    elsa.attach("Choose a file", "honest.pdf", pdfs.pdf())
    elsa.press("Hand in")
    elsa.follow(Requirement.PASSPORT.label)
    for name, content, words in FILES.values():
        (tmp_path / name).write_bytes(content())
        elsa.box("Choose a file").set_input_files(tmp_path / name)
        elsa.press("Hand in")
        is_told(elsa, "file", words)
        elsa.reads("honest.pdf")


def test_a_session_that_ended_while_typing(elsa: Visitor, account: User) -> None:
    elsa.open("/profile/names/")
    elsa.type("Surname", "Lindqvist")
    elsa.type("Given names", "Elsa Maria")
    Session.objects.all().delete()
    elsa.press("Save and continue")
    elsa.type("Email", account.email)
    elsa.type("Password", PASSWORD)
    elsa.press("Sign in", within=elsa.page.get_by_role("main"))
    elsa.reads_heading("What you typed is still here")
    elsa.press("Continue and save")
    elsa.reads("Saved.")
    assert Profile.objects.get(person=account.person).passport_name == "LINDQVIST ELSA MARIA"


def test_two_tabs_on_one_answer_of_the_application(elsa: Visitor, contract: str, account: User) -> None:
    other = elsa.another_tab()
    elsa.open(contract)
    other.open(contract)
    tells_of_the_contract(elsa, job="Staff scientist")
    elsa.press("Save and continue")
    tells_of_the_contract(other, job="Principal researcher")
    other.press("Save and continue")
    other.reads_heading("Changed in another window")
    other.reads("Staff scientist")
    other.reads("Principal researcher")
    other.press("Keep what I typed here")
    assert TopTierApplication.objects.get(case__person=account.person).job_title == "Principal researcher"


def test_two_tabs_on_one_answer_of_the_profile(elsa: Visitor, account: User) -> None:
    save_profile(actor=account, person=account.person, values={"surname": "LIND", "given_names": "ELSA"})
    other = elsa.another_tab()
    elsa.open("/profile/names/")
    other.open("/profile/names/")
    elsa.type("Surname", "Lindqvist")
    elsa.press("Save and continue")
    other.type("Surname", "Lindkvist")
    other.press("Save and continue")
    other.reads_heading("Changed in another tab")
    other.reads("LINDQVIST")
    other.reads("LINDKVIST")
    other.follow("Keep what is saved")
    other.reads("LINDQVIST ELSA")
