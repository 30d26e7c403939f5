"""The policy of the candidate gate as data; the ministry has yet to confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from casework.eligibility.criterion import Unit
from casework.enums import EditionKind
from casework.models import PolicyVersion
from casework.services.laying import Law, Way, all_of, lay_down
from funding.criteria import LEADING_01, LEGAL_SOURCE, UNIVERSITY_01
from funding.enums import GATE


@dataclass(frozen=True)
class GatePublishers:
    """Who lists the universities and the firms that the gate reads."""

    universities: str = gettext_noop("QS World University Rankings by Subject: Computer Science, top 100")
    firms: str = gettext_noop("Technology firms worth USD 200 billion or more")


DEMO_GATE_PUBLISHERS = GatePublishers(
    "Demo list of computer-science universities (invented)", "Demo list of the largest firms (invented)"
)
GATE_2025 = Law(
    policy=GATE,
    number=1,
    title_en="Candidate gate of the foundation-model programme, 2025",
    title_ko="독자 AI 파운데이션 모델 사업 해외 인재 요건, 2025년",
    legal_source=LEGAL_SOURCE,
    effective_from=date(2025, 6, 20),
    parameters=(("university_months", 120, Unit.MONTHS), ("leading_months", 84, Unit.MONTHS)),
    ways=(
        Way(
            "university",
            "Research at a leading university",
            "상위 대학 연구 경력",
            all_of(UNIVERSITY_01.code),
        ),
        Way(
            "firm", "Leading projects at a leading firm", "빅테크 프로젝트 리더 경력", all_of(LEADING_01.code)
        ),
    ),
)


def seed_gate(*, now: datetime, publishers: GatePublishers = GatePublishers()) -> PolicyVersion:
    """Make sure the gate's first version is in force; return it."""
    sources = (
        (EditionKind.INSTITUTES, publishers.universities),
        (EditionKind.FIRMS, publishers.firms),
    )
    with transaction.atomic():
        return lay_down(GATE_2025, sources, now)
