"""Two invented teams that fund a researcher nearly up to the cap, ready for a claim and a request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.models import User
from funding.models import FundingRequest, Team
from funding.services.requests import Amounts
from recruitment.enums import Movement
from recruitment.models import Employment
from recruitment.services.profile import save_profile
from recruitment.services.rows import add_row
from talent_portal.demo import journey
from talent_portal.demo.applicants import Applicant
from talent_portal.demo.candidates import DA_ON, accepts
from talent_portal.demo.cast import seed_staff
from talent_portal.demo.consortium import HANEUL, SAEBYEOK, seed_team
from talent_portal.demo.funding import purse_of
from talent_portal.demo.purse import Ask, Purse, ruled
from talent_portal.demo.requesting import MILLION, spending_year
from tests.journeys.runs import Run

BEGAN = 120
"""Days ago on which everything was agreed."""
WHY = "Known to the programme."


@dataclass(frozen=True)
class Teams:
    purse: Purse
    team: Team
    rival: Team


def two_teams(now: datetime) -> Teams:
    """Saebyeok and its rival, with their people, accounts and officers."""
    purse = purse_of(seed_staff(), now)
    began = purse.ago(days=BEGAN + 20)
    return Teams(
        purse, seed_team(purse.programme, SAEBYEOK, began), seed_team(purse.programme, HANEUL, began)
    )


def funded(teams: Teams, run: Run, what: str) -> FundingRequest:
    """A citizen, named after the run, for whom ₩42,000,000 are agreed with Saebyeok and ₩1,808,000,000 with
    the rival; returns Saebyeok's agreement of the year in which costs of the last two months lie."""
    purse, name = teams.purse, f"{run.language}-{what}"
    user = _citizen(replace(DA_ON, key=f"ryu.{name}", given_names=name.upper(), hangul=""), purse)
    own = accepts(user, teams.team, purse.ago(days=BEGAN + 8))
    other = accepts(user, teams.rival, purse.ago(days=BEGAN + 7))
    found = {}
    for year in sorted({spending_year(purse.today), purse.today.year}):
        ask = Ask(teams.team, own, year, "Handbooks.", {"research": Amounts(42 * MILLION, 14 * MILLION)})
        found[year] = ruled(purse, ask, purse.ago(days=BEGAN + 6), override=WHY)
        rest = {"salary": Amounts(1_808 * MILLION, 800 * MILLION)}
        ruled(purse, Ask(teams.rival, other, year, "Robots.", rest), purse.ago(days=BEGAN + 6), override=WHY)
    return found[spending_year(purse.today)]


def _citizen(applicant: Applicant, purse: Purse) -> User:
    user = journey.account(applicant)
    values = {
        "surname": applicant.surname,
        "given_names": applicant.given_names,
        "citizenships": ["KR"],
        "residence": "KR",
        "movement": Movement.STAYING,
        "sector": applicant.sector,
    }
    save_profile(actor=user, person=user.person, values=values)
    post = {
        "employer": "A laboratory",
        "title": "Researcher",
        "country": "KR",
        "started": str(purse.today - timedelta(days=4000)),
        "ended": "",
        "ongoing": True,
        "is_research": True,
    }
    add_row(actor=user, person=user.person, model=Employment, values=post)
    return user
