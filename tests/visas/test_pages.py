"""The applicant's pages: strangers meet 404, lists ask a fixed number of queries, bad input loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from casework.access import PAGE, record
from casework.models import AccessLog, Case, User
from casework.services import screening
from casework.transitions import move
from tests.cast import Cast
from tests.files.uploads import upload
from tests.visas import build
from visas.enums import Requirement, Status
from visas.models import TopTierApplication
from visas.policies import seed_policies
from visas.services import applications

SignIn = Callable[[User | None], Client]
PAGES = (
    "application",
    "application_check",
    "application_submit",
    "application_receipt",
    "application_checks",
    "application_supplement",
    "application_decision",
    "application_withdraw",
)


@pytest.fixture(autouse=True)
def law(db: None) -> None:
    seed_policies(now=build.NOW)


@pytest.mark.parametrize("name", PAGES)
def test_strangers_and_officers_meet_404(name: str, cast: Cast, sign_in: SignIn) -> None:
    case = build.submitted(cast.applicant)
    url = reverse(name, args=[case.pk])
    for other in (cast.stranger, cast.reviewer):
        assert sign_in(other).get(url).status_code == 404
    assert sign_in(cast.applicant).get(url).status_code in (200, 302)


def test_the_way_from_start_to_receipt(cast: Cast, sign_in: SignIn) -> None:
    build.fill_profile(cast.applicant)
    browser = sign_in(cast.applicant)
    browser.post(reverse("application_start"))
    case = Case.objects.get(person=cast.applicant.person)

    def send(name: str, *more: str, **fields: object) -> object:
        return browser.post(reverse(name, args=[case.pk, *more]), fields)

    assert send("application_section", "how", row_version=1, entry="abroad", sector="ai").status_code == 302
    contract = {
        "employer": "Hanbit",
        "employer_number": "1234567890",
        "job_title": "Researcher",
        "annual_pay": "1억 6,800만",
        "starts_on_year": "2027",
        "starts_on_month": "3",
        "starts_on_day": "2",
    }
    assert send("application_section", "contract", row_version=2, **contract).status_code == 302
    for requirement in Requirement:
        assert send("application_document", requirement, file=upload()).status_code == 302
    check = browser.get(reverse("application_check", args=[case.pk]))
    assert "₩168,000,000" in check.text
    assert "123-45-67890" in check.text
    declared = dict.fromkeys(("complete", "consequences", "changes"), "on")
    declared |= {f"consent_{one}": "on" for one in ("collection", "identifiers", "recipient_moj")}
    declared |= {
        "declared_name": "diallo  amara",
        "token": str(TopTierApplication.objects.get().submit_token),
    }
    answers = [send("application_submit", **declared) for _click in range(2)]
    assert {answer.url for answer in answers} == {reverse("application_receipt", args=[case.pk])}
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
    assert case.reference in browser.get(answers[0].url).text


def test_bad_input_is_answered_beside_the_field_and_nothing_is_lost(cast: Cast, sign_in: SignIn) -> None:
    case = applications.start(actor=cast.applicant, now=build.NOW)
    url = reverse("application_section", args=[case.pk, "contract"])
    typed = {
        "row_version": 1,
        "employer": "Hanbit",
        "employer_number": "12-34",
        "job_title": "",
        "annual_pay": "1.500.000",
        "starts_on_year": "2026",
        "starts_on_month": "2",
        "starts_on_day": "30",
    }
    answer = sign_in(cast.applicant).post(url, typed)
    assert answer.status_code == 422
    for words in ("10 digits", "That month has no such day", "Enter an amount in won", 'value="1.500.000"'):
        assert words in answer.text
    assert 'value="12-34"' in answer.text


def test_a_refused_file_is_named_beside_its_field(cast: Cast, sign_in: SignIn) -> None:
    case = applications.start(actor=cast.applicant, now=build.NOW)
    url = reverse("application_document", args=[case.pk, "passport"])
    answer = sign_in(cast.applicant).post(url, {"file": upload(b"MZ\x90\x00" + bytes(100), "passport.pdf")})
    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert sign_in(cast.applicant).post(url, {}).status_code == 422


def test_two_windows_end_at_a_page_that_shows_both(cast: Cast, sign_in: SignIn) -> None:
    case = applications.start(actor=cast.applicant, now=build.NOW)
    url = reverse("application_section", args=[case.pk, "how"])
    browser = sign_in(cast.applicant)
    browser.post(url, {"row_version": 1, "entry": "abroad", "sector": "ai"})
    stale = browser.post(url, {"row_version": 1, "entry": "in_korea", "sector": "ai"})
    assert stale.status_code == 409
    assert "From abroad" in stale.text
    assert "Already in Korea" in stale.text
    mine = browser.post(url, {"row_version": 2, "entry": "in_korea", "sector": "ai"})
    assert mine.status_code == 302
    assert TopTierApplication.objects.get().entry == "in_korea"


def test_the_check_arrives_and_says_who_made_it(cast: Cast, sign_in: SignIn) -> None:
    case = build.submitted(cast.applicant)
    browser, url = sign_in(cast.applicant), reverse("application_checks", args=[case.pk])
    waiting = browser.get(url, headers={"HX-Request": "true"}).text
    assert 'hx-trigger="every 1s"' in waiting
    assert "Check again" in waiting
    screening.drain()
    there = browser.get(url, headers={"HX-Request": "true"}).text
    assert "hx-trigger" not in there
    assert "An officer decides." in there
    for never in ("eligible", "likely"):
        assert never not in there.lower()
    assert browser.get(url).status_code == 302


def test_a_supplement_is_answered_on_its_pages(cast: Cast, sign_in: SignIn) -> None:
    request = build.asked(cast.applicant, cast.reviewer)
    browser, key = sign_in(cast.applicant), request.case_id
    item = reverse("application_supplement_item", args=[key, request.items.get().pk])
    assert "The last page is missing." in browser.get(item).text
    assert browser.post(item, {"explanation": ""}).status_code == 422
    both = browser.post(item, {"explanation": "I cannot", "file": upload()})
    assert both.status_code == 422
    assert "I cannot" in both.text
    assert browser.post(item, {"explanation": "I cannot"}).status_code == 302
    page = browser.get(reverse("application_supplement", args=[key]))
    token = page.context["form"].initial["token"]
    sent = browser.post(reverse("application_supplement_send", args=[key]), {"token": token})
    assert sent.url == reverse("application", args=[key])
    request.case.refresh_from_db()
    assert request.case.status == Status.IN_REVIEW


def test_withdrawing_asks_first(cast: Cast, sign_in: SignIn) -> None:
    case = build.submitted(cast.applicant)
    browser, url = sign_in(cast.applicant), reverse("application_withdraw", args=[case.pk])
    assert "cannot be reopened" in browser.get(url).text
    browser.post(url, {"version": case.version - 1})
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
    browser.post(url, {"version": case.version})
    case.refresh_from_db()
    assert case.status == Status.WITHDRAWN


def _more_cases(user: User, count: int) -> None:
    for _number in range(count):
        case = applications.start(actor=user, now=build.NOW)
        move(case=case, action="withdraw", actor=user, now=build.NOW)


@pytest.mark.parametrize("rows", [1, 3])
def test_my_page_asks_the_same_number_of_queries(
    rows: int, cast: Cast, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _more_cases(cast.applicant, rows)
    browser, url = sign_in(cast.applicant), reverse("applications")
    with django_assert_num_queries(9):
        assert browser.get(url).text.count("card stack") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_looks_asks_the_same_number_of_queries(
    rows: int, cast: Cast, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = build.submitted(cast.applicant)
    for _number in range(rows):
        record(
            actor=cast.reviewer,
            person=case.person,
            what=PAGE,
            subject=str(uuid4()),
            reason=case.reference,
            case=case,
        )
    assert AccessLog.objects.count() == rows
    browser, url = sign_in(cast.applicant), reverse("access_log")
    with django_assert_num_queries(5):
        page = browser.get(url).text
    assert page.count(cast.reviewer.name) == rows
    assert cast.reviewer.name not in sign_in(cast.stranger).get(url).text


@pytest.mark.parametrize("events", [1, 3])
def test_the_tracking_page_asks_the_same_number_of_queries(
    events: int, cast: Cast, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = build.asked(cast.applicant, cast.reviewer, items=[(Requirement.CAREER, "Why")] * events)
    screening.drain()
    browser, url = sign_in(cast.applicant), reverse("application", args=[request.case_id])
    browser.get(url)
    with django_assert_num_queries(23):
        assert browser.get(url).status_code == 200
