"""Amounts in won are read the way people write them, and written so that they can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.forms.krw import krw_reading, parse_krw


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("168,000,000", 168_000_000),
        ("168000000원", 168_000_000),
        ("₩ 168,000,000", 168_000_000),
        ("1억 6,800만", 168_000_000),
        ("1억6천8백만원", 168_000_000),
        ("1.68억", 168_000_000),
        ("5천만 원", 50_000_000),
        ("천만원", 10_000_000),
        ("1조 2억", 1_000_200_000_000),
        ("1억 4,986만 5,000원", 149_865_000),
        ("168 million won", 168_000_000),
        ("1.2bn", 1_200_000_000),
        ("１６８，０００，０００", 168_000_000),
        ("0", 0),
        ("-3,000", -3000),
    ],
)
def test_reads_amounts_as_people_write_them(text: str, won: int) -> None:
    assert parse_krw(text) == won


@pytest.mark.parametrize(
    "text", ["", "won", "12,34", "1.500.000", "1.5", "억", "일억", "1만 1억", "12 34만5억", "1e9", "$5"]
)
def test_refuses_what_is_ambiguous(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|whole number"):
        parse_krw(text)


@given(st.integers(min_value=0, max_value=10**15))
def test_korean_reading_reads_back_exactly(won: int) -> None:
    assert parse_krw(krw_reading(won, "ko")) == won


@given(st.integers(min_value=0, max_value=10**12))
def test_plain_figures_read_back_exactly(won: int) -> None:
    assert parse_krw(f"{won:,}") == parse_krw(str(won)) == won


def test_readings_in_both_languages() -> None:
    assert krw_reading(149_865_000, "ko") == "1억 4,986만 5,000원"
    assert krw_reading(168_000_000, "ko") == "1억 6,800만 원"
    assert krw_reading(149_865_000, "en") == "149.865 million won"
    assert krw_reading(900, "en") == "900 won"
