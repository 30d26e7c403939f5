"""The researcher's question pages: they keep what was typed and say what is wrong."""

from __future__ import annotations

import pytest
from django.test import Client

from casework.enums import VaultKind
from casework.models import AuditEntry, VaultItem
from recruitment.enums import Movement
from recruitment.models import Profile
from tests.cast import Cast
from tests.recruitment.answers import NAMES, PASSPORT, RESIDENCE, seen, text

pytestmark = pytest.mark.django_db


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
