"""The catalogue of criteria of the candidate gate.

Source: press on the talent support of the Independent AI foundation-model programme
(etoday.co.kr/news/view/2494035, 2025): ten years of R&D at a top-100 university in computer science, or seven
years leading projects at a technology firm worth at least USD 200 billion. The ministry has yet to confirm
it. Employment counted here is what the researcher released for it: research posts, and posts in which
they led projects.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casework.eligibility.criterion import Comparison, Criterion, Direction, Placed, Unit, Wording
from casework.enums import EditionKind

LEGAL_SOURCE = gettext_noop(
    "Independent AI foundation-model programme, talent support; "
    "press reports of 2025, to be confirmed by the ministry"
)

UNIVERSITY_MONTHS = Placed(
    "university_months",
    EditionKind.INSTITUTES,
    Unit.MONTHS,
    Wording(
        _("R&D at top-100 universities in computer science"),
        _("%(shortfall)s more of R&D at a top-100 university in computer science"),
        _("proof of %(threshold)s of R&D at top-100 universities in computer science"),
    ),
)
LEADING_MONTHS = Placed(
    "leading_months",
    EditionKind.FIRMS,
    Unit.MONTHS,
    Wording(
        _("Leading projects at firms worth USD 200 billion or more"),
        _("%(shortfall)s more of leading projects at a firm worth USD 200 billion or more"),
        _("proof of %(threshold)s of leading projects at firms worth USD 200 billion or more"),
    ),
)

UNIVERSITY_01 = Criterion(
    "FM-UNIVERSITY-01",
    _("R&D at top-100 universities in computer science"),
    LEGAL_SOURCE,
    Comparison(UNIVERSITY_MONTHS, Direction.AT_LEAST, "university_months", Unit.MONTHS),
)
LEADING_01 = Criterion(
    "FM-LEADING-01",
    _("Leading projects at the largest technology firms"),
    LEGAL_SOURCE,
    Comparison(LEADING_MONTHS, Direction.AT_LEAST, "leading_months", Unit.MONTHS),
)

CATALOGUE = (UNIVERSITY_01, LEADING_01)
