"""The researcher's question pages: they keep what was typed, say what is wrong, and show nothing to
strangers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casework.enums import DegreeLevel, Sector, VaultKind
from casework.models import AuditEntry, User, VaultItem
from recruitment.enums import Movement, OutputKind
from recruitment.models import Degree, Employment, Organisation, Output, Profile
from recruitment.services.rows import add_row
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db

NAMES = {"surname": "diallo", "given_names": "Amara  Fatou", "hangul_name": "", "native_name": ""}
RESIDENCE = {
    "citizenship_1": "SN",
    "residence": "GB",
    "movement": Movement.ARRIVING,
    "sector": Sector.AI,
    "phone": "+44 20 7946 0018",
}
PASSPORT = {
    "number": "ab 123",
    "passport_country": "SN",
    "passport_expires_on_year": "2030",
    "passport_expires_on_month": "5",
    "passport_expires_on_day": "31",
    "birth_date_year": "1988",
    "birth_date_month": "3",
    "birth_date_day": "2",
    "sex": "F",
}
DEGREE = {
    "level": DegreeLevel.DOCTOR,
    "institution": "Univ. of Nowhere",
    "organisation": "typed",
    "field": "Robotics",
    "awarded_year": "2015",
    "awarded_month": "7",
}


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.applicant)


@pytest.fixture
def seoul() -> Organisation:
    keys = ["seoul national university", "서울대학교", "snu"]
    return Organisation.objects.create(
        ror_id="04h9pn542",
        name="Seoul National University",
        name_ko="서울대학교",
        country="KR",
        city="Seoul",
        types=["education"],
        aliases=["SNU"],
        key=keys[0],
        keys=keys,
        search="\n".join(keys),
    )


def degree(user: User, **values: Any) -> Degree:
    given = {
        "level": 3,
        "institution": "Univ. of Nowhere",
        "organisation": None,
        "field": "AI",
        "awarded": "2015",
    }
    return add_row(actor=user, person=user.person, model=Degree, values=given | values)


def job(user: User, **values: Any) -> Employment:
    given = {"employer": "Somewhere Ltd", "organisation": None, "title": "Engineer", "country": "FR"}
    given |= {"started": "2016-01", "ended": "2018-12", "ongoing": False, "is_research": True}
    return add_row(actor=user, person=user.person, model=Employment, values=given | values)


def output(user: User, **values: Any) -> Output:
    given = {"kind": OutputKind.PATENT, "title": "A gripper", "year": 2019, "venue": "", "doi": ""}
    return add_row(actor=user, person=user.person, model=Output, values=given | values)


def text(response: Any) -> str:
    return str(response.content.decode())


def seen(client: Client, url: str) -> str:
    return str(client.get(url).context["form"]["seen"].value())


def test_names_are_kept_in_capitals_as_the_passport_prints_them(client: Client, cast: Cast) -> None:
    response = client.post("/profile/names/", NAMES | {"seen": seen(client, "/profile/names/")})
    assert response.status_code == 302
    assert response["Location"] == "/profile/"
    assert Profile.objects.get(person=cast.applicant.person).passport_name == "DIALLO AMARA FATOU"
    assert AuditEntry.objects.filter(actor=cast.applicant, verb="profile.saved").count() == 1


def test_hangul_in_the_latin_name_is_told_beside_the_field_and_stays_typed(client: Client) -> None:
    response = client.post("/profile/names/", NAMES | {"surname": "김하늘"})
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "surname": ["Write it as in your passport, in letters A to Z."]
    }
    assert 'value="김하늘"' in text(response)
    assert 'value="AMARA FATOU"' in text(response) or 'value="Amara  Fatou"' in text(response)
    assert not Profile.objects.exists()


def test_a_single_name_needs_its_box_ticked(client: Client) -> None:
    alone = NAMES | {"given_names": ""}
    assert client.post("/profile/names/", alone).status_code == 422
    both = NAMES | {"single_name": "on"}
    assert client.post("/profile/names/", both).status_code == 422
    shown = seen(client, "/profile/names/")
    assert client.post("/profile/names/", alone | {"single_name": "on", "seen": shown}).status_code == 302


def test_citizenships_are_gathered_and_named_once(client: Client, cast: Cast) -> None:
    shown = seen(client, "/profile/residence/")
    twice = client.post("/profile/residence/", RESIDENCE | {"citizenship_2": "SN", "seen": shown})
    assert twice.context["form"].errors == {"citizenship_2": ["You already named this citizenship."]}
    done = client.post("/profile/residence/", RESIDENCE | {"citizenship_3": "FR", "seen": shown})
    assert done.status_code == 302
    assert Profile.objects.get(person=cast.applicant.person).citizenships == ["SN", "FR"]


def test_staying_means_living_in_korea(client: Client) -> None:
    response = client.post("/profile/residence/", RESIDENCE | {"movement": Movement.STAYING})
    assert list(response.context["form"].errors) == ["movement"]


def test_the_passport_number_goes_to_the_vault_and_only_its_end_is_shown(client: Client, cast: Cast) -> None:
    shown = seen(client, "/profile/passport/")
    wrong = client.post("/profile/passport/", PASSPORT | {"seen": shown})
    assert list(wrong.context["form"].errors) == ["number"]
    right = PASSPORT | {"number": "m70689098", "seen": shown}
    assert client.post("/profile/passport/", right).status_code == 302
    assert VaultItem.objects.get(person=cast.applicant.person, kind=VaultKind.PASSPORT).hint == "098"
    for page in ("/profile/", "/profile/passport/"):
        assert "M70689098" not in text(client.get(page))
        assert "098" in text(client.get(page))
    kept = PASSPORT | {"number": "", "sex": "X", "seen": seen(client, "/profile/passport/")}
    assert client.post("/profile/passport/", kept).status_code == 302
    assert VaultItem.objects.get(person=cast.applicant.person).hint == "098"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"passport_expires_on_year": "2020"}, "passport_expires_on", "This passport has expired."),
        ({"birth_date_year": "2090"}, "birth_date", "A birth date cannot be in the future."),
        ({"birth_date_month": "2", "birth_date_day": "31"}, "birth_date", "That month has no such day."),
        ({"passport_country": ""}, "passport_country", "required"),
    ],
)
def test_a_wrong_passport_date_is_told_and_loses_nothing(
    client: Client, changes: dict[str, str], field: str, message: str
) -> None:
    typed = PASSPORT | {"number": "M70689098"} | changes
    response = client.post("/profile/passport/", typed)
    assert list(response.context["form"].errors) == [field]
    assert message in response.context["form"].errors[field][0]
    for name in ("number", "birth_date_year", "passport_expires_on_day"):
        assert f'value="{typed[name]}"' in text(response)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"awarded_month": "2", "awarded_day": "31"}, "awarded"),
        ({"awarded_month": "", "awarded_day": "3"}, "awarded"),
        ({"awarded_year": "2090"}, "awarded"),
        ({"awarded_year": "1999"}, "awarded"),
        ({"organisation": ""}, "organisation"),
        ({"organisation": "nonsense"}, "organisation"),
        ({"institution": ""}, "institution"),
    ],
)
def test_a_wrong_degree_is_told_beside_the_field(
    client: Client, cast: Cast, changes: dict[str, str], field: str
) -> None:
    Profile.objects.create(person=cast.applicant.person, birth_date="1988-03-02")
    response = client.post("/profile/degrees/add/", DEGREE | changes)
    assert list(response.context["form"].errors) == [field]
    assert 'value="Robotics"' in text(response)
    assert not Degree.objects.exists()


def test_a_search_without_script_offers_universities_and_keeps_everything_typed(
    client: Client, cast: Cast, seoul: Organisation
) -> None:
    typed = DEGREE | {"institution": "서울대", "organisation": "", "search": "1"}
    page = client.post("/profile/degrees/add/", typed)
    assert page.status_code == 200
    assert not page.context["form"].errors
    assert 'value="04h9pn542"' in text(page)
    assert "Not in the list: keep what I typed" in text(page)
    assert 'value="Robotics"' in text(page)
    client.post("/profile/degrees/add/", DEGREE | {"institution": "서울대", "organisation": seoul.pk})
    saved = Degree.objects.get(person=cast.applicant.person)
    assert (saved.institution, saved.organisation_id, saved.awarded) == ("서울대", "04h9pn542", "2015-07")


def test_the_fragment_for_scripts_is_the_same_list(client: Client, seoul: Organisation) -> None:
    page = client.get(
        "/organisations/", {"for": "degree", "institution": "SNU"}, headers={"HX-Request": "true"}
    )
    assert 'name="organisation"' in text(page)
    assert "<html" not in text(page)
    whole = client.get("/organisations/", {"q": "seoul nat"})
    assert "서울대학교" in text(whole)
    assert "<html" in text(whole)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ended_year": "2014", "ended_month": "1"}, "ended"),
        ({"ended_year": "", "ended_month": ""}, "ended"),
        ({"ongoing": "on"}, "ended"),
        ({"started_year": "2090"}, "started"),
    ],
)
def test_a_period_must_make_sense(client: Client, changes: dict[str, str], field: str) -> None:
    typed = {"employer": "X", "organisation": "typed", "title": "Engineer", "country": "FR"}
    typed |= {"started_year": "2015", "ended_year": "2016", "ended_month": "1"}
    response = client.post("/profile/employment/add/", typed | changes)
    assert field in response.context["form"].errors
    assert 'value="Engineer"' in text(response)


def test_a_doi_may_be_pasted_as_an_address(client: Client) -> None:
    typed = {
        "kind": "publication",
        "title": "On grippers",
        "year": "2019",
        "doi": "https://doi.org/10.1000/xyz123",
    }
    assert client.post("/profile/outputs/add/", typed).status_code == 302
    assert Output.objects.get().doi == "10.1000/xyz123"
    assert client.post("/profile/outputs/add/", typed | {"doi": "xyz"}).status_code == 422
    assert client.post("/profile/outputs/add/", typed | {"year": "2090"}).status_code == 422


def test_the_same_entry_sent_twice_is_one(client: Client) -> None:
    for _time in range(2):
        assert client.post("/profile/degrees/add/", DEGREE).status_code == 302
    assert Degree.objects.count() == 1


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


def test_removing_asks_first(client: Client, cast: Cast) -> None:
    row = output(cast.applicant)
    url = f"/profile/outputs/{row.pk}/remove/"
    assert "A gripper" in text(client.get(url))
    assert Output.objects.count() == 1
    assert client.post(url).status_code == 302
    assert Output.objects.count() == 0


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
    for who in (cast.stranger, cast.steward, cast.reviewer, cast.dismissed):
        assert not Degree.objects.visible_to(who).exists()
    assert Degree.objects.visible_to(cast.applicant).count() == 1


def test_next_leads_on_within_the_portal_only(client: Client) -> None:
    for target, goes in (("/documents/", "/documents/"), ("https://evil.example/", "/profile/outputs/")):
        typed = {"kind": "patent", "title": f"For {target}", "year": "2019"}
        response = client.post(f"/profile/outputs/add/?next={target}", typed)
        assert response["Location"] == goes


@pytest.mark.parametrize(("url", "queries"), [("degrees", 4), ("employment", 4), ("outputs", 4)])
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


def test_nonsense_in_an_address_is_no_error(client: Client, seoul: Organisation) -> None:
    for query in (
        {"q": "\0", "country": "\0"},
        {"q": "snu", "country": "XX"},
        {"q": "%" * 500},
        {"for": "\0"},
    ):
        assert client.get("/organisations/", query).status_code == 200
    typed = DEGREE | {"organisation": "\0", "institution": "snu", "country": "\0"}
    assert client.post("/profile/degrees/add/", typed).status_code == 422
