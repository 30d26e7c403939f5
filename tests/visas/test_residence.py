"""What funding reads: days of valid stay, citizenship, and when new claims are frozen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.clock import seoul_date
from casework.enums import DecisionOutcome
from casework.models import Case, Person
from casework.transitions import move
from recruitment.models import Profile
from tests.cast import researcher
from tests.desk import ENOUGH, LITTLE, Desk
from tests.visas.build import stayed
from visas.enums import StayEnd
from visas.queries import Residence, TimelineItem, residence, residences, visa_timeline
from visas.services import stays

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
MAY = (date(2026, 5, 1), date(2026, 5, 31))
TODAY = date(2026, 5, 20)
DAY = timedelta(days=1)


def lives(*periods: tuple[date, date], refused_on: date | None = None, citizen: bool = False) -> Residence:
    return Residence(citizen, periods, refused_on, has_case=True)


def test_every_day_of_the_span_is_covered_or_none_is() -> None:
    assert lives(MARCH).covers(*MARCH)
    assert lives(MARCH).valid_on(MARCH[1])
    assert not lives(MARCH).covers(MARCH[0] - DAY, MARCH[1])
    assert not lives(MARCH).covers(MARCH[0], MARCH[1] + DAY)
    assert not lives().valid_on(TODAY)
    with pytest.raises(ValueError, match="before"):
        lives(MARCH).covers(MARCH[1], MARCH[0])


def test_periods_join_where_one_begins_the_day_after() -> None:
    assert lives(MARCH, APRIL, MAY).covers(date(2026, 3, 15), date(2026, 5, 15))
    assert not lives(MARCH, MAY).covers(date(2026, 3, 15), date(2026, 5, 15))
    assert lives(MARCH, (APRIL[0], date.max)).covers(MARCH[0], date.max)


def test_a_citizen_needs_no_stay() -> None:
    assert lives(citizen=True).covers(MARCH[0], date.max)
    assert lives(MARCH, citizen=True).covers(date(2026, 3, 15), MAY[1])
    assert lives(citizen=True, refused_on=TODAY).frozen(TODAY) == ""


@pytest.mark.parametrize(
    ("life", "words"),
    [
        (lives(), ""),
        (lives(MAY), ""),
        (lives((TODAY - DAY, TODAY)), ""),
        (lives((TODAY + DAY, MAY[1])), ""),
        (lives(MARCH), "ended"),
        (lives(MARCH, MAY), ""),
        (lives(refused_on=MARCH[0]), "refused"),
        (lives(MAY, refused_on=MARCH[0]), ""),
        (lives(MAY, refused_on=MAY[0] + DAY), "refused"),
    ],
)
def test_refusal_and_expiry_freeze_new_claims(life: Residence, words: str) -> None:
    reason = life.frozen(TODAY)
    assert words in reason
    assert bool(words) == bool(reason)


def person(email: str) -> Person:
    return researcher(email).person


def refused(desk: Desk, **made: object) -> Case:
    return desk.signed(outcome=DecisionOutcome.REFUSE, pay=LITTLE, **made).case


def test_a_stranger_to_the_portal_has_nothing_and_is_not_frozen(desk: Desk) -> None:
    found = residence(person("new@example.org").pk, TODAY)
    assert found == Residence(citizen=False, periods=(), refused_on=None, has_case=False)


def test_citizenship_is_read_from_the_profile(desk: Desk) -> None:
    Profile.objects.create(person=desk.cast.applicant.person, citizenships=["FR", "KR"])
    Profile.objects.create(person=desk.cast.stranger.person, citizenships=["FR"])
    found = residences([desk.cast.applicant.person_id, desk.cast.stranger.person_id], TODAY)
    assert [one.citizen for one in found.values()].count(True) == 1
    assert found[desk.cast.applicant.person_id].citizen


def test_periods_end_early_and_mistakes_do_not_count(desk: Desk) -> None:
    case = desk.signed().case
    case.refresh_from_db()
    first = stayed(case, *MARCH)
    stays.end(actor=desk.cast.reviewer, stay=first, ended_on=date(2026, 3, 9), reason="left", now=desk.now)
    wrong = stayed(case, *APRIL)
    stays.end(actor=desk.cast.reviewer, stay=wrong, ended_on=None, reason=StayEnd.MISTAKE, now=desk.now)
    stayed(case, MAY[0], None)
    found = residence(case.person_id, seoul_date(desk.now))
    assert found.periods == ((MARCH[0], date(2026, 3, 9)), (MAY[0], date.max))
    assert found.has_case


def test_the_latest_application_that_says_something_counts(desk: Desk) -> None:
    today = seoul_date(desk.now)
    who = researcher("twice@example.org")
    refused(desk, applicant=who, days_ago=9)
    assert residence(who.person_id, today).refused_on == today
    assert residence(who.person_id, today - DAY).refused_on is None
    second = desk.submitted(applicant=who, pay=ENOUGH, days_ago=1)
    assert residence(who.person_id, today).frozen(today) == ""
    move(case=second, action="withdraw", actor=who, now=desk.now)
    assert "refused" in residence(who.person_id, today).frozen(today)


def test_three_questions_for_one_person_and_for_many(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [desk.signed().case.person_id for _number in range(3)]
    for key in people:
        stayed(Person.objects.get(pk=key), *MARCH)
    with django_assert_num_queries(3):
        residence(people[0], TODAY)
    with django_assert_num_queries(3):
        assert residences(people, TODAY).keys() == set(people)


def test_the_timeline_of_a_person(desk: Desk, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    case = desk.signed(days_ago=3).case
    today = seoul_date(desk.now)
    stayed(case, today + DAY, today + 9 * DAY)
    with django_assert_num_queries(2):
        items = visa_timeline(case.person)
    assert items == [
        TimelineItem(today - 3 * DAY, "Visa application submitted", case.reference),
        TimelineItem(today, "Visa granted", case.reference),
        TimelineItem(today + DAY, "First day of stay", "F-2 resident"),
        TimelineItem(today + 9 * DAY, "Last day of stay", "F-2 resident"),
    ]
    other = refused(desk)
    assert [item.what for item in visa_timeline(other.person)][-1] == "Visa refused"
