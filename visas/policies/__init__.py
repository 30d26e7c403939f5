"""The visa policies that come with the portal, as data. Idempotent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from casework.models import PolicyVersion
from casework.services.laying import lay_down
from visas.policies.gni import BANK_OF_KOREA, seed_gni
from visas.policies.job_seeking import JOB_SEEKING_2025
from visas.policies.points_example import FICTIONAL_POINTS
from visas.policies.publishers import DEMO_PUBLISHERS, REAL, Publishers
from visas.policies.top_tier import PARAMETERS, seed_top_tier

__all__ = ["BANK_OF_KOREA", "DEMO_PUBLISHERS", "PARAMETERS", "Publishers", "seed_policies"]


def seed_policies(*, now: datetime, publishers: Publishers = REAL) -> PolicyVersion:
    """Make sure the GNI editions, the top-tier visa, the visa for job seekers and the fictional points
    example are there and in force.

    Returns the version of the top-tier visa in force now.
    """
    with transaction.atomic():
        seed_gni(now)
        lay_down(JOB_SEEKING_2025, publishers.of_degrees, now)
        lay_down(FICTIONAL_POINTS, publishers.of_everything, now)
        return seed_top_tier(publishers.of_everything, now)
