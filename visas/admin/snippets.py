"""Ready-made sentences for supplement requests, in the applicant's language; the officer edits them."""

from __future__ import annotations

SNIPPETS = {
    "en": (
        "The copy cannot be read. Please send a colour scan with all four corners visible.",
        "The document needs an apostille, or legalisation by a Korean consulate. Please add one of them.",
        "The translation into Korean or English is missing.",
        "The name differs from your passport. Please send a document that explains the difference.",
        "First and last day of work are missing. Please send a certificate from your employer with both.",
        "The signature of the employer is missing.",
    ),
    "ko": (
        "사본을 식별할 수 없습니다. 네 모서리가 모두 보이는 컬러 스캔본을 제출해 주십시오.",
        "아포스티유 또는 영사확인이 없습니다. 아포스티유 또는 영사확인을 받은 서류를 제출해 주십시오.",
        "국문 또는 영문 번역본이 없습니다.",
        "성명이 여권과 다릅니다. 차이를 설명하는 서류를 제출해 주십시오.",
        "근무 시작일과 종료일이 없습니다. 두 날짜가 기재된 경력증명서를 제출해 주십시오.",
        "고용주의 서명이 없습니다.",
    ),
}
