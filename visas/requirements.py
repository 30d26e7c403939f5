"""The documents an application needs: which, when, why, in what form, and what each proves.

Legal source: Immigration Act, Enforcement Rule, Art. 76 and Annex 5 (documents to attach). Which of them the
ministry asks for the top-tier visa, and in what form, it has yet to confirm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import DegreeLevel
from visas.enums import Requirement

ATTACHED = _("Immigration Act, Enforcement Rule, Art. 76 and Annex 5 (to be confirmed by the ministry)")
ABROAD = _(
    "Issued outside Korea: with an apostille, or legalised by a Korean consulate. "
    "Not in Korean or English: with a translation."
)
KOREAN = _("A document issued in Korea needs neither apostille nor translation.")


@dataclass(frozen=True)
class Situation:
    """What the answers so far say, as far as it changes which documents are needed."""

    degree_levels: frozenset[int] = frozenset()
    has_employment: bool = False


@dataclass(frozen=True)
class Demand:
    """One slot. `minutes` guesses the time to find and upload it; `proves` names the answer it stands for."""

    code: Requirement
    why: Promise
    accepted: Promise
    form: Promise
    proves: Promise
    minutes: int
    needed: Callable[[Situation], bool]
    source: Promise = ATTACHED

    @property
    def title(self) -> str | Promise:
        return self.code.label


def _always(_situation: Situation) -> bool:
    return True


def _higher_degree(situation: Situation) -> bool:
    return bool(situation.degree_levels & {DegreeLevel.MASTER, DegreeLevel.DOCTOR})


def _employment(situation: Situation) -> bool:
    return situation.has_employment


CATALOGUE: tuple[Demand, ...] = (
    Demand(
        Requirement.PASSPORT,
        why=_("Shows who you are and that your name is spelt as you typed it."),
        accepted=_("A colour scan or photo of the page with your picture, all four corners visible."),
        form=_("No apostille or translation is needed."),
        proves=_("Name, citizenship and date of birth"),
        minutes=2,
        needed=_always,
    ),
    Demand(
        Requirement.DEGREE,
        why=_("Proves your degree, if you want it counted. Needed because you entered a higher degree."),
        accepted=_("The certificate of your highest degree. No transcripts, no letters of admission."),
        form=ABROAD,
        proves=_("Degree and university"),
        minutes=4,
        needed=_higher_degree,
    ),
    Demand(
        Requirement.CAREER,
        why=_("Proves where you worked and how long. Needed because you entered employment."),
        accepted=_(
            "Certificates from your employers with first and last day of work; several in one PDF file. "
            "Where an employer issues none: contract and tax or insurance records."
        ),
        form=ABROAD,
        proves=_("Work experience"),
        minutes=5,
        needed=_employment,
    ),
    Demand(
        Requirement.CONTRACT,
        why=_("Proves your post in Korea and your annual pay before tax."),
        accepted=_("The employment contract signed by both sides, every page, with pay and start date."),
        form=KOREAN,
        proves=_("Pay, post and start of the contract"),
        minutes=2,
        needed=_always,
    ),
    Demand(
        Requirement.COMPANY,
        why=_("Proves that your employer exists and in which field it works."),
        accepted=_(
            "The employer's business registration certificate (사업자등록증), less than 3 months old."
        ),
        form=KOREAN,
        proves=_("Employer"),
        minutes=2,
        needed=_always,
    ),
    Demand(
        Requirement.CRIMINAL,
        why=_(
            "The law excludes persons with certain convictions, so every applicant gives this certificate."
        ),
        accepted=_("From the country of your citizenship, national level, less than 6 months old."),
        form=ABROAD,
        proves=_("No conviction that excludes a visa"),
        minutes=3,
        needed=_always,
    ),
)
BY_CODE: dict[str, Demand] = {demand.code.value: demand for demand in CATALOGUE}


def needed(situation: Situation) -> tuple[Demand, ...]:
    """The documents an application in this situation needs, in the order they are asked for."""
    return tuple(demand for demand in CATALOGUE if demand.needed(situation))


def title(code: str) -> str | Promise:
    """The name of a requirement; the code itself for one that left the catalogue."""
    demand = BY_CODE.get(code)
    return demand.title if demand else code
