"""Builders for stories of policy: people of the two roles, cases, a draft with another figure."""

from __future__ import annotations

from collections.abc import Sequence

from casework.enums import Agency, DegreeLevel, EditionKind, MatchMethod, Role
from casework.models import Case, Edition, Facts, Person, PolicyVersion, RoleGrant, User
from casework.services import drafts
from casework.services.screening import screen_facts
from tests.casework.eligibility import build
from visas.enums import TOP_TIER, Status

WELL_PAID = 300_000_000
ENOUGH_WITH_DEGREE = 160_000_000


def officer(name: str, *roles: Role, person: Person | None = None) -> User:
    """An account of the justice ministry with these roles, granted by two others."""
    granting = [User.objects.create(email=f"{name}-{n}@grants.example", is_staff=True) for n in (1, 2)]
    person = person or Person.objects.create()
    user = User.objects.create(email=f"{name}@moj.example", is_staff=True, person=person)
    for role in roles:
        RoleGrant.objects.create(
            user=user, role=role, agency=Agency.JUSTICE, granted_by=granting[0], confirmed_by=granting[1]
        )
    return user


def law(policy: str = TOP_TIER) -> PolicyVersion:
    """Editions sealed and a first version in force: degrees ranked 100th or better."""
    build.make_edition(
        EditionKind.RANKING,
        build.RANKING,
        complete_to=1000,
        entries=[(f"U{rank}", rank, rank, MatchMethod.EXACT) for rank in (50, 102, 150, 250)],
    )
    build.make_edition(EditionKind.FIRMS, build.FIRMS, complete_to=500)
    build.make_edition(EditionKind.INSTITUTES, build.INSTITUTES, complete_to=500)
    build.make_gni()
    return build.make_version(
        policy,
        rules=[(kind, name) for kind, name in build.RULES],
        routes=(("TT-DEGREE-01", "TT-PAY3-01"), build.ROUTE_2),
    )


def applicant(university: str | None, *, pay: int = ENOUGH_WITH_DEGREE, case: Case | None = None) -> Facts:
    """A submitted case with one doctorate, screened by the version in force."""
    facts = build.make_facts(
        case=case or submitted(),
        number=case.facts.count() + 1 if case else 1,
        pay=(pay, pay),
        degrees=[(DegreeLevel.DOCTOR, university)],
    )
    version = PolicyVersion.objects.in_force(policy=TOP_TIER, day=build.TODAY).get()
    screen_facts(version, [(facts.pk, facts.as_of)])
    return facts


def submitted() -> Case:
    """A case that may still be decided."""
    case = build.make_case()
    Case.objects.filter(pk=case.pk).update(status=Status.SUBMITTED, version=2)
    case.refresh_from_db()
    return case


def widened(owner: User, version: PolicyVersion, rank: int = 200) -> PolicyVersion:
    """A draft of the version with another worst rank."""
    draft = drafts.clone(actor=owner, version=version, title_en="Top 200", title_ko="상위 200위")
    drafts.set_figures(actor=owner, version=draft, values={"degree_rank": rank})
    return draft


def editions(kind: EditionKind) -> Sequence[Edition]:
    return list(Edition.objects.filter(kind=kind).order_by("pk"))
