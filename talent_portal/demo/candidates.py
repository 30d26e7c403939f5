"""Researchers whom the invented teams fund: profile, visa and stay where needed, and the candidate gate."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

from dateutil.relativedelta import relativedelta

from casework.clock import seoul_date
from casework.enums import Sector
from casework.models import Case, Person, User
from casework.services import screening
from funding.models import Team
from funding.services.gate import accept_candidacy
from funding.services.invitations import invite_candidate
from recruitment.models import Employment
from talent_portal.demo import desk, journey
from talent_portal.demo.applicants import Applicant
from talent_portal.demo.consortium import lead_of, writer_of
from talent_portal.demo.desk import Desk
from talent_portal.demo.world import World
from visas.enums import StayStatus
from visas.services import stays

NOOR = Applicant(
    key="noor.haddad",
    surname="HADDAD",
    given_names="NOOR",
    hangul="누르 하다드",
    country="JO",
    residence="DE",
    sector=Sector.AI,
    rank=21,
    months=168,
    listed_months=110,
    pay=260_000_000,
    birth=date(1984, 6, 2),
)
"""Leading projects at a listed firm for more than seven years: the gate is met."""
DA_ON = Applicant(
    key="ryu.da-on",
    surname="RYU",
    given_names="DA-ON",
    hangul="류다온",
    country="KR",
    residence="KR",
    sector=Sector.AI,
    rank=47,
    months=190,
    listed_months=150,
    pay=210_000_000,
    birth=date(1981, 10, 21),
)
"""A citizen who came home and needs no visa."""
INGRID = Applicant(
    key="ingrid.solheim",
    surname="SOLHEIM",
    given_names="INGRID",
    hangul="잉그리드 솔헤임",
    country="NO",
    residence="NO",
    sector=Sector.ROBOTICS,
    rank=60,
    months=96,
    listed_months=40,
    pay=150_000_000,
)
"""Too few years at a listed firm: the gate is not met, so officers must say why they agree all the same."""
MATEUS = Applicant(
    key="mateus.carvalho",
    surname="CARVALHO",
    given_names="MATEUS",
    hangul="마테우스 카르발류",
    country="BR",
    residence="PT",
    sector=Sector.AI,
    rank=34,
    months=140,
    listed_months=120,
    pay=190_000_000,
)

APPLIED, ARRIVED = 145, 120
"""Days before today on which Noor applied and entered the country."""
GRANTED_AFTER = 6


def enters(applicant: Applicant, world: World, now: datetime, joined: datetime) -> User:
    """Account since `joined`, and a profile; the jobs end on the day of `now`."""
    user = _since(joined, journey.account(applicant))
    journey.fill_profile(user=user, applicant=applicant, world=world, day=seoul_date(now))
    return user


def is_granted_and_arrives(applicant: Applicant, world: World, cast: Desk) -> User:
    """Applied, granted by two persons, arrived: a stay of two years is recorded."""
    submitted = cast.ago(days=APPLIED)
    _since(cast.ago(days=APPLIED + 3), journey.account(applicant))
    case = journey.apply(applicant=applicant, world=world, now=submitted)
    screening.drain(now=submitted + timedelta(seconds=0.8))
    decided = desk.decide(cast, desk.take(cast, case, days=1), days=GRANTED_AFTER)
    day = seoul_date(cast.ago(days=ARRIVED))
    stays.record(
        actor=cast.reviewer,
        case=decided.case,
        status_of_stay=StayStatus.RESIDENT,
        starts_on=day,
        ends_on=day + relativedelta(years=2) - timedelta(days=1),
        now=cast.ago(days=ARRIVED - 1),
    )
    return journey.account(applicant)


def accepts(user: User, team: Team, now: datetime) -> Case:
    """Invited by a clerk of the team, accepted a day later with every post released; checked at once."""
    invitation = invite_candidate(
        actor=writer_of(team),
        team=team,
        email=user.email,
        institution=lead_of(team),
        language=user.language,
        token=uuid4(),
        now=now - timedelta(days=1),
    )
    posts = list(Employment.objects.filter(person=user.person).values_list("pk", flat=True))
    gate = accept_candidacy(
        actor=user, invitation=invitation, research=posts, leading=posts, token=uuid4(), now=now
    )
    screening.drain(now=now + timedelta(seconds=0.6))
    return gate


def _since(joined: datetime, user: User) -> User:
    """The timeline begins on the day the researcher joined, not on the day the story is told."""
    Person.objects.filter(pk=user.person_id).update(created_at=joined)
    return user
