"""What a cell means: days, months, names, numbers of firms and invoices. Ambiguous ones are refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NotValid
from stdnum.kr import brn

from funding.enums import PaymentMethod
from funding.imports.names import word_key

DAY = re.compile(
    r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?"
    r"(?:\s*\([월화수목금토일]\))?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[.월]?")
PLAIN_MONTH = re.compile(r"(\d{4})(\d{2})")
TENTH = re.compile(r"\d{4}\.1")
"""What Excel makes of 2026.10."""
ENGLISH_MONTH = re.compile(r"([a-z]{3,9})[-. ]+(\d{4}|\d{2})", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
EPOCH = date(1899, 12, 30)
"""Excel's day 0, as all its serial numbers after February 1900 count."""
YEARS = range(2000, 2100)
INVOICE = re.compile(r"(\d{8})[0-9A-Za-z]{16}")
ROUNDED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
LETTERS = re.compile(r"[A-Z]{3}")
WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
CARD = (
    "card, credit card, corporate card, research card, debit card, "
    "카드, 신용카드, 법인카드, 연구비카드, 체크카드"
)
TRANSFER = (
    "transfer, bank transfer, account transfer, wire, wire transfer, "
    "계좌이체, 이체, 송금, 무통장, 무통장입금, 자동이체, 계좌입금"
)
METHODS = {
    word_key(word): method
    for method, words in ((PaymentMethod.CARD, CARD), (PaymentMethod.TRANSFER, TRANSFER))
    for word in words.split(", ")
}


@dataclass(eq=False)
class Wrong(ValueError):
    """A cell that means nothing here; the message is translated when it is shown."""

    message: Promise
    params: Mapping[str, object]


def refuse(message: Promise, **params: object) -> Wrong:
    return Wrong(message, params)


def plain(text: str) -> str:
    """The text on one line, composed, without invisible characters."""
    kept = (" " if sign.isspace() else sign for sign in unicodedata.normalize("NFC", text))
    return " ".join("".join(sign for sign in kept if unicodedata.category(sign)[0] != "C").split())


def figures(text: str) -> str:
    """The text with full-width digits and signs made usual."""
    return plain(unicodedata.normalize("NFKC", text))


def day(text: str) -> date:
    """A day as 20261122, 2026.11.22., 2026-11-22, 2026년 11월 22일, with or without a time, or Excel's number
    for it."""
    typed = figures(text)
    if found := DAY.fullmatch(typed) or PLAIN_DAY.fullmatch(typed):
        return _date(text, *map(int, found.groups()))
    if SERIAL.fullmatch(typed):
        serial = EPOCH + timedelta(days=int(typed[:5]))
        return _date(text, serial.year, serial.month, serial.day)
    raise refuse(_("“%(text)s” is no date. Write it like 2026-11-22."), text=text)


def month(text: str) -> date:
    """The first day of a month written 2026-11, 202611, 2026년 11월, Nov-26 or as any of its days."""
    typed = figures(text)
    if TENTH.fullmatch(typed):
        raise refuse(_("“%(text)s” can be January or October. Write it like 2026-01."), text=text)
    if found := MONTH.fullmatch(typed) or PLAIN_MONTH.fullmatch(typed):
        return _date(text, int(found[1]), int(found[2]), 1)
    if (found := ENGLISH_MONTH.fullmatch(typed)) and found[1][:3].lower() in MONTHS:
        return _date(text, 2000 + int(found[2]) % 2000, MONTHS.index(found[1][:3].lower()) + 1, 1)
    try:
        return day(text).replace(day=1)
    except Wrong:
        raise refuse(_("“%(text)s” is no month. Write it like 2026-11."), text=text) from None


def _date(text: str, year: int, month: int, day: int) -> date:
    if year in YEARS:
        try:
            return date(year, month, day)
        except ValueError:
            pass
    raise refuse(_("“%(text)s” is not in the calendar."), text=text)


def business_number(text: str) -> str:
    """Ten digits whose check digit is right (사업자등록번호)."""
    try:
        digits: str = brn.validate(figures(text))
    except NotValid:
        raise refuse(_("“%(text)s” is no business registration number."), text=text) from None
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    if (weighed + int(digits[8]) * 5 // 10 + int(digits[9])) % 10:
        raise refuse(_("“%(text)s” is mistyped: its check digit is wrong."), text=text)
    return digits


def invoice(text: str) -> str:
    """The 24 characters of an approval number (전자세금계산서 승인번호): a day, then sixteen."""
    typed = re.sub(r"[\s-]", "", figures(text))
    if ROUNDED.fullmatch(typed):
        raise refuse(
            _("Excel has rounded this number. Format the column as text and enter the number again.")
        )
    found = INVOICE.fullmatch(typed)
    if not found:
        raise refuse(_("An e-tax invoice number has 24 characters; here are %(count)s."), count=len(typed))
    day(found[1])
    return typed


def method(text: str) -> str:
    """`card` or `transfer`: what the rules allow (National R&D Innovation Act, Decree Art. 24)."""
    found = METHODS.get(word_key(text))
    if found is None:
        raise refuse(_("“%(text)s” is neither card nor transfer."), text=text)
    return found.value


def currency(text: str) -> str:
    """Three letters (ISO 4217); won is KRW."""
    typed = figures(text).upper()
    if typed in {"원", "₩", "WON"}:
        return "KRW"
    if not LETTERS.fullmatch(typed):
        raise refuse(_("“%(text)s” is no currency. Write three letters, for example USD."), text=text)
    return typed
