"""The registry of 44,601 organisations: loading it, finding in it, and the demonstration's editions."""

from __future__ import annotations

import csv
import hashlib
import io
import time

import pytest
from django.db import connection

from casework.enums import MatchMethod
from casework.models import EditionEntry
from recruitment import demo, registry
from recruitment.models import Organisation
from recruitment.search import find_organisations, resembling
from tests.cast import Cast

pytestmark = pytest.mark.django_db
WHOLE = 44_601


@pytest.fixture
def whole(db: None) -> None:
    registry.load()


def test_korean_words_have_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity('서울대학교', '서울대')")
        assert cursor.fetchone()[0] > 0


def test_the_registry_loads_once_and_people_find_their_university_in_it(whole: None) -> None:
    assert Organisation.objects.count() == WHOLE
    assert registry.load() == 0
    Organisation.objects.filter(pk="04h9pn542").update(city="Elsewhere")
    assert registry.load() == 1
    assert Organisation.objects.get(pk="04h9pn542").city == "Seoul"
    wanted = {
        "서울대": "04h9pn542",
        "서울대학교": "04h9pn542",
        "Seoul National": "04h9pn542",
        "seoul national univ": "04h9pn542",
        "KAIST": "05apxxy63",
        "Stanfrod University": "00f54p054",
        "universite laval": "04sjchr03",
        "the university of ghana": "01r22mr83",
    }
    taken = []
    for query, ror_id in wanted.items():
        started = time.perf_counter()
        found = find_organisations(query, prefer="education")
        taken.append(time.perf_counter() - started)
        assert found[0].pk == ror_id, query
    assert sorted(taken)[len(taken) // 2] < 0.05
    assert find_organisations("삼성전자")[0].name == "Samsung Electronics (South Korea)"
    assert {str(one.country) for one in find_organisations("google", country="SG")} == {"SG"}
    assert find_organisations("  ") == []
    assert resembling("Seoul Natonal Univercity")[0].organisation.pk == "04h9pn542"


def test_the_demonstrations_editions_come_through_the_real_import_in_a_hashs_order(
    whole: None, cast: Cast
) -> None:
    editions = demo.load_demo_editions(cast.steward)
    ranking = EditionEntry.objects.filter(edition=editions["ranking"])
    assert all(edition.sealed_at for edition in editions.values())
    assert {kind for kind, edition in editions.items() if edition.invented} == {
        "ranking",
        "firms",
        "institutes",
    }
    assert ranking.get(ror_id=demo.AMARA_UNIVERSITY).rank_low == 102
    for ror_id, rank in (demo.TOP_UNIVERSITIES | demo.OTHER_UNIVERSITIES).items():
        assert ranking.get(ror_id=ror_id).rank_low == rank
    assert not EditionEntry.objects.filter(method=MatchMethod.UNSURE).exists()
    assert {row.method for row in ranking} >= {"exact", "alias", "steward", "absent"}
    firms = EditionEntry.objects.filter(edition=editions["firms"], ror_id__in=demo.LISTED_FIRMS)
    assert firms.count() == len(demo.LISTED_FIRMS)
    institutes = EditionEntry.objects.filter(
        edition=editions["institutes"], ror_id__in=demo.LISTED_INSTITUTES
    )
    assert institutes.count() == len(demo.LISTED_INSTITUTES)
    assert demo.load_demo_editions(cast.steward) == editions
    real = ranking.exclude(ror_id=None).order_by("row").values_list("ror_id", flat=True)
    order = [hashlib.sha256(f"demo ranking:{ror_id}".encode()).hexdigest() for ror_id in real]
    swapped = [
        place for place, (one, other) in enumerate(zip(order, sorted(order), strict=True)) if one != other
    ]
    assert len(swapped) == 2, "only the University of Ghana was moved, with whoever was on rank 102"


def test_the_files_look_like_real_ones() -> None:
    content = (demo.FOLDER / "ranking.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    ranks = {row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) if row}
    assert {"=55", "301-350", "351–400", "401+"} <= ranks
    assert any(rank.endswith("=") for rank in ranks)
    with pytest.raises(UnicodeDecodeError):
        (demo.FOLDER / "firms.csv").read_bytes().decode()
