"""The invented teams of the demonstration: institutions with bank accounts, and the people who work there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.enums import Language
from casework.models import User
from funding.enums import WRITING, FirmSize, InstitutionRole, MemberRole
from funding.models import Institution, Programme, Team, TeamMember
from funding.programmes import AGREED_ON
from funding.services.accounts import set_account
from funding.services.invitations import accept_membership, invite_member
from talent_portal.demo.cast import Member

SHINHAN = "088"


@dataclass(frozen=True)
class House:
    """An institution and its invented business number, whose check digit is right."""

    name_en: str
    name_ko: str
    role: InstitutionRole
    firm_size: FirmSize
    business_number: str
    account: str


@dataclass(frozen=True)
class Consortium:
    code: str
    name_en: str
    name_ko: str
    houses: tuple[House, ...]
    people: tuple[Member, ...]
    """A manager first."""


LEAD, JOINT, SUB = InstitutionRole.LEAD, InstitutionRole.JOINT, InstitutionRole.SUBCONTRACTED
SAEBYEOK = Consortium(
    "saebyeok-ai",
    "Saebyeok AI",
    "새벽에이아이",
    (
        House("Saebyeok AI Inc.", "새벽에이아이(주)", LEAD, FirmSize.SMALL, "9998641006", "110999000101"),
        House(
            "Mirae Hall University", "미래홀대학교", JOINT, FirmSize.NONPROFIT, "9998642378", "110999000202"
        ),
        House("Dalbit Data Inc.", "달빛데이터(주)", SUB, FirmSize.SMALL, "9998643741", "110999000303"),
    ),
    (
        Member(
            "yang.hye-jin", "Yang Hye-jin", "양혜진", _("keeps the team’s people, institutions and accounts"),
            post=MemberRole.MANAGER, team="saebyeok-ai",
        ),
        Member(
            "lim.soo-bin", "Lim Soo-bin", "임수빈", _("asks for money and claims it back, line by line"),
            post=MemberRole.CLERK, team="saebyeok-ai",
        ),
        Member(
            "noh.eun-chae", "Noh Eun-chae", "노은채", _("reads everything of the team and changes nothing"),
            post=MemberRole.VIEWER, team="saebyeok-ai",
        ),
    ),
)  # fmt: skip
HANEUL = Consortium(
    "haneul-robotics",
    "Haneul Robotics",
    "하늘로보틱스",
    (
        House(
            "Haneul Robotics Inc.", "하늘로보틱스(주)", LEAD, FirmSize.MIDSIZE, "9998645114",
            "110999000404",
        ),
        House(
            "Garam Institute of Motion", "가람동작연구원", JOINT, FirmSize.NONPROFIT, "9998646485",
            "110999000505",
        ),
        House("Sotdae Parts Inc.", "솟대부품(주)", SUB, FirmSize.SMALL, "9998647859", "110999000606"),
    ),
    (
        Member(
            "heo.min-kyu", "Heo Min-kyu", "허민규", _("manages the rival team"),
            post=MemberRole.MANAGER, team="haneul-robotics",
        ),
        Member(
            "cho.ara", "Cho Ara", "조아라", _("works for the rival team, which never sees Saebyeok’s papers"),
            post=MemberRole.CLERK, team="haneul-robotics",
        ),
    ),
)  # fmt: skip
BYEOLBIT = Consortium(
    "byeolbit-language",
    "Byeolbit Language",
    "별빛언어",
    (House("Byeolbit Language Inc.", "별빛언어(주)", LEAD, FirmSize.SMALL, "9998649221", "110999000707"),),
    (
        Member(
            "ma.ji-won", "Ma Ji-won", "마지원", _("winds down a team that left the programme"),
            post=MemberRole.MANAGER, team="byeolbit-language",
        ),
    ),
)  # fmt: skip
CONSORTIUMS = (SAEBYEOK, HANEUL, BYEOLBIT)
TEAM_PEOPLE = tuple(member for one in CONSORTIUMS for member in one.people)
CLERK = SAEBYEOK.people[1]


def seed_team(programme: Programme, invented: Consortium, now: datetime) -> Team:
    """The team as it is on the day of its agreement, with everyone who was invited and accepted."""
    team = Team.objects.create(
        programme=programme,
        code=invented.code,
        name_en=invented.name_en,
        name_ko=invented.name_ko,
        fictional=True,
        agreed_on=min(AGREED_ON, seoul_date(now)),
    )
    first, *others = invented.people
    manager = account(first)
    TeamMember.objects.create(team=team, user=manager, role=MemberRole.MANAGER, starts_at=now)
    for number, house in enumerate(invented.houses):
        _settle_in(team, manager, house, now + timedelta(minutes=number))
    for other in others:
        _join(team, manager, other, now + timedelta(hours=1))
    return team


def lead_of(team: Team) -> Institution:
    return team.institutions.get(role=InstitutionRole.LEAD, ends_on=None)


def writer_of(team: Team) -> User:
    """The team's clerk, or its manager where there is none."""
    members = team.members.filter(role__in=WRITING, ends_at=None).select_related("user").order_by("role")
    return members[0].user


def account(member: Member) -> User:
    """The account of somebody in a team, with a verified address; made the first time."""
    user = User.objects.filter(email=member.email).first()
    if user is None:
        names = {"name": member.name, "name_ko": member.name_ko, "language": member.language}
        user = User.objects.create_user(member.email, None, **names)
        EmailAddress.objects.create(user=user, email=member.email, verified=True, primary=True)
    return user


def _settle_in(team: Team, manager: User, house: House, now: datetime) -> None:
    made = Institution.objects.create(
        team=team,
        role=house.role,
        firm_size=house.firm_size,
        name_en=house.name_en,
        name_ko=house.name_ko,
        business_number=house.business_number,
        starts_on=team.agreed_on,
    )
    set_account(actor=manager, institution=made, bank=SHINHAN, number=house.account, now=now)


def _join(team: Team, manager: User, member: Member, now: datetime) -> None:
    invitation = invite_member(
        actor=manager,
        team=team,
        email=member.email,
        role=member.post or MemberRole.VIEWER,
        language=Language(member.language),
        token=uuid4(),
        now=now,
    )
    accept_membership(actor=account(member), invitation=invitation, now=now + timedelta(hours=2))
