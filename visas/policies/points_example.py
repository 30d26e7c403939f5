"""A fictional policy that counts points, so that points can be tried before a ministry publishes any.

Every figure is invented. It governs no case, and the public pre-check never shows it.
"""

from __future__ import annotations

from datetime import date

from casework.eligibility.criterion import Unit
from casework.services.laying import Law, Way
from visas.enums import POINTS_EXAMPLE
from visas.fictional import FICTION

FICTIONAL_POINTS = Law(
    policy=POINTS_EXAMPLE,
    number=1,
    title_en="Points example (fictional, for trying points)",
    title_ko="점수제 예시(가상, 점수제 시험용)",
    legal_source=FICTION,
    effective_from=date(2025, 4, 2),
    parameters=(
        ("wide_rank", 300, Unit.RANK),
        ("narrow_rank", 50, Unit.RANK),
        ("some_months", 36, Unit.MONTHS),
        ("many_months", 120, Unit.MONTHS),
        ("some_pay", 200, Unit.GNI_HUNDREDTHS),
        ("much_pay", 350, Unit.GNI_HUNDREDTHS),
    ),
    ways=(
        Way(
            "points",
            "Points: at least 60 of 100 (fictional)",
            "점수제: 100점 중 60점 이상(가상)",
            (
                ("PX-DEGREE-01", 20),
                ("PX-DEGREE-02", 15),
                ("PX-EXPERIENCE-01", 15),
                ("PX-EXPERIENCE-02", 15),
                ("PX-PAY-01", 20),
                ("PX-PAY-02", 15),
            ),
            mark=60,
        ),
    ),
    fictional=True,
)
