"""Answers a researcher gives, and what a page says back."""

from __future__ import annotations

from typing import Any

from django.test import Client

from casework.enums import DegreeLevel, Sector
from casework.models import User
from recruitment.enums import Movement, OutputKind
from recruitment.models import Degree, Employment, Output
from recruitment.services.rows import add_row

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
