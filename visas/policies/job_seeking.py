"""The visa for job seekers with a degree of a top university (D-10-T) as data: the degree alone.

It governs no case of this portal.
"""

from __future__ import annotations

from datetime import date

from casework.eligibility.criterion import Unit
from casework.services.laying import Law, Way, all_of
from visas.criteria import JOB_DEGREE_01, JOB_SEEKING_SOURCE
from visas.enums import JOB_SEEKING

JOB_SEEKING_2025 = Law(
    policy=JOB_SEEKING,
    number=1,
    title_en="Job seeking for top graduates (D-10-T), 2025",
    title_ko="최우수인재 구직(D-10-T), 2025년",
    legal_source=JOB_SEEKING_SOURCE,
    effective_from=date(2025, 4, 2),
    parameters=(("degree_rank", 100, Unit.RANK),),
    ways=(Way("degree", "Job seeking: degree alone", "구직: 학위", all_of(JOB_DEGREE_01.code)),),
)
