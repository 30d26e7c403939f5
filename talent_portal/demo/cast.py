"""Who is who in the demonstration: invented staff with real roles, granted by two administrators."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import Agency, Role
from casework.models import Person, User
from casework.services.roles import grant_role
from funding.enums import MemberRole

DOMAIN = "demo.invalid"


@dataclass(frozen=True)
class Member:
    key: str
    name: str
    name_ko: str
    story: str | Promise
    role: Role | None = None
    agency: Agency = Agency.JUSTICE
    language: str = "en"
    post: MemberRole | None = None
    team: str = ""
    """The role in a team, and the team's code."""

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


ADMINISTRATORS = (
    Member(
        "kang.tae-yang",
        "Kang Tae-yang",
        "강태양",
        _("keeps accounts and roles"),
        Role.ADMINISTRATOR,
        Agency.OPERATOR,
    ),
    Member(
        "seo.yu-jin",
        "Seo Yu-jin",
        "서유진",
        _("confirms roles that decide; a second administrator"),
        Role.ADMINISTRATOR,
        Agency.OPERATOR,
    ),
)
STAFF = (
    Member(
        "choi.min-seo",
        "Choi Min-seo",
        "최민서",
        _("reviews applications and proposes"),
        Role.REVIEWER,
    ),
    Member(
        "oh.ji-hoon",
        "Oh Ji-hoon",
        "오지훈",
        _("reviews applications too"),
        Role.REVIEWER,
    ),
    Member(
        "jung.ha-eun",
        "Jung Ha-eun",
        "정하은",
        _("countersigns decisions"),
        Role.APPROVER,
    ),
    Member(
        "yoon.seo-a",
        "Yoon Seo-a",
        "윤서아",
        _("owns the policy"),
        Role.POLICY_OWNER,
    ),
    Member(
        "bae.do-hyun",
        "Bae Do-hyun",
        "배도현",
        _("signs policy as the second person"),
        Role.POLICY_SIGNER,
    ),
    Member(
        "han.ji-woo",
        "Han Ji-woo",
        "한지우",
        _("imports rankings and firm lists"),
        Role.DATA_STEWARD,
        Agency.OPERATOR,
    ),
    Member(
        "shin.ye-rin",
        "Shin Ye-rin",
        "신예린",
        _("checks requests and claims line by line, and proposes"),
        Role.FINANCE_OFFICER,
        Agency.SCIENCE,
    ),
    Member(
        "ahn.so-hee",
        "Ahn So-hee",
        "안소희",
        _("checks requests and claims too"),
        Role.FINANCE_OFFICER,
        Agency.SCIENCE,
    ),
    Member(
        "kwon.jae-min",
        "Kwon Jae-min",
        "권재민",
        _("signs agreements, claims and payments as the second person"),
        Role.PAYMENT_APPROVER,
        Agency.SCIENCE,
    ),
    Member(
        "moon.chae-won",
        "Moon Chae-won",
        "문채원",
        _("reads audit and access logs"),
        Role.AUDITOR,
        Agency.OPERATOR,
    ),
)
AMARA = Member(
    "amara.diallo", "Amara Diallo", "아마라 디알로", _("AI researcher abroad, applying for the visa")
)
NOOR = Member(
    "noor.haddad",
    "Noor Haddad",
    "누르 하다드",
    _("AI researcher who has arrived, funded through two teams under one cap"),
)


def seed_staff() -> dict[str, User]:
    """Create the staff accounts that do not exist yet, with their roles; returns account by key."""
    accounts = {member.key: _staff(member) for member in (*ADMINISTRATORS, *STAFF)}
    first, second = (accounts[member.key] for member in ADMINISTRATORS)
    for member in ADMINISTRATORS:
        grant_role(user=accounts[member.key], role=Role.ADMINISTRATOR, agency=member.agency, actor=None)
    for member in STAFF:
        account, role = accounts[member.key], Role(member.role or "")
        grant_role(user=account, role=role, agency=member.agency, actor=first, confirmed_by=second)
    return accounts


def _staff(member: Member) -> User:
    found = User.objects.filter(email=member.email).first()
    if found is not None:
        return found
    person = Person.objects.create(staff_number=f"DEMO-{member.key}")
    names = {"name": member.name, "name_ko": member.name_ko}
    return User.objects.create_user(
        member.email, None, **names, person=person, is_staff=True, language=member.language
    )
