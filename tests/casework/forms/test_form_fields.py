"""Dates in parts and amounts in won: what a person may type, and the message when it cannot be read."""

import datetime

import pytest
from django import forms

from casework.forms.fields import DatePartsField, MoneyField


class Answers(forms.Form):
    born = DatePartsField(max_value=datetime.date(2026, 11, 22))
    ended = DatePartsField(required=False)
    pay = MoneyField(max_value=2_000_000_000)


def answers(**typed: str) -> Answers:
    complete = {"born_year": "1985", "born_month": "4", "born_day": "17", "pay": "1억"}
    return Answers({**complete, **typed})


def test_three_boxes_make_a_date() -> None:
    form = answers()
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"born": datetime.date(1985, 4, 17), "ended": None, "pay": 100_000_000}


@pytest.mark.parametrize(
    "pasted", ["19850417", "1985.04.17.", "1985-4-17", "1985. 4. 17.", "1985년 4월 17일", "１９８５.4.17"]
)
def test_a_whole_date_pasted_into_the_year_box_is_understood(pasted: str) -> None:
    form = answers(born_year=pasted, born_month="", born_day="")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == datetime.date(1985, 4, 17)


def test_spaced_digits_are_never_run_together() -> None:
    form = answers(born_year="1985 1 12", born_month="", born_day="")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == datetime.date(1985, 1, 12)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"born_month": "2", "born_day": "30"}, "day"),
        ({"born_year": "2025", "born_month": "2", "born_day": "29"}, "day"),
        ({"born_month": "13"}, "month"),
        ({"born_year": "85"}, "year"),
        ({"born_day": ""}, "incomplete"),
        ({"born_day": "x"}, "invalid"),
        ({"born_year": "2026", "born_month": "11", "born_day": "23"}, "too_late"),
        ({"born_year": "", "born_month": "", "born_day": ""}, "required"),
    ],
)
def test_each_mistake_has_its_own_message_and_keeps_what_was_typed(typed: dict[str, str], code: str) -> None:
    form = answers(**typed)
    assert [error.code for error in form.errors.as_data()["born"]] == [code]
    for name, text in typed.items():
        assert f'name="{name}"' in str(form["born"])
        assert not text or f'value="{text}"' in str(form["born"])


def test_29_february_exists_in_leap_years() -> None:
    assert answers(born_year="2024", born_month="2", born_day="29").is_valid()


def test_stored_dates_and_amounts_fill_the_boxes() -> None:
    form = Answers(initial={"born": datetime.date(1985, 4, 17), "pay": 168_000_000})
    assert 'value="1985"' in str(form["born"])
    assert 'value="168,000,000"' in str(form["pay"])
    assert "168 million won" in str(form["pay"])


def test_an_amount_beyond_the_limit_names_the_limit() -> None:
    form = answers(pay="30억")
    assert form.errors["pay"] == ["The amount must be 2,000,000,000 won or less."]
    assert answers(pay="-1").errors["pay"] == ["The amount must be 0 won or more."]


def test_the_same_amount_written_otherwise_is_no_change() -> None:
    form = Answers({"pay": "1억"}, initial={"pay": 100_000_000})
    assert "pay" not in form.changed_data
