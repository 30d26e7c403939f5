"""Degrees, employment and outputs: found in the registry or kept as typed, and wrong ones told beside the
field."""

from __future__ import annotations

import pytest
from django.test import Client

from recruitment.models import Degree, Organisation, Output, Profile
from tests.cast import Cast
from tests.recruitment.answers import DEGREE, output, text

pytestmark = pytest.mark.django_db


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


def test_removing_asks_first(client: Client, cast: Cast) -> None:
    row = output(cast.applicant)
    url = f"/profile/outputs/{row.pk}/remove/"
    assert "A gripper" in text(client.get(url))
    assert Output.objects.count() == 1
    assert client.post(url).status_code == 302
    assert Output.objects.count() == 0


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
