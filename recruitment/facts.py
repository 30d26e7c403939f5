"""From profile rows to frozen facts: pure functions, every uncertain number a pair (low, high)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from casework.eligibility.months import merged_months
from casework.enums import DegreeLevel
from recruitment.models import Degree, Employment
from recruitment.partial import bounds

Period = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class DegreeFact:
    """A degree; `ror_id` is None while its university is not known to the registry."""

    level: int
    ror_id: str | None
    institution: str
    awarded_low: datetime.date
    awarded_high: datetime.date


@dataclass(frozen=True, slots=True)
class EmploymentFact:
    """A job: earliest and latest possible first and last day, both included."""

    ror_id: str | None
    employer: str
    started_low: datetime.date
    started_high: datetime.date
    ended_low: datetime.date
    ended_high: datetime.date

    @property
    def longest(self) -> Period:
        return self.started_low, self.ended_high

    @property
    def shortest(self) -> Period:
        """May end before it starts: then it may have lasted no day."""
        return self.started_high, self.ended_low


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """Everything a profile says about eligibility on `as_of` (Asia/Seoul). Months are merged career
    months."""

    as_of: datetime.date
    degrees: tuple[DegreeFact, ...]
    employments: tuple[EmploymentFact, ...]
    experience_low: int
    experience_high: int
    postdoc_low: int
    postdoc_high: int


def profile_facts(
    *, degrees: Iterable[Degree], employments: Iterable[Employment], as_of: datetime.date
) -> ProfileFacts:
    """Freeze a profile's rows as of a date in Asia/Seoul."""
    studied = tuple(degree_fact(degree, as_of) for degree in degrees)
    worked = tuple(employment_facts(employments, as_of))
    experience = experience_months(worked)
    postdoc = postdoc_months(studied, worked)
    return ProfileFacts(as_of, studied, worked, *experience, *postdoc)


def degree_fact(degree: Degree, as_of: datetime.date) -> DegreeFact:
    """A degree with the first and last day it can have been awarded, neither after `as_of`."""
    low, high = bounds(degree.awarded)
    return DegreeFact(
        degree.level, degree.organisation_id, degree.institution, min(low, as_of), min(high, as_of)
    )


def employment_facts(employments: Iterable[Employment], as_of: datetime.date) -> Iterable[EmploymentFact]:
    """Jobs begun by `as_of`, cut off there; a job that goes on ends that day."""
    for job in employments:
        started_low, started_high = bounds(job.started)
        ended_low, ended_high = (as_of, as_of) if job.ongoing else bounds(job.ended)
        if started_low <= as_of:
            yield EmploymentFact(
                job.organisation_id,
                job.employer,
                started_low,
                min(started_high, as_of),
                min(ended_low, as_of),
                min(ended_high, as_of),
            )


def experience_months(employments: Iterable[EmploymentFact]) -> tuple[int, int]:
    """Fewest and most months of work the jobs can add up to, time in two jobs counted once."""
    jobs = list(employments)
    return merged_months(job.shortest for job in jobs), merged_months(job.longest for job in jobs)


def postdoc_months(degrees: Iterable[DegreeFact], employments: Iterable[EmploymentFact]) -> tuple[int, int]:
    """Months of work from the day of the first doctorate on; (0, 0) without a doctorate."""
    doctorates = [degree for degree in degrees if degree.level == DegreeLevel.DOCTOR]
    if not doctorates:
        return 0, 0
    jobs = list(employments)
    earliest = min(degree.awarded_low for degree in doctorates)
    latest = min(degree.awarded_high for degree in doctorates)
    return (
        merged_months((max(first, latest), last) for first, last in (job.shortest for job in jobs)),
        merged_months((max(first, earliest), last) for first, last in (job.longest for job in jobs)),
    )
