"""The Independent AI foundation-model programme as data: what is published, dated and sourced. Idempotent.

Sources are press reports; the ministry has yet to confirm figures marked so. Matching: National R&D
Innovation Act, Art. 13, and its Decree, Art. 19(1).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_noop

from funding.enums import GATE, Ceiling, FirmSize, InstitutionRole
from funding.models import (
    Call,
    CostCategory,
    Institution,
    MatchingRule,
    Programme,
    PublishedOutcome,
    Team,
)

FOUNDATION_MODEL = "foundation-model"
CAP = 2_000_000_000
BUDGET = 200_000_000_000
LEGAL_SOURCE = gettext_noop(
    "Ministry of Science and ICT, call for the Independent AI foundation-model programme (2025): labour and "
    "research cost of overseas researchers, matched, within KRW 2 billion a year; scope as in the press"
)
CALL_SOURCE = "donga.com/en/article/all/20250805/5767015/1; asiae.co.kr/en/article/2025080417154099882"
AGREED_ON = date(2025, 8, 4)

MATCHING = (
    (FirmSize.SMALL, 75, 10),
    (FirmSize.MIDSIZE, 70, 13),
    (FirmSize.LARGE, 50, 15),
    (FirmSize.NONPROFIT, 100, 0),
)

CATEGORIES = (
    ("salary", "Salary", "인건비", True, True, Ceiling.NONE, 0),
    ("research", "Research activity", "연구활동비", True, False, Ceiling.NONE, 0),
    (
        "equipment",
        "Research facilities, equipment and materials",
        "연구시설·장비 및 재료비",
        True,
        False,
        Ceiling.NONE,
        0,
    ),
    ("allowance", "Research allowance", "연구수당", True, False, Ceiling.SHARE_OF_SALARY, 2_000),
    ("relocation", "Relocation", "유치경비(이전비)", True, False, Ceiling.AMOUNT, 100_000_000),
    ("housing", "Housing", "체재비(주거)", True, False, Ceiling.AMOUNT, 60_000_000),
    ("school", "School fees of children", "자녀 학비", True, False, Ceiling.AMOUNT, 80_000_000),
    ("indirect", "Indirect cost", "간접비", False, False, Ceiling.SHARE_OF_DIRECT, 1_700),
)
"""code, English, Korean, direct, salary, ceiling and its figure. Relocation, housing and school fees belong
where the programme says, so their ceilings are to be confirmed like the rest."""

TEAMS = (
    ("naver-cloud", "Naver Cloud", "네이버클라우드", FirmSize.LARGE),
    ("upstage", "Upstage", "업스테이지", FirmSize.SMALL),
    ("sk-telecom", "SK Telecom", "SK텔레콤", FirmSize.LARGE),
    ("nc-ai", "NC AI", "NC AI", FirmSize.MIDSIZE),
    ("lg-ai-research", "LG AI Research", "LG AI연구원", FirmSize.LARGE),
)

SELECTED = (
    date(2025, 8, 4),
    "Selected as one of five teams.",
    "5개 정예팀 중 하나로 선정되었습니다.",
    CALL_SOURCE,
)
STAYS = (
    date(2026, 1, 15),
    "Continues after the first stage evaluation (benchmark 40, experts 35, users 25).",
    "1차 단계평가(벤치마크 40, 전문가 35, 사용자 25) 결과 계속 참여합니다.",
    "koreaherald.com/article/10656367",
)
LEAVES = (
    date(2026, 1, 15),
    "Leaves the programme after the first stage evaluation.",
    "1차 단계평가 결과 사업에서 제외되었습니다.",
    "koreaherald.com/article/10656367",
)
PRIORITY = (
    date(2025, 8, 5),
    "Reported to receive priority funding for overseas researchers after meeting early benchmarks.",
    "초기 벤치마크를 충족하여 해외 우수 연구자 유치 지원을 우선 받는 것으로 보도되었습니다.",
    "etoday.co.kr/news/view/2494035; koreabizwire.com (Yonhap), no. 328544",
)
OUTCOMES = {
    "naver-cloud": (SELECTED, LEAVES),
    "upstage": (SELECTED, PRIORITY, STAYS),
    "sk-telecom": (SELECTED, STAYS),
    "nc-ai": (SELECTED, LEAVES),
    "lg-ai-research": (SELECTED, STAYS),
}


def seed_programme() -> Programme:
    """Make sure the programme, its tables, call and five published teams exist; return the programme."""
    with transaction.atomic():
        known = Programme.objects.filter(code=FOUNDATION_MODEL).first()
        return known or _seed()


def _seed() -> Programme:
    programme = Programme.objects.create(
        code=FOUNDATION_MODEL,
        name_en="Independent AI foundation model",
        name_ko="독자 AI 파운데이션 모델",
        cap=CAP,
        budget=BUDGET,
        policy=GATE,
        legal_source=LEGAL_SOURCE,
    )
    MatchingRule.objects.bulk_create(
        MatchingRule(programme=programme, firm_size=size, government_percent=most, cash_percent=cash)
        for size, most, cash in MATCHING
    )
    CostCategory.objects.bulk_create(
        CostCategory(
            programme=programme, code=code, position=position, name_en=english, name_ko=korean,
            direct=direct, salary=salary, ceiling_kind=kind, ceiling=figure,
        )
        for position, (code, english, korean, direct, salary, kind, figure) in enumerate(CATEGORIES, start=1)
    )  # fmt: skip
    call = Call.objects.create(
        programme=programme,
        number=1,
        name_en="First call",
        name_ko="1차 공고",
        opens_on=date(2025, 6, 20),
        closes_on=date(2025, 7, 21),
        source=CALL_SOURCE,
    )
    for code, english, korean, size in TEAMS:
        _seed_team(programme, call, code, english, korean, size)
    return programme


def _seed_team(
    programme: Programme, call: Call, code: str, english: str, korean: str, size: FirmSize
) -> None:
    outcomes = OUTCOMES[code]
    team = Team.objects.create(
        programme=programme,
        call=call,
        code=code,
        name_en=english,
        name_ko=korean,
        agreed_on=AGREED_ON,
        priority_since=PRIORITY[0] if PRIORITY in outcomes else None,
        cut_on=LEAVES[0] if LEAVES in outcomes else None,
    )
    Institution.objects.create(
        team=team,
        role=InstitutionRole.LEAD,
        firm_size=size,
        name_en=english,
        name_ko=korean,
        starts_on=AGREED_ON,
    )
    PublishedOutcome.objects.bulk_create(
        PublishedOutcome(team=team, on=on, text_en=words, text_ko=korean_words, source=source)
        for on, words, korean_words, source in outcomes
    )
