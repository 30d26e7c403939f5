"""The top-tier visa as data: as announced in April 2025, and as amended in July 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext_noop

from casework.clock import seoul_date
from casework.eligibility.criterion import Unit
from casework.models import Case, PolicyVersion
from casework.services.laying import Law, Sources, Way, all_of, lay_down
from visas.criteria import DEGREE_01, EXPERIENCE_01, LEGAL_SOURCE, PAY3_01, PAY4_01
from visas.enums import TOP_TIER
from visas.policies.outcomes import REASONS, REMEDIES

PARAMETERS = (
    ("degree_rank", 100, Unit.RANK),
    ("experience_months", 96, Unit.MONTHS),
    ("firm_months", 36, Unit.MONTHS),
    ("postdoc_months", 60, Unit.MONTHS),
    ("institute_months", 36, Unit.MONTHS),
    ("pay_with_degree", 300, Unit.GNI_HUNDREDTHS),
    ("pay_alone", 400, Unit.GNI_HUNDREDTHS),
)
WAYS = (
    Way(
        "route-1",
        "Route 1: degree, experience and pay",
        "1유형: 학위·경력·소득",
        all_of(DEGREE_01.code, EXPERIENCE_01.code, PAY3_01.code),
    ),
    Way("route-2", "Route 2: pay alone", "2유형: 소득", all_of(PAY4_01.code)),
)
AMENDED_SOURCE = gettext_noop(
    "Enforcement Decree of the Immigration Act, Annex 1-2 (F-2); amendment of 2 July 2026 as the press "
    "reports it: no language requirement, more industries, the criteria checked here unchanged"
)

APRIL_2025 = Law(
    policy=TOP_TIER,
    number=1,
    title_en="Top-tier visa, April 2025",
    title_ko="탑티어 비자(최우수인재 거주비자), 2025년 4월",
    legal_source=LEGAL_SOURCE,
    effective_from=date(2025, 4, 2),
    parameters=PARAMETERS,
    ways=WAYS,
    reasons=REASONS,
    remedies=REMEDIES,
)
JULY_2026 = replace(
    APRIL_2025,
    number=2,
    title_en="Top-tier visa, as amended in July 2026",
    title_ko="탑티어 비자(최우수인재 거주비자), 2026년 7월 개정",
    legal_source=AMENDED_SOURCE,
    effective_from=date(2026, 7, 2),
)


def seed_top_tier(sources: Sources, now: datetime) -> PolicyVersion:
    """Make sure both versions are there; return the one in force.

    Where a case was submitted under the first alone, the second is left to the desk: from then on law takes
    effect by signature.
    """
    lay_down(APRIL_2025, sources, now)
    if not Case.objects.filter(kind=TOP_TIER, submitted_at__isnull=False).exists():
        lay_down(JULY_2026, sources, now)
    return PolicyVersion.objects.in_force(policy=TOP_TIER, day=seoul_date(now)).get()
