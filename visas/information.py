"""What is known of a visa nobody can be compared with yet, the K-Tech Pass: shown, never evaluated.

Known from the press only (2025 and 2026); its pass mark was not published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Known:
    """One thing reported, and where; each is yet to be confirmed by the ministry."""

    label: _StrPromise
    text: _StrPromise
    source: _StrPromise


@dataclass(frozen=True)
class Information:
    title: _StrPromise
    lead: _StrPromise
    lines: tuple[Known, ...]


ANNOUNCED = _("press, April 2025 (news1.kr)")
SINGLE = _("one press report, July 2026 (letsdatascience.com)")
PARLIAMENT = _("press, October 2025 (kukimedi)")
YONHAP = _("Yonhap, 2025")

K_TECH_PASS = Information(
    title=_("K-Tech Pass"),
    lead=_(
        "A scheme of the Ministry of Trade, Industry and Resources and KOTRA for engineers of advanced "
        "industries. Its rules are not published in full, so your answers are not compared with them."
    ),
    lines=(
        Known(
            _("Degree"), _("Master's degree or higher of one of the 100 best engineering schools"), ANNOUNCED
        ),
        Known(
            _("Experience"),
            _("At one of the 500 largest firms or a global institute, as a chief engineer"),
            ANNOUNCED,
        ),
        Known(_("Pay"), _("At least 3 × GNI per capita"), ANNOUNCED),
        Known(_("Contract"), _("With a company in Korea"), ANNOUNCED),
        Known(
            _("Qualitative track"),
            _("Since 2 July 2026: 100 points, 65 of them by figures and 35 by judgement; 10 more for an SME"),
            SINGLE,
        ),
        Known(_("Pass mark"), _("Not published"), SINGLE),
        Known(_("Stay"), _("F-2 from the first entry"), PARLIAMENT),
        Known(_("Permanent residence"), _("After 3 years"), YONHAP),
        Known(_("Where"), _("Overseas Talent Centre of KOTRA (해외인재유치센터)"), YONHAP),
    ),
)
