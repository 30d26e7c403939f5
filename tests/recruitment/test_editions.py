"""The data steward's desk: names are matched when certain, asked about when not, never guessed; sealed is
final."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casework.enums import EditionKind, MatchMethod
from casework.models import AuditEntry, Edition, EditionEntry
from casework.services.editions import AlreadySealed
from recruitment.models import Organisation
from recruitment.registry import keys_of
from recruitment.services.editions import (
    ImportRefused,
    TakenBy,
    discard_edition,
    import_edition,
    reopen_entry,
    resolve_entry,
    seal_edition,
)
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 6, 10)


def organisation(
    ror_id: str, name: str, country: str, *aliases: str, ko: str = "", kind: str = "education"
) -> Organisation:
    keys = keys_of(name, [ko, *aliases], country)
    return Organisation.objects.create(
        ror_id=ror_id,
        name=name,
        name_ko=ko,
        country=country,
        types=[kind],
        aliases=list(aliases),
        key=keys[0],
        keys=keys,
        search="\n".join(keys),
    )


@pytest.fixture
def registry(db: None) -> None:
    organisation("snu", "Seoul National University", "KR", "SNU", ko="서울대학교")
    organisation("mit", "Massachusetts Institute of Technology", "US", "MIT")
    organisation("manukau", "Manukau Institute of Technology", "NZ", "MIT")
    organisation("york-gb", "University of York", "GB")
    organisation("york-ca", "York University", "CA", "University of York in Canada")
    organisation("nust-ru", "National University of Science and Technology", "RU")
    organisation("nust-zw", "National University of Science and Technology", "ZW")
    organisation("notts", "University of Nottingham", "GB")
    organisation("samsung-us", "Samsung (United States)", "US", kind="company")
    organisation("samsung-jp", "Samsung (Japan)", "JP", kind="company")
    organisation("otis", "Otis (United States)", "US", kind="company")
    organisation("laval", "Université Laval", "CA", "Laval University")


def csv(*lines: str, header: str = "Rank,Institution,Country") -> bytes:
    return "\n".join([header, *lines]).encode("utf-8-sig")


def imported(cast: Cast, file: bytes, kind: EditionKind = EditionKind.RANKING, **more: Any) -> Edition:
    given: dict[str, Any] = {
        "publisher": "P",
        "year": 2026,
        "published_on": DAY,
        "source": "s",
        "complete_to": None,
    }
    return import_edition(actor=cast.steward, kind=kind, file=file, **given | more)


def matched(edition: Edition) -> list[tuple[str | None, str]]:
    return [(entry.ror_id, entry.method) for entry in edition.entries.all()]


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Seoul National University", "South Korea", ("snu", "exact")),
        ("SEOUL NATIONAL UNIVERSITY", "", ("snu", "exact")),
        ("서울대학교", "대한민국", ("snu", "alias")),
        ("The Universite Laval", "Canada", ("laval", "exact")),
        ("Laval University", "Canada", ("laval", "alias")),
        ("Massachusetts Institute of Technology (MIT)", "United States", ("mit", "alias")),
        ("MIT", "", (None, "unsure")),
        ("MIT", "USA", ("mit", "alias")),
        ("National University of Science and Technology", "", (None, "unsure")),
        ("National University of Science and Technology", "Russian Federation", ("nust-ru", "exact")),
        ("University of York", "Canada", (None, "unsure")),
        ("University of Nottingham (Malaysia)", "", (None, "unsure")),
        ("Seoul Nationl University", "South Korea", (None, "unsure")),
        ("Samsung", "", (None, "unsure")),
        ("Samsung", "Japan", ("samsung-jp", "alias")),
        ("Otis", "", ("otis", "alias")),
        ("Nowhere University", "Norway", (None, "unsure")),
    ],
)
def test_a_name_is_matched_only_when_it_can_be_one_organisation(
    registry: None, cast: Cast, name: str, country: str, expected: tuple[str | None, str]
) -> None:
    assert matched(imported(cast, csv(f"1,{name},{country}"))) == [expected]


def test_two_rows_for_one_organisation_wait_for_the_steward(registry: None, cast: Cast) -> None:
    edition = imported(cast, csv("1,Laval University,Canada", "2,Université Laval,Canada", "3,Otis,"))
    assert matched(edition) == [(None, "unsure"), (None, "unsure"), ("otis", "alias")]


def test_a_faulty_file_leaves_nothing_behind(registry: None, cast: Cast) -> None:
    with pytest.raises(ImportRefused) as refused:
        imported(cast, csv("1,Otis,", "soon,MIT,"))
    assert [problem.row for problem in refused.value.parsed.problems] == [3]
    assert not Edition.objects.exists()


def test_only_a_data_steward_writes(registry: None, cast: Cast) -> None:
    edition = imported(cast, csv("1,MIT,"))
    entry = edition.entries.get()
    for who in (
        cast.applicant,
        cast.reviewer,
        cast.approver,
        cast.auditor,
        cast.administrator,
        cast.dismissed,
    ):
        with pytest.raises(PermissionDenied):
            resolve_entry(actor=who, entry=entry, organisation=None)
        with pytest.raises(PermissionDenied):
            seal_edition(actor=who, edition=edition, now=NOW)
        with pytest.raises(PermissionDenied):
            discard_edition(actor=who, edition=edition)


def test_the_stewards_word_is_kept_and_may_be_taken_back_until_sealed(registry: None, cast: Cast) -> None:
    edition = imported(cast, csv("1,MIT,", "2,Otis,"))
    entry = edition.entries.get(row=2)
    with pytest.raises(TakenBy):
        resolve_entry(actor=cast.steward, entry=entry, organisation=Organisation.objects.get(pk="otis"))
    resolve_entry(actor=cast.steward, entry=entry, organisation=Organisation.objects.get(pk="mit"))
    assert matched(edition)[0] == ("mit", MatchMethod.STEWARD)
    reopen_entry(actor=cast.steward, entry=entry)
    resolve_entry(actor=cast.steward, entry=entry, organisation=None)
    assert matched(edition)[0] == (None, MatchMethod.ABSENT)
    assert AuditEntry.objects.filter(verb="edition.matched").count() == 3
    seal_edition(actor=cast.steward, edition=edition, now=NOW)
    with pytest.raises(AlreadySealed):
        reopen_entry(actor=cast.steward, entry=entry)
    with pytest.raises(AlreadySealed):
        discard_edition(actor=cast.steward, edition=edition)


def upload(**changes: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("ranking.csv", csv("1,MIT,", "2,Otis,", "3,Nowhere,"))
    return {
        "kind": "ranking",
        "publisher": "Sample publisher",
        "year": "2026",
        "published_on_year": "2026",
        "published_on_month": "6",
        "published_on_day": "10",
        "source": "a test",
        "complete_to": "3",
        "file": file,
    } | changes


def test_a_steward_imports_matches_and_seals_in_the_browser(registry: None, cast: Cast) -> None:
    browser = signed_in(cast.steward)
    assert browser.get("/admin/casework/edition/add/").status_code == 200
    made = browser.post("/admin/casework/edition/add/", upload(), follow=True)
    edition = Edition.objects.get()
    assert "Match the unsure names" in made.content.decode()
    base = f"/admin/casework/edition/{edition.pk}"
    page = browser.get(f"{base}/match/next/", follow=True)
    assert page.context["entry"].name == "MIT"
    assert [one.organisation.pk for one in page.context["candidates"]][:2] in (
        ["mit", "manukau"],
        ["manukau", "mit"],
    )
    here = page.request["PATH_INFO"]
    assert browser.post(here, {}).status_code == 422
    assert browser.post(here, {"choice": "otis"}).status_code == 422
    following = browser.post(here, {"choice": "mit"}, follow=True)
    assert following.context["entry"].name == "Nowhere"
    searched = browser.get(following.request["PATH_INFO"], {"q": "laval"})
    assert [one.organisation.pk for one in searched.context["candidates"]] == ["laval"]
    done = browser.post(following.request["PATH_INFO"], {"choice": "absent"}, follow=True)
    assert done.request["PATH_INFO"] == f"{base}/change/"
    assert browser.get(f"{base}/seal/").status_code == 200
    browser.post(f"{base}/seal/")
    edition.refresh_from_db()
    assert edition.sealed_at is not None
    for path in ("seal/", "discard/", "match/next/"):
        assert browser.get(f"{base}/{path}").status_code == 404
    assert browser.get(f"{base}/change/?method=alias&page=99").status_code == 200


def test_a_faulty_upload_names_the_rows_and_keeps_the_answers(registry: None, cast: Cast) -> None:
    bad = SimpleUploadedFile("ranking.csv", csv("1,Otis,", "soon,MIT,"))
    page = signed_in(cast.steward).post("/admin/casework/edition/add/", upload(file=bad))
    assert page.status_code == 422
    assert "“soon” is no rank." in page.content.decode()
    assert 'value="Sample publisher"' in page.content.decode()
    assert not Edition.objects.exists()


def test_a_draft_may_be_thrown_away(registry: None, cast: Cast) -> None:
    edition = imported(cast, csv("1,MIT,"))
    browser = signed_in(cast.steward)
    url = f"/admin/casework/edition/{edition.pk}/discard/"
    assert browser.get(url).status_code == 200
    assert Edition.objects.exists()
    browser.post(url)
    assert not EditionEntry.objects.exists()


def test_others_read_or_see_nothing(registry: None, cast: Cast) -> None:
    edition = imported(cast, csv("1,MIT,"))
    entry = edition.entries.get()
    base = "/admin/casework/edition/"
    pages = [f"{base}add/", f"{base}{edition.pk}/match/{entry.pk}/", f"{base}{edition.pk}/seal/"]
    auditor = signed_in(cast.auditor)
    assert auditor.get(f"{base}{edition.pk}/change/").status_code == 200
    assert auditor.get(base).status_code == 200
    reviewer = signed_in(cast.reviewer)
    assert reviewer.get(f"{base}{edition.pk}/change/").status_code == 404
    assert reviewer.get(base).status_code == 404
    for browser in (auditor, reviewer):
        assert {browser.get(page).status_code for page in pages} == {404}
    assert signed_in(cast.applicant).get(base).status_code in (302, 404)


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_database_as_often_for_three_rows_as_for_one(
    registry: None, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    names = ["Otis", "Laval University", "SNU"][:rows]
    for number in range(rows):
        lines = [f"{place},{name}," for place, name in enumerate(names, 1)]
        edition = imported(cast, csv(*lines), year=2020 + number)
    browser: Client = signed_in(cast.steward)
    browser.get("/admin/casework/edition/")
    with django_assert_num_queries(5):
        browser.get("/admin/casework/edition/")
    with django_assert_num_queries(8):
        browser.get(f"/admin/casework/edition/{edition.pk}/change/")
