"""The visa policies that come with the portal, as data. Idempotent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from casework.models import PolicyVersion
from visas.policies.job_seeking import seed_job_seeking
from visas.policies.top_tier import (
    BANK_OF_KOREA,
    DEMO_PUBLISHERS,
    PARAMETERS,
    Publishers,
    seed_gni,
    seed_top_tier,
)

__all__ = ["BANK_OF_KOREA", "DEMO_PUBLISHERS", "PARAMETERS", "Publishers", "seed_policies"]


REAL = Publishers()


def seed_policies(*, now: datetime, publishers: Publishers = REAL) -> PolicyVersion:
    """Make sure the GNI editions, the top-tier visa and the visa for job seekers are there and in force.

    Returns the version of the top-tier visa.
    """
    with transaction.atomic():
        seed_gni(now)
        seed_job_seeking(publishers.rankings, now)
        return seed_top_tier(publishers, now)
