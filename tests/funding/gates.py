"""Researchers and lists for tests of the candidate gate: posts, a profile, the policy, two editions."""

from __future__ import annotations

from uuid import uuid4

from casework.enums import EditionKind, MatchMethod
from casework.models import Case, Edition, User
from funding.enums import InstitutionRole, MemberRole
from funding.models import Invitation, Team
from funding.policies import GatePublishers, seed_gate
from funding.services.gate import accept_candidacy
from funding.services.invitations import invite_candidate
from recruitment.models import Employment, Organisation, Profile
from tests.casework.eligibility.build import make_edition
from tests.funding.build import Funds

PUBLISHERS = GatePublishers("Universities of the tests", "Firms of the tests")
UNIVERSITY, FIRM, ELSEWHERE = "ror-university", "ror-firm", "ror-elsewhere"
NAME = "DIALLO AMARA"


def put_law_in_force(funds: Funds) -> None:
    """The gate's first version, and the two complete lists it reads: one university, one firm."""
    seed_gate(now=funds.now, publishers=PUBLISHERS)
    for kind, publisher, ror_id in (
        (EditionKind.INSTITUTES, PUBLISHERS.universities, UNIVERSITY),
        (EditionKind.FIRMS, PUBLISHERS.firms, FIRM),
    ):
        listed(kind, publisher, ror_id)


def listed(kind: EditionKind, publisher: str, ror_id: str) -> Edition:
    """A complete list of one organisation."""
    return make_edition(kind, publisher, complete_to=100, entries=[(ror_id, 1, 1, MatchMethod.EXACT)])


def named(user: User) -> User:
    """The researcher's name as in the passport is in the profile."""
    Profile.objects.create(person=user.person, surname="DIALLO", given_names="AMARA")
    return user


def post(user: User, ror_id: str | None, started: str, ended: str) -> Employment:
    """A post at an organisation of the registry; None: the registry does not know the employer."""
    if ror_id:
        Organisation.objects.get_or_create(
            ror_id=ror_id,
            defaults={
                "name": ror_id, "country": "FR", "types": [], "aliases": [], "key": ror_id, "keys": [ror_id],
                "search": ror_id,
            },
        )  # fmt: skip
    return Employment.objects.create(
        person=user.person, employer=ror_id or "A garage", organisation_id=ror_id, title="Researcher",
        country="FR", started=started, ended=ended, is_research=True,
    )  # fmt: skip


def invited(funds: Funds, team: Team, user: User) -> Invitation:
    """An open invitation to the researcher, by the team's clerk."""
    return invite_candidate(
        actor=funds.clerk_of(team),
        team=team,
        email=user.email,
        institution=team.institutions.get(role=InstitutionRole.LEAD),
        language="en",
        token=uuid4(),
        now=funds.now,
    )


def accepted(
    funds: Funds,
    team: Team,
    user: User,
    *,
    research: list[int] | None = None,
    leading: list[int] | None = None,
) -> Case:
    """The researcher's accepted gate for the team, with these posts released."""
    return accept_candidacy(
        actor=user,
        invitation=invited(funds, team, user),
        research=research or [],
        leading=leading or [],
        token=uuid4(),
        now=funds.now,
    )


def manager_of(funds: Funds, team: Team) -> User:
    """A manager of the team, the same one again."""
    known = team.members.filter(role=MemberRole.MANAGER, ends_at=None).first()
    return known.user if known else funds.member(team, MemberRole.MANAGER)
