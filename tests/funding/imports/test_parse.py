"""Every cell means one thing or is refused beside itself; every line adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from funding.imports import amounts, values
from funding.imports.table import read_file
from funding.imports.values import Wrong
from tests.funding.imports.build import HEADER, line, read, said, xlsx


@pytest.mark.parametrize(
    "text",
    [
        "20261122",
        "2026-11-22",
        "2026.11.22.",
        "2026. 11. 22.",
        "2026/11/22",
        "2026년 11월 22일",
        "46348",
        "46348.5",
        "2026-11-22 09:30:00",
        "2026-11-22(일)",
        "２０２６．１１．２２",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert values.day(text) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "text", ["", "26-11-22", "11/22/2026", "2026-13-01", "2026-02-30", "1026-11-22", "11220", "n"]
)
def test_what_may_be_another_day_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        values.day(text)


@pytest.mark.parametrize(
    "text",
    ["2026-11", "202611", "2026.11", "2026. 11.", "2026년 11월", "Nov-26", "Nov 2026", "2026-11-30", "46348"],
)
def test_a_month_is_its_first_day(text: str) -> None:
    assert values.month(text) == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["", "11", "2026.1", "2026-13", "Nov", "Bla-26", "11월"])
def test_what_may_be_another_month_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        values.month(text)


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("150,000,000", 150_000_000),
        ("1억 5천만", 150_000_000),
        ("1억5천만원", 150_000_000),
        ("₩150,000,000", 150_000_000),
        ("１５０００００００", 150_000_000),
        ("0", 0),
        ("-", 0),
        (" ₩ - ", 0),
    ],
)
def test_won_are_read_as_people_write_them(text: str, won: int) -> None:
    assert amounts.won(text) == won


@pytest.mark.parametrize("text", ["-1", "−1,000", "(1,000)", "△1,000", "▲1,000", "₩-5", "- 3"])
def test_negative_won_are_refused(text: str) -> None:
    with pytest.raises(Wrong) as refused:
        amounts.won(text)
    assert "Negative" in str(refused.value.message)


@pytest.mark.parametrize("text", ["1.5", "1.500.000", "abc", "1e6", "9조", "12,34", "#REF!"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        amounts.won(text)


@pytest.mark.parametrize("text", ["30%", "0.3", "30", "30.00 %", "３０％", ".3".rjust(3, "0"), "30퍼센트"])
def test_a_participation_rate_is_basis_points(text: str) -> None:
    assert amounts.rate(text) == 3000


@pytest.mark.parametrize(
    ("text", "points"),
    [("100%", 10_000), ("100", 10_000), ("1%", 100), ("0.5%", 50), ("33.33%", 3333), ("0", 0)],
)
def test_rates_at_the_edges(text: str, points: int) -> None:
    assert amounts.rate(text) == points


@pytest.mark.parametrize("text", ["1", "1.0", "100.01%", "101", "-5%", "33.333%", "half", "%"])
def test_rates_beyond_the_whole_or_ambiguous_are_refused(text: str) -> None:
    with pytest.raises(Wrong):
        amounts.rate(text)


@pytest.mark.parametrize("text", ["116-82-00276", "1168200276", " 116 82 00276 "])
def test_a_business_number_is_ten_digits(text: str) -> None:
    assert values.business_number(text) == "1168200276"


@pytest.mark.parametrize("text", ["116-82-00277", "116-82-00726", "116-82-0027", "116-00-00276", "abc"])
def test_a_mistyped_business_number_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        values.business_number(text)


def test_an_invoice_number_has_a_day_and_sixteen_characters() -> None:
    assert values.invoice("20261120-41000012-1a2b3c4d") == "20261120410000121a2b3c4d"
    for wrong in ("20261120", "20261340-41000012-12345678", "x" * 24):
        with pytest.raises(Wrong):
            values.invoice(wrong)


def test_a_number_that_excel_rounded_is_told_apart() -> None:
    cells = [
        date(2026, 11, 20),
        "가상상사",
        "연구재료비",
        100_000,
        10_000,
        None,
        "카드",
        202611204100001212345678,
    ]
    content = xlsx({1: [*HEADER.split("\t"), "세금계산서번호"], 2: cells})
    text = "Excel has rounded this number. Format the column as text and enter the number again."
    assert said(read(read_file("a.xlsx", content))) == [(2, "invoice", text)]


@pytest.mark.parametrize(
    ("text", "method"),
    [("카드", "card"), ("법인 카드", "card"), ("계좌이체", "transfer"), ("Transfer", "transfer")],
)
def test_a_cost_is_paid_by_card_or_transfer(text: str, method: str) -> None:
    assert values.method(text) == method


def test_cash_is_refused() -> None:
    assert said(line(method="현금")) == [(2, "method", "“현금” is neither card nor transfer.")]


@pytest.mark.parametrize("text", ["materials", "MATERIALS", "연구 재료비", "research materials"])
def test_a_category_is_known_by_code_and_title_in_either_language(text: str) -> None:
    parsed = line(category=text)
    assert parsed.lines[0].category == "materials"
    assert parsed.lines[0].raw["category"] == text


def test_another_category_is_refused() -> None:
    assert said(line(category="Yachts")) == [(2, "category", "“Yachts” is no category of the programme.")]


@pytest.mark.parametrize("blank", ["supply", "vat", "total"])
def test_of_supply_value_vat_and_total_two_are_enough(blank: str) -> None:
    (draft,) = line(**{blank: ""}).lines
    assert (draft.supply, draft.vat, draft.total) == (100_000, 10_000, 110_000)
    assert blank not in draft.raw


def test_sums_must_be_right() -> None:
    text = "Supply value 100,000 and VAT 10,000 make 110,000, not 111,000."
    assert said(line(total="111,000")) == [(2, "total", text)]
    assert said(line(total="9,000", supply="")) == [
        (2, "total", "The total 9,000 is less than a part of it.")
    ]
    assert said(line(supply="0", vat="0", total="")) == [(2, "total", "A cost of 0 won is no line.")]
    text = "Write the total, or supply value and VAT."
    assert said(line(supply="", total="")) == [(2, "total", text)]


def test_vat_may_stay_blank_only_where_there_is_none() -> None:
    text = "Write the VAT too; 0 where none was charged."
    assert said(line(vat="", supply="")) == [(2, "vat", text)]
    assert said(line(vat="", total="")) == [(2, "vat", text)]
    salary = line(category="인건비", vat="", supply="", participant="한가람", month="2026-11", rate="50%")
    assert (salary.lines[0].supply, salary.lines[0].vat) == (110_000, 0)
    assert (salary.lines[0].rate, salary.lines[0].month) == (5000, date(2026, 11, 1))


def test_a_salary_names_its_participant() -> None:
    for cells in ({"month": "2026-11"}, {"rate": "30%"}):
        assert said(line(**cells)) == [(2, "participant", "Name the participant whose salary this is.")]


ABROAD = {
    "supply": "1,382,550",
    "vat": "",
    "total": "",
    "currency": "usd",
    "foreign": "1,000.00",
    "exchange_rate": "1,382.55",
    "rate_date": "2026-11-20",
}


def test_a_cost_in_foreign_currency_is_exchanged_within_a_won() -> None:
    (draft,) = line(**ABROAD).lines
    assert (draft.currency, draft.foreign, draft.exchange_rate) == ("USD", Decimal(1000), Decimal("1382.55"))
    assert (draft.supply, draft.vat, draft.total, draft.rate_date) == (
        1_382_550,
        0,
        1_382_550,
        date(2026, 11, 20),
    )
    assert not line(**ABROAD | {"supply": "1,382,551"}).problems
    text = "1,000.00 USD at 1,382.55 are 1,382,550 won, not 1,382,552."
    assert said(line(**ABROAD | {"supply": "1,382,552"})) == [(2, "supply", text)]


@pytest.mark.parametrize("blank", ["foreign", "exchange_rate", "rate_date"])
def test_a_cost_in_foreign_currency_has_its_amount_rate_and_day(blank: str) -> None:
    text = "A cost in foreign currency needs its amount, its rate and the day of the rate."
    assert said(line(**ABROAD | {blank: ""})) == [(2, blank, text)]


def test_a_foreign_amount_without_its_currency_is_refused() -> None:
    parsed = line(**ABROAD | {"currency": "", "vat": "0"})
    assert said(parsed) == [(2, "currency", "Write the currency of the foreign amount, for example USD.")]


def test_the_rate_for_a_hundred_yen_is_told_apart() -> None:
    yen = ABROAD | {"currency": "JPY", "foreign": "100,000", "exchange_rate": "930.5", "supply": "930,500"}
    assert said(line(**yen)) == [(2, "exchange_rate", "Write the rate for 1 JPY, not for 100.")]
    assert not line(**yen | {"exchange_rate": "9.305"}).problems


def test_a_day_to_come_is_refused() -> None:
    assert said(line(spent_on="2026-11-25")) == [(2, "spent_on", "This day is still to come.")]
    assert not line(spent_on="2026-11-24").problems
