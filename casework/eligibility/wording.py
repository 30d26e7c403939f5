"""Values and thresholds in words: won, career months, ranks, multiples of GNI; in the active language."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.eligibility.criterion import Comparison, Direction, Unit
from casework.eligibility.epochs import Epoch
from casework.eligibility.reading import Reading
from casework.eligibility.standing_sql import WORST_RANK
from casework.enums import Bands
from casework.forms.krw import krw_reading
from casework.models import Edition

MONTHS_A_YEAR = 12


def won(amount: int) -> str:
    """₩168,000,000, in Korean 1억 6,800만 원"""
    language = get_language() or "en"
    return krw_reading(amount, language) if language.startswith("ko") else f"₩{amount:,}"


def edition_words(edition: Edition, reading: Reading) -> str:
    """An edition, and how it is read where that is not the plain way."""
    name = str(edition)
    if reading.history:
        years = {"publisher": _(edition.publisher), "first": reading.history[0].year, "last": edition.year}
        name = _("%(publisher)s %(first)s–%(last)s, by the day of the degree") % years
    return name if reading.bands == Bands.PRINTED else f"{name} ({reading.bands.label})"


def months(count: int) -> str:
    """8y 3m"""
    years, rest = divmod(count, MONTHS_A_YEAR)
    if not years:
        return _("%(months)sm") % {"months": rest}
    if not rest:
        return _("%(years)sy") % {"years": years}
    return _("%(years)sy %(months)sm") % {"years": years, "months": rest}


def rank(place: int) -> str:
    """102nd"""
    if place % 100 not in (11, 12, 13):
        match place % 10:
            case 1:
                return _("%(rank)sst") % {"rank": place}
            case 2:
                return _("%(rank)snd") % {"rank": place}
            case 3:
                return _("%(rank)srd") % {"rank": place}
    return _("%(rank)sth") % {"rank": place}


def multiple(hundredths: int) -> str:
    """3.2, from 320"""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def exactly(value: int, unit: Unit) -> str:
    """A number in its unit."""
    match unit:
        case Unit.MONTHS:
            return months(value)
        case Unit.RANK:
            return rank(value)
        case _:
            return won(value)


def interval(low: int | None, high: int | None, unit: Unit) -> str:
    """A value that may be known only within bounds (None: open)."""
    if unit == Unit.RANK:
        return _ranks(low, high)
    if low is None and high is None:
        return _("not known")
    if low is None:
        return _("%(value)s or less") % {"value": exactly(high or 0, unit)}
    if high is None:
        return _("%(value)s or more") % {"value": exactly(low, unit)}
    if low == high:
        return exactly(low, unit)
    return _("%(low)s to %(high)s") % {"low": exactly(low, unit), "high": exactly(high, unit)}


def _ranks(low: int | None, high: int | None) -> str:
    if low == WORST_RANK:
        return _("no master's degree or doctorate")
    if high is None:
        return _("not known") if low in (None, 1) else _("%(rank)s or lower") % {"rank": rank(low or 1)}
    if low == high:
        return rank(high)
    return _("%(low)s to %(high)s") % {"low": rank(low or 1), "high": rank(high)}


def value(comparison: Comparison, epoch: Epoch, low: int | None, high: int | None) -> str:
    """The value of a comparison; pay also as a multiple of GNI per capita, rounded down."""
    text = interval(low, high, comparison.subject.unit)
    figure = epoch.figure(comparison)
    if figure is None or low is None or low != high:
        return text
    times = multiple(low * 100 // figure.value)
    return _("%(value)s (%(times)s × GNI per capita)") % {"value": text, "times": times}


def short_threshold(comparison: Comparison, epoch: Epoch) -> str:
    """The mark as briefly as can be: 4 × GNI, 100th, 8y."""
    figure = epoch.parameter(comparison).value
    if comparison.times:
        return _("%(times)s × GNI") % {"times": multiple(figure)}
    return exactly(figure, comparison.subject.unit)


def threshold(comparison: Comparison, epoch: Epoch) -> str:
    """What is asked: at least 3 × GNI (₩157,260,000); 100th or better; at least 8y."""
    mark, short = epoch.threshold(comparison), short_threshold(comparison, epoch)
    if comparison.times and mark is not None:
        short = _("%(multiple)s (%(amount)s)") % {"multiple": short, "amount": won(mark)}
    if comparison.subject.unit == Unit.RANK:
        return _("%(rank)s or better") % {"rank": short}
    if comparison.direction == Direction.AT_MOST:
        return _("at most %(value)s") % {"value": short}
    return _("at least %(value)s") % {"value": short}
