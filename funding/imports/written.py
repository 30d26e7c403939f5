"""Claim lines written out again, so that reading them back yields the same lines."""

from __future__ import annotations

from decimal import Decimal

from casework.exports import Cell
from funding.enums import PaymentMethod
from funding.imports.columns import COLUMNS
from funding.imports.drafts import LineDraft

WORDS = {
    "ko": {PaymentMethod.CARD.value: "카드", PaymentMethod.TRANSFER.value: "계좌이체"},
    "en": {PaymentMethod.CARD.value: "card", PaymentMethod.TRANSFER.value: "transfer"},
}
BUSINESS_NUMBER = (3, 5)
INVOICE = (8, 16)
"""Where hyphens stand; with them a spreadsheet keeps the digits as text."""


def headers(language: str) -> list[str]:
    """The titles of COLUMNS in Korean (`ko`) or English."""
    return [column.title(language) for column in COLUMNS]


def cells(line: LineDraft, language: str) -> list[Cell]:
    """The cells of a line under `headers`; `category` is written as it is."""
    return [
        line.spent_on,
        line.payee,
        _hyphens(line.business_number, BUSINESS_NUMBER),
        line.category,
        line.supply,
        line.vat,
        line.total,
        WORDS["ko" if language.startswith("ko") else "en"][line.method],
        _hyphens(line.invoice, INVOICE),
        line.participant,
        None if line.rate is None else f"{(Decimal(line.rate) / 100).normalize():f}%",
        None if line.month is None else f"{line.month:%Y-%m}",
        line.currency,
        line.foreign,
        line.exchange_rate,
        line.rate_date,
        line.note,
    ]


def _hyphens(digits: str, places: tuple[int, int]) -> str:
    first, second = places
    return "-".join([digits[:first], digits[first:second], digits[second:]]) if digits else ""
