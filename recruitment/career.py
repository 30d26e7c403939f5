"""What a list of jobs adds up to, in words a person can check: total months, gaps, overlaps."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from casework.eligibility.months import merged
from recruitment.facts import EmploymentFact, Period, employment_facts, experience_months
from recruitment.models import Employment

WORTH_TELLING = datetime.timedelta(days=31)
"""Gaps and overlaps up to this long are nothing to check."""


@dataclass(frozen=True, slots=True)
class Overlap:
    first: str
    second: str
    started: datetime.date
    ended: datetime.date


@dataclass(frozen=True, slots=True)
class Career:
    """Months at least and at most; both dates of a gap are days without work."""

    months_low: int
    months_high: int
    gaps: tuple[Period, ...]
    overlaps: tuple[Overlap, ...]


def career(jobs: Sequence[Employment], as_of: datetime.date) -> Career:
    """Sum up jobs as of a date in Asia/Seoul."""
    facts = list(employment_facts(jobs, as_of))
    low, high = experience_months(facts)
    return Career(low, high, tuple(_gaps(facts)), tuple(_overlaps(facts)))


def _gaps(facts: Sequence[EmploymentFact]) -> list[Period]:
    day = datetime.timedelta(days=1)
    return [
        (before[1] + day, after[0] - day)
        for before, after in pairwise(merged(fact.longest for fact in facts))
        if after[0] - before[1] > WORTH_TELLING
    ]


def _overlaps(facts: Sequence[EmploymentFact]) -> list[Overlap]:
    found = []
    for one, other in combinations(sorted(facts, key=lambda fact: fact.started_low), 2):
        first, last = max(one.started_high, other.started_high), min(one.ended_low, other.ended_low)
        if last - first > WORTH_TELLING:
            found.append(Overlap(one.employer, other.employer, first, last))
    return found
