"""Reading publishers' files: whatever their encoding, headers and ways of printing a rank."""

from __future__ import annotations

import unicodedata

import pytest

from casework.enums import EditionKind
from recruitment.imports.parse import parse
from recruitment.imports.rank import parse_rank
from recruitment.names import name_key, split_note
from recruitment.partial import PartialDate, bounds


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("7", (7, 7)),
        ("=100", (100, 100)),
        ("15=", (15, 15)),
        ("#3", (3, 3)),
        ("12위", (12, 12)),
        (" 1,204 ", (1204, 1204)),
        ("701-710", (701, 710)),
        ("101–150", (101, 150)),
        ("101 — 150", (101, 150)),
        ("1,201-1,400", (1201, 1400)),
        ("１４０１＋", (1401, None)),
        ("1401+", (1401, None)),
        (">1400", (1401, None)),
    ],
)
def test_a_rank_means_its_bounds(text: str, bounds: tuple[int, int | None]) -> None:
    assert parse_rank(text) == bounds


@pytest.mark.parametrize("text", ["", "-", "n/a", "0", "150-101", "1.5", "top 10", "101-", "+", "1-2-3"])
def test_what_is_no_rank_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a rank"):
        parse_rank(text)


PLAIN = "Rank,Institution,Country\n1,A University,Norway\n=2,B University,Chile\n=2,C University,Chile\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str, newline: str) -> None:
    content = (
        PLAIN.replace(",", delimiter).replace("\n", newline).replace("A Univ", "가 Univ").encode(encoding)
    )
    parsed = parse(content, EditionKind.RANKING)
    assert not parsed.problems
    assert [(row.row, row.name, row.country, row.rank_low) for row in parsed.entries] == [
        (2, "가 University", "Norway", 1),
        (3, "B University", "Chile", 2),
        (4, "C University", "Chile", 2),
    ]


def test_title_rows_second_headers_and_notes_are_not_rows() -> None:
    text = 'World ranking,,\n"Our method, in short",,\n\n2026 Rank,University,Location\n순위,대학명,국가\n'
    text += "1,A University,Norway\n1401+,B University,Chile\n\nSource: us\n"
    parsed = parse(text.encode("utf-8-sig"), EditionKind.RANKING)
    assert not parsed.problems
    assert [(row.row, row.rank_low, row.rank_high) for row in parsed.entries] == [(6, 1, 1), (7, 1401, None)]
    assert parsed.notes == [9]


def test_columns_are_found_by_name_in_any_order() -> None:
    parsed = parse(
        "국가,점수,기관명,순위\n대한민국,99,서울대학교,12위\n".encode("cp949"), EditionKind.RANKING
    )
    assert [(row.name, row.country, row.rank_low) for row in parsed.entries] == [
        ("서울대학교", "대한민국", 12)
    ]


def test_every_problem_is_told_with_its_row_number() -> None:
    text = "Rank,Institution,Country\n1,A,X\nfirst,B,X\n2,,X\n3,A,X\n4\n"
    parsed = parse(text.encode(), EditionKind.RANKING)
    assert [(problem.row, problem.text) for problem in parsed.problems] == [
        (3, "“first” is no rank."),
        (4, "The name is missing."),
        (5, "“A” is also in row 2."),
        (6, "The name is missing."),
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01", b"a,b\n1,2\n", b"Rank,Institution\n", b"\xff\xfe\x00", bytes(range(128, 256))],
)
def test_what_is_no_table_is_one_problem_of_the_file(content: bytes) -> None:
    assert [problem.row for problem in parse(content, EditionKind.RANKING).problems] == [0]


def test_a_list_of_firms_needs_no_ranks() -> None:
    parsed = parse(b"Company;Country\nArm;UK\n", EditionKind.FIRMS)
    assert [(row.name, row.rank_low, row.rank_high) for row in parsed.entries] == [("Arm", None, None)]


def test_gni_is_read_in_whole_won() -> None:
    text = '연도,1인당 국민총소득(원),구분\n2024,"49,955,000",확정\n2025,52420000원,잠정\n'
    text += "2026,5242,\n2025,52420000,\n"
    parsed = parse(text.encode("cp949"), EditionKind.GNI)
    assert [(row.year, row.value, row.preliminary) for row in parsed.figures] == [
        (2024, 49_955_000, False),
        (2025, 52_420_000, True),
    ]
    assert [problem.row for problem in parsed.problems] == [4, 5]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Université Laval", "universite laval"),
        ("UNIVERSITÄT ZU KÖLN", "universitat zu koln"),
        ("Texas A&M University", "texas a and m university"),
        ("St. John's University, New-York", "st john s university new york"),
        ("서울대학교", "서울대학교"),
        (unicodedata.normalize("NFD", "서울대학교"), "서울대학교"),
        ("  ", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(name: str, key: str) -> None:
    assert name_key(name) == key


def test_a_note_in_brackets_is_split_off() -> None:
    assert split_note("Massachusetts Institute of Technology (MIT)") == (
        "Massachusetts Institute of Technology",
        "MIT",
    )
    assert split_note("(MIT)") == ("(MIT)", "")


def test_partial_dates_know_their_first_and_last_day() -> None:
    assert [str(day) for day in bounds("2016")] == ["2016-01-01", "2016-12-31"]
    assert [str(day) for day in bounds("2016-02")] == ["2016-02-01", "2016-02-29"]
    assert [str(day) for day in bounds("2015-02")] == ["2015-02-01", "2015-02-28"]
    assert [str(day) for day in bounds("2016-02-29")] == ["2016-02-29", "2016-02-29"]
    assert str(PartialDate.parse("2016-02")) == "2016-02"


@pytest.mark.parametrize("text", ["", "16", "2016-13", "2015-02-29", "2016-2", "2016-02-30", "2016-02-01x"])
def test_what_is_no_partial_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)
