"""Reasons a decision on the top-tier visa may give, and what may be done against a refusal."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from casework.enums import DecisionOutcome
from casework.services.laying import Reason, Remedy
from visas.criteria import DEGREE_01, EXPERIENCE_01, PAY3_01, PAY4_01

REASONS = (
    Reason(
        "GRANT-ROUTE-1",
        DecisionOutcome.GRANT,
        "",
        "Degree, experience and pay meet the requirements of route 1.",
        "학위, 경력 및 소득이 1유형의 요건을 충족합니다.",
    ),
    Reason(
        "GRANT-ROUTE-2",
        DecisionOutcome.GRANT,
        PAY4_01.code,
        "The annual pay meets the requirement of route 2.",
        "연간 소득이 2유형의 요건을 충족합니다.",
    ),
    Reason(
        "REFUSE-DEGREE",
        DecisionOutcome.REFUSE,
        DEGREE_01.code,
        "No master's degree or doctorate from a university within the required rank.",
        "요건 순위 이내 대학의 석사 또는 박사 학위가 확인되지 않습니다.",
    ),
    Reason(
        "REFUSE-EXPERIENCE",
        DecisionOutcome.REFUSE,
        EXPERIENCE_01.code,
        "The required experience, or the required part of it at listed firms or institutes, is not shown.",
        "필요한 경력 또는 그중 지정 기업·기관에서의 경력이 확인되지 않습니다.",
    ),
    Reason(
        "REFUSE-PAY",
        DecisionOutcome.REFUSE,
        PAY3_01.code,
        "The annual pay is below the multiple of GNI per capita required by route 1.",
        "연간 소득이 1유형에서 요구하는 1인당 국민총소득 배수에 미치지 못합니다.",
    ),
    Reason(
        "REFUSE-PAY-ALONE",
        DecisionOutcome.REFUSE,
        PAY4_01.code,
        "The annual pay is below the multiple of GNI per capita required by route 2.",
        "연간 소득이 2유형에서 요구하는 1인당 국민총소득 배수에 미치지 못합니다.",
    ),
    Reason(
        "REFUSE-EVIDENCE",
        DecisionOutcome.REFUSE,
        "",
        "Facts that the requirements depend on could not be verified from the documents.",
        "제출된 서류로 요건 판단에 필요한 사실을 확인할 수 없습니다.",
    ),
)

REMEDIES = (
    Remedy(
        "APPEAL",
        90,
        "Administrative appeal within 90 days of learning of the decision",
        "처분이 있음을 안 날부터 90일 이내 행정심판 청구",
        gettext_noop("Administrative Appeals Act, Art. 27(1)"),
    ),
    Remedy(
        "LITIGATION",
        90,
        "Administrative litigation within 90 days of learning of the decision",
        "처분이 있음을 안 날부터 90일 이내 행정소송 제기",
        gettext_noop("Administrative Litigation Act, Art. 20(1)"),
    ),
)
