"""The columns of a claim as finance departments know them: what exports and the template are headed."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Column(NamedTuple):
    """`key` is the field of LineDraft; headers stand in a file, so both languages are known at once."""

    key: str
    english: str
    korean: str
    hint: Promise

    def title(self, language: str) -> str:
        return self.korean if language.startswith("ko") else self.english


COLUMNS = [
    Column("spent_on", "Date", "거래일자", _("Day of the payment, for example 2026-11-22. Required.")),
    Column("payee", "Payee", "거래처", _("Who was paid. Required.")),
    Column(
        "business_number",
        "Business number",
        "사업자등록번호",
        _("Ten digits of the payee's business registration number, if it has one."),
    ),
    Column("category", "Category", "비목", _("Code or title of a category of the programme. Required.")),
    Column(
        "supply",
        "Supply value",
        "공급가액",
        _("Whole won without VAT. Two of supply value, VAT and total are enough."),
    ),
    Column(
        "vat",
        "VAT",
        "부가세",
        _("Whole won; 0 where none was charged. May stay blank for salaries and costs in foreign currency."),
    ),
    Column("total", "Total", "합계", _("Whole won with VAT.")),
    Column("method", "Payment method", "결제수단", _("Card or transfer. Required.")),
    Column(
        "invoice",
        "E-tax invoice number",
        "전자세금계산서 승인번호",
        _("The 24 characters of the approval number. Format the column as text."),
    ),
    Column(
        "participant", "Participant", "참여연구자", _("Name of the researcher whose salary or cost this is.")
    ),
    Column("rate", "Participation rate", "참여율", _("With its per cent sign. For salaries.")),
    Column("month", "Month", "귀속월", _("The month a salary is for, for example 2026-11.")),
    Column("currency", "Currency", "통화", _("Three letters, for example USD. Blank for won.")),
    Column("foreign", "Foreign amount", "외화금액", _("The amount in that currency, up to two decimals.")),
    Column("exchange_rate", "Exchange rate", "환율", _("Won for one unit of the currency.")),
    Column("rate_date", "Rate date", "환율일자", _("The day of the exchange rate.")),
    Column("note", "Note", "적요", _("What it was for, up to 300 characters.")),
]
"""In the order of the template, in which a paste without a header is read."""

KEYS = tuple(column.key for column in COLUMNS)
BY_KEY = {column.key: column for column in COLUMNS}
