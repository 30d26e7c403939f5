"""What the cells of one line must be to one another: sums, exchange, salaries."""

from __future__ import annotations

from collections.abc import Iterator, Set
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from funding.imports.values import Wrong, refuse

HUNDREDS = frozenset(["JPY", "VND", "IDR"])
"""Currencies whose rate Korean banks print for 100 units."""
SLACK = 1
"""Won that rounding may make between amount × rate and supply value."""
MONEY = frozenset(["supply", "vat", "total"])
EXCHANGE = ("foreign", "exchange_rate", "rate_date")

Found = Iterator[tuple[str, Wrong]]


def settle(values: dict[str, Any], wrong: Set[str]) -> Found:
    """Derive what may be left out and yield, by column, what does not fit. Columns in `wrong` could not be
    read, so nothing is said that depends on them.

    Of supply value, VAT and total two are enough. VAT left blank is 0 only for salaries (with a month) and
    costs in foreign currency, which bear none; elsewhere it must be written.
    """
    if not MONEY & wrong:
        yield from _sums(values, wrong)
    if "currency" not in wrong:
        yield from _exchange(values, wrong)
    salary = values["rate"] is not None or values["month"] is not None
    if salary and not values["participant"] and "participant" not in wrong:
        yield "participant", refuse(_("Name the participant whose salary this is."))


def _sums(values: dict[str, Any], wrong: Set[str]) -> Found:
    supply, vat, total = values["supply"], values["vat"], values["total"]
    if supply is None and total is None:
        yield "total", refuse(_("Write the total, or supply value and VAT."))
        return
    if vat is None and None in (supply, total):
        if not _bears_no_vat(values):
            if not {"month", "foreign", "currency"} & wrong:
                yield "vat", refuse(_("Write the VAT too; 0 where none was charged."))
            return
        vat = 0
    supply = total - vat if supply is None else supply
    total = supply + (vat or 0) if total is None else total
    vat = total - supply if vat is None else vat
    values.update(supply=supply, vat=vat, total=total)
    figures = {"supply": f"{supply:,}", "vat": f"{vat:,}", "total": f"{total:,}", "sum": f"{supply + vat:,}"}
    if min(supply, vat) < 0:
        yield "total", refuse(_("The total %(total)s is less than a part of it."), **figures)
    elif supply + vat != total:
        text = _("Supply value %(supply)s and VAT %(vat)s make %(sum)s, not %(total)s.")
        yield "total", refuse(text, **figures)
    elif total == 0:
        yield "total", refuse(_("A cost of 0 won is no line."))


def _bears_no_vat(values: dict[str, Any]) -> bool:
    return values["month"] is not None or values["currency"] != "KRW"


def _exchange(values: dict[str, Any], wrong: Set[str]) -> Found:
    given = [column for column in EXCHANGE if values[column] is not None or column in wrong]
    if values["currency"] == "KRW":
        if given:
            yield "currency", refuse(_("Write the currency of the foreign amount, for example USD."))
        return
    for column in EXCHANGE:
        if column not in given:
            yield (
                column,
                refuse(_("A cost in foreign currency needs its amount, its rate and the day of the rate.")),
            )
    if len(given) == len(EXCHANGE) and not (wrong & {*EXCHANGE, *MONEY}) and values["supply"] is not None:
        yield from _converted(values)


def _converted(values: dict[str, Any]) -> Found:
    product: Decimal = values["foreign"] * values["exchange_rate"]
    supply: int = values["supply"]
    if abs(product - supply) <= SLACK:
        return
    if values["currency"] in HUNDREDS and abs(product / 100 - supply) <= SLACK:
        text = _("Write the rate for 1 %(currency)s, not for 100.")
        yield "exchange_rate", refuse(text, currency=values["currency"])
        return
    figures = {
        "foreign": f"{values['foreign']:,f} {values['currency']}",
        "rate": f"{values['exchange_rate']:,f}",
        "product": f"{product.quantize(Decimal(1), ROUND_HALF_UP):,}",
        "supply": f"{supply:,}",
    }
    text = _("%(foreign)s at %(rate)s are %(product)s won, not %(supply)s.")
    yield "supply", refuse(text, **figures)
