"""A researcher's stay in one line: what it means for claims, in words, tone and icon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from visas.queries import Residence

SOON = timedelta(days=90)
"""How long before its last day a stay draws attention."""


@dataclass(frozen=True)
class StayLine:
    """Words for a chip; `frozen` says why no new claim may be made, empty where it may."""

    text: str
    tone: str
    icon: str
    frozen: str = ""


def stay_line(residence: Residence, today: date) -> StayLine:
    """The stay on a day in Asia/Seoul."""
    if residence.citizen:
        return StayLine(_("Korean citizen: no visa needed"), "success", "check")
    frozen = residence.frozen(today)
    if frozen:
        return StayLine(_("No new claims"), "danger", "lock", frozen)
    for first, last in residence.periods:
        if first <= today <= last:
            return _running(last, today)
        if first > today:
            return StayLine(_("Stay begins on %(day)s") % {"day": date_format(first)}, "info", "calendar")
    if residence.has_case:
        return StayLine(_("Visa application under way"), "info", "plane")
    return StayLine(_("No stay in Korea recorded yet"), "neutral", "circle")


def _running(last: date, today: date) -> StayLine:
    if last == date.max:
        return StayLine(_("Permanent stay"), "success", "check")
    soon = last - today <= SOON
    words = _("Stay valid until %(day)s") % {"day": date_format(last)}
    return StayLine(words, "warning" if soon else "success", "clock" if soon else "check")
