"""The visa for job seekers with a degree of a top university (D-10-T) as data: the degree alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from casework.eligibility.criterion import Unit
from casework.enums import EditionKind
from casework.models import (
    PolicyCriterion,
    PolicyEditionRule,
    PolicyParameter,
    PolicyRoute,
    PolicyVersion,
)
from casework.services.policies import enact
from visas.criteria import JOB_DEGREE_01, JOB_SEEKING_SOURCE
from visas.enums import JOB_SEEKING

IN_FORCE_FROM = date(2025, 4, 2)


def seed_job_seeking(rankings: Sequence[str], now: datetime) -> PolicyVersion:
    """Make sure the first version is in force; return it. It governs no case of this portal."""
    known = PolicyVersion.objects.filter(policy=JOB_SEEKING, number=1).first()
    if known:
        return known
    version = PolicyVersion.objects.create(
        policy=JOB_SEEKING,
        number=1,
        title_en="Job seeking for top graduates (D-10-T), 2025",
        title_ko="최우수인재 구직(D-10-T), 2025년",
        legal_source=JOB_SEEKING_SOURCE,
    )
    PolicyParameter.objects.create(version=version, code="degree_rank", value=100, unit=Unit.RANK)
    PolicyEditionRule.objects.bulk_create(
        PolicyEditionRule(version=version, kind=EditionKind.RANKING, publisher=name) for name in rankings
    )
    route = PolicyRoute.objects.create(
        version=version, code="degree", title_en="Job seeking: degree alone", title_ko="구직: 학위"
    )
    PolicyCriterion.objects.create(route=route, code=JOB_DEGREE_01.code)
    return enact(version=version, actor=None, effective_from=IN_FORCE_FROM, now=now)
