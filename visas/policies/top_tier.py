"""The top-tier visa policy of April 2025 as data, and the GNI table it reads. Idempotent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_noop

from casework.eligibility.criterion import Unit
from casework.enums import DecisionOutcome, EditionKind, RouteKind
from casework.models import (
    Edition,
    EditionFigure,
    PolicyCriterion,
    PolicyEditionRule,
    PolicyParameter,
    PolicyReason,
    PolicyRemedy,
    PolicyRoute,
    PolicyVersion,
)
from casework.services.editions import seal
from casework.services.policies import enact
from visas.criteria import DEGREE_01, EXPERIENCE_01, LEGAL_SOURCE, PAY3_01, PAY4_01
from visas.enums import TOP_TIER

BANK_OF_KOREA = gettext_noop("Bank of Korea")
NATIONAL_ACCOUNTS = gettext_noop("Bank of Korea, National Accounts")
IN_FORCE_FROM = date(2025, 4, 2)


@dataclass(frozen=True)
class Publishers:
    """Who publishes what the policy reads. Several rankings: one that ranks the university well is enough."""

    rankings: tuple[str, ...] = ("QS World University Rankings", "U.S. News Best Global Universities")
    firms: str = gettext_noop("Ministry of Justice: leading global firms")
    institutes: str = gettext_noop("Ministry of Justice: world-class institutes")


DEMO_PUBLISHERS = Publishers(
    ("Demo ranking (invented)",), "Demo list of firms (invented)", "Demo list of institutes (invented)"
)

PARAMETERS = (
    ("degree_rank", 100, Unit.RANK),
    ("experience_months", 96, Unit.MONTHS),
    ("firm_months", 36, Unit.MONTHS),
    ("postdoc_months", 60, Unit.MONTHS),
    ("institute_months", 36, Unit.MONTHS),
    ("pay_with_degree", 300, Unit.GNI_HUNDREDTHS),
    ("pay_alone", 400, Unit.GNI_HUNDREDTHS),
)

ROUTES = (
    (
        "route-1",
        "Route 1: degree, experience and pay",
        "1유형: 학위·경력·소득",
        (DEGREE_01.code, EXPERIENCE_01.code, PAY3_01.code),
    ),
    ("route-2", "Route 2: pay alone", "2유형: 소득", (PAY4_01.code,)),
)

REASONS = (
    (
        "GRANT-ROUTE-1",
        DecisionOutcome.GRANT,
        "",
        "Degree, experience and pay meet the requirements of route 1.",
        "학위, 경력 및 소득이 1유형의 요건을 충족합니다.",
    ),
    (
        "GRANT-ROUTE-2",
        DecisionOutcome.GRANT,
        PAY4_01.code,
        "The annual pay meets the requirement of route 2.",
        "연간 소득이 2유형의 요건을 충족합니다.",
    ),
    (
        "REFUSE-DEGREE",
        DecisionOutcome.REFUSE,
        DEGREE_01.code,
        "No master's degree or doctorate from a university within the required rank.",
        "요건 순위 이내 대학의 석사 또는 박사 학위가 확인되지 않습니다.",
    ),
    (
        "REFUSE-EXPERIENCE",
        DecisionOutcome.REFUSE,
        EXPERIENCE_01.code,
        "The required experience, or the required part of it at listed firms or institutes, is not shown.",
        "필요한 경력 또는 그중 지정 기업·기관에서의 경력이 확인되지 않습니다.",
    ),
    (
        "REFUSE-PAY",
        DecisionOutcome.REFUSE,
        PAY3_01.code,
        "The annual pay is below the multiple of GNI per capita required by route 1.",
        "연간 소득이 1유형에서 요구하는 1인당 국민총소득 배수에 미치지 못합니다.",
    ),
    (
        "REFUSE-PAY-ALONE",
        DecisionOutcome.REFUSE,
        PAY4_01.code,
        "The annual pay is below the multiple of GNI per capita required by route 2.",
        "연간 소득이 2유형에서 요구하는 1인당 국민총소득 배수에 미치지 못합니다.",
    ),
    (
        "REFUSE-EVIDENCE",
        DecisionOutcome.REFUSE,
        "",
        "Facts that the requirements depend on could not be verified from the documents.",
        "제출된 서류로 요건 판단에 필요한 사실을 확인할 수 없습니다.",
    ),
)

REMEDIES = (
    (
        "APPEAL",
        90,
        "Administrative appeal within 90 days of learning of the decision",
        "처분이 있음을 안 날부터 90일 이내 행정심판 청구",
        gettext_noop("Administrative Appeals Act, Art. 27(1)"),
    ),
    (
        "LITIGATION",
        90,
        "Administrative litigation within 90 days of learning of the decision",
        "처분이 있음을 안 날부터 90일 이내 행정소송 제기",
        gettext_noop("Administrative Litigation Act, Art. 20(1)"),
    ),
)

GNI = (
    (2024, date(2025, 3, 5), ((2023, 47_250_000, False), (2024, 49_955_000, False))),
    (
        2025,
        date(2026, 3, 10),
        ((2023, 47_250_000, False), (2024, 49_955_000, False), (2025, 52_420_000, True)),
    ),
)
"""Edition year, published on, and (year, KRW per head, preliminary) of each figure."""


def seed_top_tier(publishers: Publishers, now: datetime) -> PolicyVersion:
    """Make sure the version of April 2025 is there; return it."""
    known = PolicyVersion.objects.filter(policy=TOP_TIER, number=1).first()
    return known or _seed_version(publishers, now)


def seed_gni(now: datetime) -> None:
    """Make sure the editions of GNI per capita are there, sealed."""
    for year, published_on, figures in GNI:
        edition, made = Edition.objects.get_or_create(
            kind=EditionKind.GNI,
            publisher=BANK_OF_KOREA,
            year=year,
            published_on=published_on,
            defaults={"source": NATIONAL_ACCOUNTS},
        )
        if made:
            EditionFigure.objects.bulk_create(
                EditionFigure(edition=edition, year=of, value=value, preliminary=preliminary)
                for of, value, preliminary in figures
            )
            seal(edition=edition, actor=None, now=now)


def _seed_version(publishers: Publishers, now: datetime) -> PolicyVersion:
    version = PolicyVersion.objects.create(
        policy=TOP_TIER,
        number=1,
        title_en="Top-tier visa, April 2025",
        title_ko="탑티어 비자(최우수인재 거주비자), 2025년 4월",
        legal_source=LEGAL_SOURCE,
    )
    PolicyParameter.objects.bulk_create(
        PolicyParameter(version=version, code=code, value=value, unit=unit)
        for code, value, unit in PARAMETERS
    )
    sources = [(EditionKind.RANKING, name) for name in publishers.rankings]
    sources += [(EditionKind.FIRMS, publishers.firms), (EditionKind.INSTITUTES, publishers.institutes)]
    sources += [(EditionKind.GNI, BANK_OF_KOREA)]
    PolicyEditionRule.objects.bulk_create(
        PolicyEditionRule(version=version, kind=kind, publisher=publisher) for kind, publisher in sources
    )
    _seed_routes(version)
    _seed_reasons(version)
    return enact(version=version, actor=None, effective_from=IN_FORCE_FROM, now=now)


def _seed_routes(version: PolicyVersion) -> None:
    for position, (code, english, korean, criteria) in enumerate(ROUTES, start=1):
        route = PolicyRoute.objects.create(
            version=version,
            code=code,
            position=position,
            kind=RouteKind.ALL,
            title_en=english,
            title_ko=korean,
        )
        PolicyCriterion.objects.bulk_create(
            PolicyCriterion(route=route, code=one, position=place)
            for place, one in enumerate(criteria, start=1)
        )


def _seed_reasons(version: PolicyVersion) -> None:
    PolicyReason.objects.bulk_create(
        PolicyReason(
            version=version,
            code=code,
            outcome=outcome,
            criterion=criterion,
            title_en=english,
            title_ko=korean,
            legal_source=LEGAL_SOURCE,
            position=position,
        )
        for position, (code, outcome, criterion, english, korean) in enumerate(REASONS, start=1)
    )
    PolicyRemedy.objects.bulk_create(
        PolicyRemedy(
            version=version, code=code, days=days, title_en=english, title_ko=korean, legal_source=source
        )
        for code, days, english, korean, source in REMEDIES
    )
