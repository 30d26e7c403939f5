"""The public pre-check: one question a page, what is unknown stays unknown, nothing stored unless kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.carried import KEY
from casework.enums import DegreeLevel
from recruitment.models import Organisation
from tests.cast import Cast
from tests.recruitment import conftest
from visas.policies import DEMO_PUBLISHERS, seed_policies

university = conftest.seoul
DOOR = {"citizenship": "foreign", "residence": "abroad", "employer": "employer"}
CAREER = {"years": "9", "months": "2", "firm_years": "3", "firm_months": "4"}
PAY = {"pay": "168,000,000"}
DOCTOR = {"degree": str(int(DegreeLevel.DOCTOR))}
NOTHING_KNOWN = dict.fromkeys(("university", "years", "months", "firm_years", "firm_months", "pay"), "")


@pytest.fixture(autouse=True)
def law(db: None) -> None:
    seed_policies(now=timezone.now(), publishers=DEMO_PUBLISHERS)


@pytest.fixture
def visitor() -> Client:
    return Client()


def ask(visitor: Client, given: dict[str, str], **more: str) -> Any:
    return visitor.get(reverse("check"), given | more)


def verdicts(page: Any) -> set[str]:
    return {card.verdict for route in page.context["routes"] for card in route.cards}


def everything(university: Organisation) -> dict[str, str]:
    return DOOR | DOCTOR | {"university": university.name} | CAREER | PAY


def test_one_question_a_page_until_all_is_said(visitor: Client, university: Organisation) -> None:
    given: dict[str, str] = {}
    for code, answers in (
        ("door", DOOR),
        ("degree", DOCTOR),
        ("university", {"university": university.name}),
        ("experience", {"years": "9", "months": "2"}),
        ("firms", {"firm_years": "3", "firm_months": "4"}),
        ("pay", PAY),
    ):
        assert ask(visitor, given).context["step"].code == code
        assert ask(visitor, given | answers, asked=code).status_code == 302
        given |= answers
    page = ask(visitor, given)
    assert "met" in verdicts(page)
    assert "₩168,000,000" in page.content.decode()
    assert "sessionid" not in visitor.cookies


def test_what_is_unknown_is_never_a_gap(visitor: Client) -> None:
    page = ask(visitor, DOOR | DOCTOR | NOTHING_KNOWN)
    assert verdicts(page) == {"unknown"}


def test_an_answer_is_changed_with_the_others_kept(visitor: Client, university: Organisation) -> None:
    given = everything(university)
    page = ask(visitor, given, step="experience")
    assert page.context["form"].initial == {"years": "9", "months": "2"}
    assert page.context["carried"] == {k: v for k, v in given.items() if k not in ("years", "months")}


@pytest.mark.parametrize(
    ("code", "answers", "wrong"),
    [
        ("degree", {}, "degree"),
        ("experience", {"years": "many", "months": ""}, "years"),
        ("firms", {"years": "9", "months": "2", "firm_years": "12", "firm_months": ""}, "firm_years"),
        ("pay", {"pay": "a lot"}, "pay"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field(
    visitor: Client, code: str, answers: dict[str, str], wrong: str
) -> None:
    page = ask(visitor, DOOR | answers, asked=code)
    assert page.context["step"].code == code
    assert wrong in page.context["form"].errors
    assert all(value in page.content.decode() for value in answers.values())


def test_a_name_the_registry_does_not_know_may_stay(visitor: Client) -> None:
    typed = {"university": "Xyzzy Institute of Nowhere"}
    page = ask(visitor, DOOR | DOCTOR | typed, asked="university")
    assert page.context["step"].code == "university"
    assert not page.context["form"].errors
    again = ask(visitor, DOOR | DOCTOR | typed, asked="university", offered=typed["university"])
    assert "organisation" in again.context["form"].errors
    assert typed["university"] in again.content.decode()
    said = ask(visitor, DOOR | DOCTOR | NOTHING_KNOWN | typed | {"organisation": "other"})
    assert "to be confirmed" in said.content.decode()
    assert verdicts(said) == {"unknown"}


def test_without_an_employer_pay_is_not_asked_and_the_other_visa_is_shown(visitor: Client) -> None:
    given = DOOR | DOCTOR | {"employer": "none"} | NOTHING_KNOWN
    del given["pay"]
    assert ask(visitor, given).context["seeking"]


@pytest.mark.parametrize(
    ("door", "title"),
    [
        ({"citizenship": "korean"}, "Coming home"),
        ({"residence": "abroad"}, "Visa issued abroad"),
        ({"residence": "korea"}, "Change of status"),
        ({"employer": "none"}, "No contract yet"),
        ({"employer": "founder"}, "A company of your own"),
    ],
)
def test_each_door_says_what_applies(visitor: Client, door: dict[str, str], title: str) -> None:
    assert title in [one.title for one in ask(visitor, DOOR | door).context["notices"]]


def test_kept_answers_wait_on_the_forms_of_the_account(
    visitor: Client, university: Organisation, cast: Cast
) -> None:
    assert visitor.post(reverse("check_keep"), everything(university)).url == reverse("account_signup")  # type: ignore[attr-defined]
    assert university.name not in visitor.session[KEY]
    visitor.force_login(cast.applicant)
    assert university.name in visitor.get(reverse("applications")).content.decode()
    form = visitor.get(reverse("recruitment:degrees_add")).context["form"]
    assert (form.initial["level"], form.initial["institution"]) == (DegreeLevel.DOCTOR, university.name)
    assert form.initial["organisation"] == university.pk
    assert not cast.applicant.person.degrees.exists()
    visitor.post(reverse("check_forget"))
    assert KEY not in visitor.session


def test_unfinished_answers_are_not_kept(visitor: Client) -> None:
    visitor.post(reverse("check_keep"), DOOR)
    assert KEY not in visitor.session
