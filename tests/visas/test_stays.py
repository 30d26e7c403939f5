"""The stay in Korea: who records it, what the database refuses, what officers and the researcher see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from casework.clock import seoul_date
from casework.enums import DecisionOutcome
from casework.models import AuditEntry, Case, Notice, User
from casework.services.notices import compose
from casework.transitions import Refused
from tests.cast import researcher
from tests.desk import LITTLE, Desk
from tests.visas.build import stayed
from visas.enums import StayEnd, StayStatus
from visas.models import Stay
from visas.services import stays

SignIn = Callable[[User | None], Client]
FIRST, LAST = date(2026, 3, 3), date(2031, 3, 2)


@pytest.fixture
def case(desk: Desk) -> Case:
    return Case.objects.get(pk=desk.signed(name="KOWALSKA").case_id)


def recorded(
    desk: Desk, case: Case, first: date = FIRST, last: date | None = LAST, *, by: User | None = None
) -> Stay:
    return stays.record(
        actor=by or desk.cast.reviewer,
        case=case,
        status_of_stay=StayStatus.RESIDENT if last else StayStatus.PERMANENT,
        starts_on=first,
        ends_on=last,
        now=desk.now,
    )


def ended(desk: Desk, stay: Stay, day: date | None, reason: str = StayEnd.LEFT) -> Stay:
    return stays.end(actor=desk.cast.reviewer, stay=stay, ended_on=day, reason=reason, now=desk.now)


def parts(name: str, day: date) -> dict[str, int]:
    return {f"{name}_year": day.year, f"{name}_month": day.month, f"{name}_day": day.day}


def page(client: Client, name: str, case: Case) -> str:
    return client.get(reverse(name, args=[case.pk])).text


def test_reviewer_and_approver_record_a_stay_and_the_case_stays_as_it_is(desk: Desk, case: Case) -> None:
    stay = recorded(desk, case, by=desk.cast.approver)
    assert (stay.person, stay.case, stay.last_day) == (case.person, case, LAST)
    version = case.version
    case.refresh_from_db()
    assert case.version == version
    assert AuditEntry.objects.get(verb="stay.record").case == case
    assert [event.pgh_label for event in stay.events.all()] == ["insert"]


def test_the_researcher_is_told_by_link_alone(desk: Desk, case: Case) -> None:
    stay = recorded(desk, case)
    ended(desk, stay, FIRST + timedelta(days=60))
    for template in ("visas/stay_recorded", "visas/stay_ended"):
        message = compose(Notice.objects.get(case=case, template=template))
        assert f"/applications/{case.pk}/decision/" in message.body
        for personal in ("KOWALSKA", "F-2", "2031", "Left"):
            assert personal not in message.subject + message.body


@pytest.mark.parametrize("who", ["applicant", "stranger", "steward", "auditor", "administrator", "dismissed"])
def test_nobody_else_records_or_ends_a_stay(desk: Desk, case: Case, who: str) -> None:
    actor, stay = getattr(desk.cast, who), recorded(desk, case)
    with pytest.raises(Refused):
        recorded(desk, case, LAST + timedelta(days=1), LAST + timedelta(days=9), by=actor)
    with pytest.raises(Refused):
        stays.end(actor=actor, stay=stay, ended_on=FIRST, reason=StayEnd.LEFT, now=desk.now)


def test_a_stay_needs_a_granted_case(desk: Desk) -> None:
    refused = desk.signed(outcome=DecisionOutcome.REFUSE, pay=LITTLE).case
    for case in (refused, desk.verified()):
        with pytest.raises(Refused, match="granted"):
            recorded(desk, case)
        with pytest.raises(IntegrityError, match="stay_guard"), transaction.atomic():
            stayed(case, FIRST, LAST)


def test_the_database_refuses_anothers_case(desk: Desk, case: Case) -> None:
    stay = Stay(person=desk.cast.stranger.person, case=case, recorded_by=desk.cast.reviewer)
    stay.status_of_stay, stay.starts_on, stay.ends_on, stay.recorded_at = "F-2", FIRST, LAST, desk.now
    with pytest.raises(IntegrityError, match="stay_guard"), transaction.atomic():
        stay.save()


@pytest.mark.parametrize(
    ("first", "last"),
    [(LAST, LAST + timedelta(days=9)), (FIRST - timedelta(days=9), FIRST), (FIRST, LAST), (FIRST, None)],
)
def test_stays_of_a_person_do_not_overlap(desk: Desk, case: Case, first: date, last: date | None) -> None:
    recorded(desk, case)
    with pytest.raises(Refused):
        recorded(desk, case, first, last)
    with pytest.raises(IntegrityError, match="stays_do_not_overlap"), transaction.atomic():
        stayed(case, first, last)


def test_an_extension_begins_the_day_after_and_a_change_after_the_end(desk: Desk, case: Case) -> None:
    stay = recorded(desk, case)
    recorded(desk, case, LAST + timedelta(days=1), LAST + timedelta(days=365))
    today = seoul_date(desk.now)
    other = recorded_of_another(desk)
    ended(desk, other, today - timedelta(days=1), StayEnd.CHANGED)
    permanent = recorded(desk, other.case, today, None)
    assert (stay.last_day, permanent.last_day) == (LAST, None)


def recorded_of_another(desk: Desk) -> Stay:
    return recorded(desk, Case.objects.get(pk=desk.signed().case_id))


def test_an_entry_is_not_recorded_ahead_of_time(desk: Desk, case: Case) -> None:
    tomorrow = seoul_date(desk.now) + timedelta(days=1)
    with pytest.raises(Refused, match="still to come"):
        recorded(desk, case, tomorrow, LAST)


@pytest.mark.parametrize(
    "columns",
    [
        {"ends_on": FIRST - timedelta(days=1)},
        {"ends_on": None},
        {"ended_on": FIRST - timedelta(days=1), "end_reason": "left"},
        {"ended_on": LAST + timedelta(days=1), "end_reason": "left"},
        {"ended_on": FIRST},
        {"end_reason": "left"},
        {"starts_on": FIRST + timedelta(days=1)},
    ],
)
def test_the_database_refuses_what_cannot_be(desk: Desk, case: Case, columns: dict[str, object]) -> None:
    stay = recorded(desk, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stay.objects.filter(pk=stay.pk).update(**columns)


def test_an_end_is_final_but_a_mistake_can_be_taken_back(desk: Desk, case: Case) -> None:
    stay = ended(desk, recorded(desk, case), FIRST + timedelta(days=60))
    with pytest.raises(Refused, match="already"):
        ended(desk, stay, FIRST)
    with pytest.raises(IntegrityError, match="stay_guard"), transaction.atomic():
        Stay.objects.filter(pk=stay.pk).update(ended_on=FIRST)
    taken_back = ended(desk, stay, None, StayEnd.MISTAKE)
    assert (taken_back.ended_on, taken_back.mistaken) == (None, True)
    recorded(desk, case)
    with pytest.raises(Refused, match="already"):
        ended(desk, stay, None, StayEnd.MISTAKE)


@pytest.mark.parametrize("day", [None, FIRST - timedelta(days=1), LAST + timedelta(days=1), LAST])
def test_an_early_end_is_a_day_of_the_stay_that_has_come(desk: Desk, case: Case, day: date | None) -> None:
    stay = recorded(desk, case)
    with pytest.raises(Refused):
        ended(desk, stay, day)


def test_a_stay_without_a_case_is_ended_beside_the_newest_granted_one(desk: Desk, case: Case) -> None:
    stay = stayed(case.person, FIRST, LAST)
    assert ended(desk, stay, FIRST).last_day == FIRST
    alone = stayed(researcher("alone@example.org").person, FIRST, LAST)
    with pytest.raises(Refused, match="no granted application"):
        ended(desk, alone, FIRST)


def test_the_officer_records_and_ends_a_stay_in_the_browser(desk: Desk, case: Case, sign_in: SignIn) -> None:
    browser = sign_in(desk.cast.reviewer)
    url = reverse("admin:visas_toptiercase_stay", args=[case.pk])
    assert url in page(browser, "admin:visas_toptiercase_change", case)
    assert browser.get(url).status_code == 200
    typed = {"expect": case.version, "status_of_stay": "F-2", **parts("starts_on", FIRST)}
    wrong = browser.post(url, typed)
    assert wrong.status_code == 422
    assert "Only permanent residence has none" in wrong.text
    assert 'value="2026"' in wrong.text
    assert browser.post(url, {**typed, **parts("ends_on", LAST)}).status_code == 302
    stay = Stay.objects.get()
    again = browser.post(url, {**typed, **parts("ends_on", LAST)})
    assert again.status_code == 422
    assert "overlap" in again.text
    end_url = reverse("admin:visas_toptiercase_stay_end", args=[case.pk, stay.pk])
    assert end_url in page(browser, "admin:visas_toptiercase_change", case)
    assert browser.post(end_url, {"expect": case.version, "reason": "left"}).status_code == 422
    leaving = {"expect": case.version, "reason": "left", **parts("ended_on", FIRST)}
    assert browser.post(end_url, leaving).status_code == 302
    only = browser.get(end_url)
    assert "mistake" in only.text
    assert "ended_on" not in only.text
    assert browser.post(end_url, {"expect": case.version, "reason": "mistake"}).status_code == 302
    assert "Recorded by mistake" in page(browser, "admin:visas_toptiercase_change", case)
    assert browser.get(end_url).status_code == 404


def test_the_stay_of_another_person_is_not_ended_here(desk: Desk, case: Case, sign_in: SignIn) -> None:
    other = recorded_of_another(desk)
    url = reverse("admin:visas_toptiercase_stay_end", args=[case.pk, other.pk])
    assert sign_in(desk.cast.reviewer).get(url).status_code == 404


def test_the_researcher_reads_the_stay_that_counts(desk: Desk, case: Case, sign_in: SignIn) -> None:
    recorded(desk, case)
    browser = sign_in(User.objects.get(person=case.person))
    for name in ("application", "application_decision"):
        assert "F-2 resident, 3 Mar 2026 – 2 Mar 2031" in page(browser, name, case)
    ended(desk, Stay.objects.get(), None, StayEnd.MISTAKE)
    for name in ("application", "application_decision"):
        assert "Your stay" not in page(browser, name, case)


def test_the_case_page_asks_the_same_for_one_stay_and_three(
    desk: Desk, case: Case, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser, url = sign_in(desk.cast.reviewer), reverse("admin:visas_toptiercase_change", args=[case.pk])
    stayed(case, FIRST, FIRST)
    browser.get(url)
    with django_assert_num_queries(39):
        browser.get(url)
    for days in (1, 2):
        stayed(case, FIRST + timedelta(days=days), FIRST + timedelta(days=days))
    with django_assert_num_queries(39):
        browser.get(url)
