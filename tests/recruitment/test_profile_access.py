"""Who sees which rows, what two tabs do to each other, and what a list costs."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recruitment.models import Degree, Organisation
from tests.cast import Cast, signed_in
from tests.recruitment.answers import DEGREE, NAMES, RESIDENCE, degree, job, output, seen, text
from tests.visas.build import asked

pytestmark = pytest.mark.django_db


def test_two_tabs_meet_on_a_page_with_both_versions(client: Client, cast: Cast) -> None:
    row = degree(cast.applicant)
    url = f"/profile/degrees/{row.pk}/"
    shown = seen(client, url)
    first = client.post(url, DEGREE | {"field": "Vision", "seen": shown})
    assert first.status_code == 302
    second = client.post(url, DEGREE | {"field": "Speech", "seen": shown})
    assert second.status_code == 409
    assert "Vision" in text(second)
    assert "Speech" in text(second)
    row.refresh_from_db()
    assert row.field == "Vision"
    kept = dict(second.context["posted"]) | {"seen": second.context["seen"]}
    assert client.post(url, kept).status_code == 302
    row.refresh_from_db()
    assert row.field == "Speech"


def test_tabs_on_different_questions_do_not_meet(client: Client) -> None:
    names, residence = seen(client, "/profile/names/"), seen(client, "/profile/residence/")
    assert client.post("/profile/names/", NAMES | {"seen": names}).status_code == 302
    assert client.post("/profile/residence/", RESIDENCE | {"seen": residence}).status_code == 302
    late = client.post("/profile/names/", NAMES | {"surname": "SOW", "seen": names})
    assert late.status_code == 409
    assert [change.label for change in late.context["differences"]] == ["Surname"]


def test_a_stranger_gets_404_on_every_row(cast: Cast) -> None:
    rows = {
        "degrees": degree(cast.applicant),
        "employment": job(cast.applicant),
        "outputs": output(cast.applicant),
    }
    for who in (cast.stranger, cast.steward, cast.reviewer):
        browser = signed_in(who)
        for key, row in rows.items():
            for url in (f"/profile/{key}/{row.pk}/", f"/profile/{key}/{row.pk}/remove/"):
                assert browser.get(url).status_code == 404
                assert browser.post(url, {}).status_code == 404
    assert "Somewhere Ltd" not in text(signed_in(cast.stranger).get("/profile/employment/"))
    assert signed_in(cast.reviewer).get("/profile/").status_code == 404


def test_officers_see_rows_of_persons_whose_case_they_may_see(cast: Cast) -> None:
    degree(cast.applicant)
    officers = (cast.reviewer, cast.approver)
    for who in (cast.stranger, cast.steward, *officers):
        assert not Degree.objects.visible_to(who).exists()
    asked(cast.applicant, cast.reviewer)
    for who in (cast.stranger, cast.steward, cast.auditor, cast.dismissed):
        assert not Degree.objects.visible_to(who).exists()
    for who in officers:
        assert set(Degree.objects.visible_to(who)) == set(Degree.objects.visible_to(cast.applicant))


def test_next_leads_on_within_the_portal_only(client: Client) -> None:
    for target, goes in (("/documents/", "/documents/"), ("https://evil.example/", "/profile/outputs/")):
        typed = {"kind": "patent", "title": f"For {target}", "year": "2019"}
        response = client.post(f"/profile/outputs/add/?next={target}", typed)
        assert response["Location"] == goes


@pytest.mark.parametrize(("url", "queries"), [("degrees", 5), ("employment", 5), ("outputs", 5)])
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_database_as_often_for_three_rows_as_for_one(
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
    seoul: Organisation,
    url: str,
    queries: int,
    rows: int,
) -> None:
    for number in range(rows):
        degree(cast.applicant, field=f"Field {number}", organisation=seoul)
        job(cast.applicant, title=f"Title {number}", organisation=seoul)
        output(cast.applicant, title=f"Title {number}")
    client = signed_in(cast.applicant)
    client.get("/profile/")
    with django_assert_num_queries(queries):
        client.get(f"/profile/{url}/")


def test_the_overview_names_what_is_done_and_the_total(client: Client, cast: Cast) -> None:
    job(cast.applicant)
    page = client.get("/profile/")
    assert page.context["completeness"].done == 1
    assert "In all: between 2y 10m and 3y" in text(page)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_page_opens_in_both_languages(client: Client, cast: Cast, language: str) -> None:
    row, other, third = degree(cast.applicant), job(cast.applicant), output(cast.applicant)
    paths = ["", "names/", "residence/", "passport/", "degrees/", "employment/", "outputs/"]
    paths += [f"{key}/add/" for key in ("degrees", "employment", "outputs")]
    paths += [
        f"degrees/{row.pk}/",
        f"employment/{other.pk}/",
        f"outputs/{third.pk}/",
        f"outputs/{third.pk}/remove/",
    ]
    for path in paths:
        response = client.get(f"/profile/{path}", headers={"Accept-Language": language})
        assert response.status_code == 200, path
