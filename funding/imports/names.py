"""What else the columns are called in the sheets of finance departments, and words in cells alike."""

from __future__ import annotations

import re
import unicodedata

from funding.imports.columns import COLUMNS

NOT_WORD = re.compile(r"[\W_]+")
IN_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
OTHERS = {
    "spent_on": (
        "집행일자, 거래일, 집행일, 일자, 날짜, 사용일자, 사용일, 지출일자, 지출일, 지급일자, 지급일, "
        "결제일자, 결제일, transaction date, payment date, date of payment, paid on, spent on"
    ),
    "payee": (
        "거래처명, 지급처, 지급처명, 사용처, 업체명, 업체, 상호, 상호명, 공급자, 가맹점명, 가맹점, "
        "수취인, 예금주, vendor, supplier, merchant, paid to, recipient, payee name"
    ),
    "business_number": (
        "사업자번호, 거래처사업자등록번호, 거래처사업자번호, business registration number, "
        "business registration no, business no, brn"
    ),
    "category": (
        "세목, 비목명, 세목명, 비목 세목, 집행비목, 집행세목, 비용항목, 예산과목, cost category, "
        "budget category, cost item, budget item, cost type"
    ),
    "supply": (
        "공급가, 공급액, 공급금액, 공급가격, supply, supply amount, net, net amount, amount without vat, "
        "amount excl vat"
    ),
    "vat": "부가가치세, 세액, 부가세액, 부가가치세액, value added tax, tax, tax amount, vat amount",
    "total": (
        "합계금액, 금액, 총액, 총금액, 합계액, 결제금액, 집행금액, 집행액, 지급액, 지급금액, 지출금액, "
        "사용금액, total amount, amount, gross, gross amount, sum, amount paid"
    ),
    "method": (
        "결제방법, 결제구분, 결제유형, 지급방법, 지급수단, 지급구분, 집행방법, 카드 계좌이체, 카드 이체, "
        "paid by, method, payment type, card transfer, means of payment"
    ),
    "invoice": (
        "전자세금계산서번호, 전자세금계산서, 세금계산서 승인번호, 세금계산서번호, 세금계산서, "
        "전자계산서 승인번호, 국세청 승인번호, e-tax invoice, e-tax invoice no, "
        "e-tax invoice approval number, electronic tax invoice number, tax invoice number, "
        "tax invoice no, tax invoice, invoice number, invoice no"
    ),
    "participant": (
        "참여연구자명, 참여연구원, 참여연구원명, 참여인력, 연구자, 연구자명, 연구원, 연구원명, 대상자, "
        "성명, participating researcher, researcher, researcher name, participant name"
    ),
    "rate": "인건비계상률, 인건비계상율, 계상률, 계상율, 참여비율, participation, rate of participation",
    "month": (
        "급여월, 귀속연월, 귀속년월, 급여귀속월, 해당월, 급여연월, salary month, month of salary, pay month"
    ),
    "currency": "통화코드, 화폐, 화폐단위, 외화통화, 외화종류, currency code",
    "foreign": (
        "외화, 외화액, 외화 결제금액, 현지금액, 현지통화금액, amount in foreign currency, "
        "foreign currency amount"
    ),
    "exchange_rate": "적용환율, 매매기준율, 기준환율, fx rate",
    "rate_date": (
        "환율적용일자, 환율적용일, 환율기준일, 환율기준일자, 환율일, 고시일, date of rate, "
        "exchange rate date, fx date"
    ),
    "note": (
        "비고, 내역, 내용, 사용내역, 집행내역, 집행내용, 지출내역, 거래내용, 품명, 품목, notes, remark, "
        "remarks, memo, description, details, purpose"
    ),
}
"""The likeliest first: of two columns that mean the same, the better known one is read."""


def word_key(text: str) -> str:
    """The form in which headers and words are compared: without case, width, spaces and punctuation."""
    return NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


KNOWN = {
    word_key(name): (column.key, preference)
    for column in COLUMNS
    for preference, name in enumerate([column.korean, column.english, *OTHERS[column.key].split(", ")])
}


def known_as(text: str) -> tuple[str, int] | None:
    """The column a header means and how unusual that header is for it (0 or 1: its title); None for other
    texts.

    What stands in brackets, "공급가액(원)" or "Amount (KRW)", counts only as part of a known header.
    """
    return KNOWN.get(word_key(text)) or KNOWN.get(word_key(IN_BRACKETS.sub(" ", text)))
