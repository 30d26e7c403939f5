"""The desk's queue and the officers' home: who sees what, found how, at how many queries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.models import Case, User
from casework.transitions import open_case
from tests.desk import BETWEEN, LITTLE, Desk
from visas.enums import Status

QUEUE = "admin:visas_toptiercase_changelist"
SignIn = Callable[[User | None], Client]


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_queue_takes_as_many_queries_for_three_rows_as_for_one(desk: Desk, sign_in: SignIn) -> None:
    client, url = sign_in(desk.cast.reviewer), reverse(QUEUE)
    desk.in_review(days_ago=3)
    assert queries(client, url) == 7
    desk.in_review(days_ago=4)
    desk.submitted(days_ago=5)
    assert queries(client, url) == 7


def test_home_takes_as_many_queries_for_three_cases_as_for_one(desk: Desk, sign_in: SignIn) -> None:
    client, url = sign_in(desk.cast.reviewer), reverse("admin:index")
    desk.submitted(days_ago=60)
    assert queries(client, url) == 8
    desk.submitted(days_ago=61)
    desk.submitted(days_ago=62)
    assert queries(client, url) == 8


def test_tabs_count_and_hold_their_cases(desk: Desk, sign_in: SignIn) -> None:
    waiting, mine = desk.submitted(days_ago=3), desk.in_review(days_ago=4)
    to_sign, done = desk.proposed().case, desk.signed().case
    client = sign_in(desk.cast.reviewer)
    shown = {
        tab: {row.case.pk for row in client.get(reverse(QUEUE), {"tab": tab}).context["rows"]}
        for tab in ("open", "mine", "unassigned", "sign", "decided", "waiting")
    }
    assert shown == {
        "open": {waiting.pk, mine.pk, to_sign.pk},
        "mine": {mine.pk, to_sign.pk},
        "unassigned": {waiting.pk},
        "sign": {to_sign.pk},
        "decided": {done.pk},
        "waiting": set(),
    }
    counts = {str(tab["label"]): tab["count"] for tab in client.get(reverse(QUEUE)).context["tabs"]}
    assert counts["All open"] == 3
    assert counts["With a decision"] == 1


def test_drafts_are_nobody_s_business(desk: Desk, sign_in: SignIn) -> None:
    case = Case(kind="top_tier", reference="DRAFT-1", person=desk.cast.applicant.person)
    open_case(case=case, actor=desk.cast.applicant, now=desk.now)
    client = sign_in(desk.cast.reviewer)
    assert client.get(reverse(QUEUE)).context["rows"] == []
    assert client.get(reverse("admin:visas_toptiercase_change", args=[case.pk])).status_code == 404


@pytest.mark.parametrize("words", ["KOWALSKA", "kowalska jane", "도제인", "reference"])
def test_search_by_reference_and_name(desk: Desk, sign_in: SignIn, words: str) -> None:
    sought = desk.submitted(name="KOWALSKA")
    other = desk.submitted(name="ADEYEMI")
    words = sought.reference if words == "reference" else words
    rows = sign_in(desk.cast.reviewer).get(reverse(QUEUE), {"q": words}).context["rows"]
    found = {row.case.pk for row in rows}
    assert sought.pk in found
    assert (other.pk in found) == (words == "도제인")


def test_filters_by_the_automatic_check(desk: Desk, sign_in: SignIn) -> None:
    made = {
        "eligible": desk.submitted(),
        "not_eligible": desk.submitted(pay=LITTLE),
        "needs_officer": desk.submitted(pay=BETWEEN),
    }
    client = sign_in(desk.cast.reviewer)
    for check, case in made.items():
        rows = client.get(reverse(QUEUE), {"check": check}).context["rows"]
        assert [row.case.pk for row in rows] == [case.pk]
    assert client.get(reverse(QUEUE), {"check": "running"}).context["rows"] == []


def test_pages_follow_each_other_without_gap_or_repeat(
    desk: Desk, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visas.admin.queue.PAGE", 2)
    cases = [desk.submitted(days_ago=days) for days in (5, 4, 3, 2, 1)]
    client, url, seen = sign_in(desk.cast.reviewer), reverse(QUEUE), []
    address = url
    while address:
        context = client.get(address).context
        seen += [row.case.pk for row in context["rows"]]
        address = url + context["next_url"] if context["next_url"] else ""
    assert seen == [case.pk for case in cases]


def test_a_spoilt_page_key_shows_the_first_page(desk: Desk, sign_in: SignIn) -> None:
    case = desk.submitted()
    for key in ("x", "2026-01-01T00:00:00Z~x", "~", "2026-99-01T00:00:00Z~" + str(case.pk)):
        assert sign_in(desk.cast.reviewer).get(reverse(QUEUE), {"after": key}).status_code == 200


def test_next_case_opens_the_oldest(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted(days_ago=1)
    older = desk.submitted(days_ago=8)
    client = sign_in(desk.cast.reviewer)
    answer = client.post(reverse("admin:visas_toptiercase_next"))
    assert answer.headers["Location"] == reverse("admin:visas_toptiercase_change", args=[older.pk])
    older.refresh_from_db()
    assert (older.status, older.assignee) == (Status.IN_REVIEW, desk.cast.reviewer)
    assert client.get(reverse("admin:visas_toptiercase_next")).status_code == 405


def test_ages_count_working_days_and_pause_with_the_applicant(desk: Desk, sign_in: SignIn) -> None:
    desk.submitted(days_ago=60)
    page = sign_in(desk.cast.reviewer).get(reverse("admin:index")).content.decode()
    assert "Past their time" in page


@pytest.mark.parametrize("who", ["steward", "auditor", "administrator"])
def test_other_desks_see_no_cases(desk: Desk, sign_in: SignIn, who: str) -> None:
    case = desk.submitted(name="SECRETNAME")
    client = sign_in(getattr(desk.cast, who))
    home = client.get(reverse("admin:index"))
    assert home.status_code == 200
    assert b"SECRETNAME" not in home.content
    assert client.get(reverse(QUEUE)).status_code == 404
    assert client.get(reverse("admin:visas_toptiercase_change", args=[case.pk])).status_code == 404


@pytest.mark.parametrize("who", ["applicant", "stranger", "dismissed", None])
def test_nobody_else_gets_in(desk: Desk, sign_in: SignIn, who: str | None) -> None:
    case = desk.submitted()
    client = sign_in(getattr(desk.cast, who) if who else None)
    for url in (reverse(QUEUE), reverse("admin:visas_toptiercase_change", args=[case.pk])):
        assert client.get(url).status_code in (302, 404)
