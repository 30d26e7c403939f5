"""Banks of Korea by their three-digit code, and a bank account as the vault keeps it: code, then number."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BANKS: dict[str, str | Promise] = {
    "002": _("Korea Development Bank"),
    "003": _("Industrial Bank of Korea"),
    "004": _("KB Kookmin Bank"),
    "007": _("Suhyup Bank"),
    "011": _("NongHyup Bank"),
    "020": _("Woori Bank"),
    "023": _("Standard Chartered Bank Korea"),
    "027": _("Citibank Korea"),
    "031": _("iM Bank"),
    "032": _("Busan Bank"),
    "034": _("Gwangju Bank"),
    "035": _("Jeju Bank"),
    "037": _("Jeonbuk Bank"),
    "039": _("Kyongnam Bank"),
    "045": _("Korean Federation of Community Credit Cooperatives"),
    "048": _("National Credit Union Federation of Korea"),
    "071": _("Korea Post"),
    "081": _("Hana Bank"),
    "088": _("Shinhan Bank"),
    "089": _("K bank"),
    "090": _("KakaoBank"),
    "092": _("Toss Bank"),
}
CODE = 3
"""Digits of a bank's code."""


def written(bank: str, number: str) -> str:
    """The value that is sealed: the bank's code and the digits of the account."""
    return bank + number


def read(value: str) -> tuple[str, str]:
    """(bank code, account number) of a value that `written` made."""
    return value[:CODE], value[CODE:]
