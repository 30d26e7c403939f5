"""The policy of the candidate gate as data. Idempotent; the ministry has yet to confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from casework.eligibility.criterion import Unit
from casework.enums import EditionKind, RouteKind
from casework.models import (
    PolicyCriterion,
    PolicyEditionRule,
    PolicyParameter,
    PolicyRoute,
    PolicyVersion,
)
from casework.services.policies import enact
from funding.criteria import LEADING_01, LEGAL_SOURCE, UNIVERSITY_01
from funding.enums import GATE

IN_FORCE_FROM = date(2025, 6, 20)


@dataclass(frozen=True)
class GatePublishers:
    """Who lists the universities and the firms that the gate reads."""

    universities: str = gettext_noop("QS World University Rankings by Subject: Computer Science, top 100")
    firms: str = gettext_noop("Technology firms worth USD 200 billion or more")


DEMO_GATE_PUBLISHERS = GatePublishers(
    "Demo list of computer-science universities (invented)", "Demo list of the largest firms (invented)"
)

PARAMETERS = (("university_months", 120), ("leading_months", 84))
ROUTES = (
    ("university", "Research at a leading university", "상위 대학 연구 경력", UNIVERSITY_01.code),
    ("firm", "Leading projects at a leading firm", "빅테크 프로젝트 리더 경력", LEADING_01.code),
)


def seed_gate(*, now: datetime, publishers: GatePublishers = GatePublishers()) -> PolicyVersion:
    """Make sure the gate's first version is in force; return it."""
    with transaction.atomic():
        known = PolicyVersion.objects.filter(policy=GATE, number=1).first()
        return known or _seed(publishers, now)


def _seed(publishers: GatePublishers, now: datetime) -> PolicyVersion:
    version = PolicyVersion.objects.create(
        policy=GATE,
        number=1,
        title_en="Candidate gate of the foundation-model programme, 2025",
        title_ko="독자 AI 파운데이션 모델 사업 해외 인재 요건, 2025년",
        legal_source=LEGAL_SOURCE,
    )
    PolicyParameter.objects.bulk_create(
        PolicyParameter(version=version, code=code, value=value, unit=Unit.MONTHS)
        for code, value in PARAMETERS
    )
    PolicyEditionRule.objects.bulk_create(
        [
            PolicyEditionRule(
                version=version, kind=EditionKind.INSTITUTES, publisher=publishers.universities
            ),
            PolicyEditionRule(version=version, kind=EditionKind.FIRMS, publisher=publishers.firms),
        ]
    )
    for position, (code, english, korean, criterion) in enumerate(ROUTES, start=1):
        route = PolicyRoute.objects.create(
            version=version,
            code=code,
            position=position,
            kind=RouteKind.ALL,
            title_en=english,
            title_ko=korean,
        )
        PolicyCriterion.objects.create(route=route, code=criterion)
    return enact(version=version, actor=None, effective_from=IN_FORCE_FROM, now=now)
