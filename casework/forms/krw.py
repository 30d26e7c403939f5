"""Reading and writing amounts of Korean won the way people in Korea and abroad write them."""

import re
import unicodedata
from decimal import Decimal

LARGE_UNITS = (("조", 10**12), ("억", 10**8), ("만", 10**4))
SMALL_UNITS = (("천", 1000), ("백", 100), ("십", 10))
ENGLISH_UNITS = (("billion", 10**9), ("million", 10**6), ("bn", 10**9), ("m", 10**6))
GROUPED = re.compile(r"\d{1,3}(,\d{3})+|\d+")
NUMBER = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


def parse_krw(text: str) -> int:
    """Return the won that `text` means: "168,000,000", "1억 6,800만", "5천만원", "₩1.68억", "168 million".

    Raises ValueError when it means nothing, is ambiguous ("1.500.000") or is not a whole number of won.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"\s+|₩|원정?|krw|won", "", plain)
    sign = -1 if plain.startswith("-") else 1
    plain = plain.removeprefix("-")
    if not plain:
        raise ValueError("empty amount")
    amount = _english(plain)
    if amount is None:
        amount = _korean(plain)
    if amount != int(amount):
        raise ValueError("not a whole number of won")
    return sign * int(amount)


def krw_reading(amount: int, language: str) -> str:
    """Return `amount` won in words: "1억 6,800만 원" in Korean, "168 million won" otherwise."""
    if language.startswith("ko"):
        return _korean_reading(amount)
    for name, unit in ENGLISH_UNITS[:2]:
        if abs(amount) >= unit:
            figure = f"{Decimal(amount) / unit:,.3f}".rstrip("0").rstrip(".")
            return f"{figure} {name} won"
    return f"{amount:,} won"


def _korean_reading(amount: int) -> str:
    parts = []
    rest = abs(amount)
    for name, unit in LARGE_UNITS:
        count, rest = divmod(rest, unit)
        if count:
            parts.append(f"{count:,}{name}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    spaced = " ".join(parts)
    return ("-" if amount < 0 else "") + spaced + (" 원" if not rest else "원")


def _english(plain: str) -> Decimal | None:
    for name, unit in ENGLISH_UNITS:
        if plain.endswith(name):
            return _number(plain.removesuffix(name), fraction=True) * unit
    return None


def _korean(plain: str) -> Decimal:
    total = Decimal(0)
    rest = plain
    for name, unit in LARGE_UNITS:
        head, found, tail = rest.partition(name)
        if found:
            total += _small(head, fraction=True) * unit
            rest = tail
    return total + _small(rest, fraction=False) if rest else total


def _small(text: str, *, fraction: bool) -> Decimal:
    total = Decimal(0)
    rest = text
    for name, unit in SMALL_UNITS:
        head, found, tail = rest.partition(name)
        if found:
            total += (_number(head, fraction=True) if head else 1) * unit
            rest = tail
    if rest or rest == text:
        total += _number(rest, fraction=fraction)
    return total


def _number(text: str, *, fraction: bool) -> Decimal:
    if not (NUMBER if fraction else GROUPED).fullmatch(text):
        raise ValueError(f"not an amount: {text!r}")
    return Decimal(text.replace(",", ""))
