"""Cells that are numbers: won, foreign amounts, exchange rates, participation rates."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from casework.forms.krw import parse_krw
from funding.imports.values import figures, refuse

MOST = 10**12
"""Won of one cost; more is a slip."""
NOTHING = frozenset(["-", "₩-", "₩ -"])
"""How the accounting format shows 0."""
NEGATIVE = re.compile(r"[-−–△▲(]")
DECIMALS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
FULL = 10_000
"""Basis points of 100%."""


def won(text: str) -> int:
    """Whole won in any of the ways `parse_krw` reads; the dash of the accounting format is 0."""
    typed = figures(text)
    if typed in NOTHING:
        return 0
    if NEGATIVE.match(typed.removeprefix("₩").strip()):
        raise refuse(_("Negative amounts are not possible. Leave refunds out and reduce the cost itself."))
    try:
        amount = parse_krw(typed)
    except ValueError:
        raise refuse(_("“%(text)s” is no amount in whole won."), text=text) from None
    if amount > MOST:
        raise refuse(_("“%(text)s” is more than a single cost can be."), text=text)
    return amount


def foreign(text: str) -> Decimal:
    """An amount in another currency, more than 0, with up to two decimals."""
    return _decimal(text, places=2, below=MOST)


def exchange_rate(text: str) -> Decimal:
    """Won for one unit of a currency, more than 0, with up to six decimals."""
    return _decimal(text, places=6, below=10**8)


def rate(text: str) -> int:
    """Basis points of a participation rate, 0 to 10000: "30%", "0.3" and "30" are all 3000.

    A bare 1 is refused: a hundredth or the whole, nobody can say.
    """
    typed = figures(text).replace("퍼센트", "%")
    number = typed.removesuffix("%").strip()
    if not DECIMALS.fullmatch(number):
        raise refuse(_("“%(text)s” is no percentage."), text=text)
    share = Decimal(number.replace(",", ""))
    if share == 1 and not typed.endswith("%"):
        raise refuse(_("A bare 1 can mean a hundredth or the whole. Write the per cent sign too."))
    points = share * (100 if share > 1 or typed.endswith("%") else FULL)
    if points > FULL:
        raise refuse(_("“%(text)s” is more than 100%%."), text=text)
    if points != int(points):
        raise refuse(_("“%(text)s” has more than two decimals of a per cent."), text=text)
    return int(points)


def _decimal(text: str, *, places: int, below: int) -> Decimal:
    typed = figures(text)
    if not DECIMALS.fullmatch(typed):
        raise refuse(_("“%(text)s” is no number."), text=text)
    number = Decimal(typed.replace(",", ""))
    if not 0 < number < below:
        raise refuse(_("“%(text)s” is too small or too large."), text=text)
    if number != round(number, places):
        raise refuse(_("“%(text)s” has more than %(places)s decimals."), text=text, places=places)
    return number
