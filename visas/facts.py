"""Frozen facts of a top-tier application: from profile and answers to intervals, and their correction.

Pure functions over a plan (`FactsPlan`); `visas.services.freezing` writes plans down as rows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from casework.models import Facts
from recruitment.facts import (
    DegreeFact,
    EmploymentFact,
    ProfileFacts,
    experience_months,
    postdoc_months,
)
from recruitment.models import Profile
from visas.models import TopTierApplication

Bounds = tuple[int | None, int | None]


class UnknownFact(Exception):
    """No fact has that name, or not with such a value."""


@dataclass(frozen=True, slots=True)
class FactsPlan:
    """Everything that will be frozen: career months, pay in KRW a year before tax; None is open."""

    as_of: date
    experience: Bounds
    postdoc: Bounds
    degrees: tuple[DegreeFact, ...]
    employments: tuple[EmploymentFact, ...]
    pay: Bounds
    sector: str
    citizenship: str
    residence: str


def plan(*, career: ProfileFacts, profile: Profile, application: TopTierApplication) -> FactsPlan:
    """What the researcher says on `career.as_of`. The first citizenship is the one applied with."""
    return FactsPlan(
        as_of=career.as_of,
        experience=(career.experience_low, career.experience_high),
        postdoc=(career.postdoc_low, career.postdoc_high),
        degrees=career.degrees,
        employments=career.employments,
        pay=(application.annual_pay, application.annual_pay),
        sector=application.sector,
        citizenship=profile.citizenships[0] if profile.citizenships else "",
        residence=str(profile.residence),
    )


def plan_of(facts: Facts) -> FactsPlan:
    """The plan a frozen row was written from; degrees and jobs in the order they were frozen."""
    own = facts.top_tier
    return FactsPlan(
        as_of=facts.as_of,
        experience=(facts.experience_low, facts.experience_high),
        postdoc=(facts.postdoc_low, facts.postdoc_high),
        degrees=tuple(
            DegreeFact(
                row.level,
                row.ror_id,
                row.institution,
                row.awarded_low or date.min,
                row.awarded_high or facts.as_of,
            )
            for row in facts.degrees.order_by("id")
        ),
        employments=tuple(
            EmploymentFact(
                row.ror_id, row.employer, row.started_low, row.started_high, row.ended_low, row.ended_high
            )
            for row in facts.employments.order_by("id")
        ),
        pay=(own.pay_low, own.pay_high),
        sector=own.sector,
        citizenship=str(own.citizenship),
        residence=str(own.residence),
    )


def digest(planned: FactsPlan) -> str:
    """SHA-256 of the canonical JSON of the plan, in hexadecimal."""
    text = json.dumps(asdict(planned), sort_keys=True, separators=(",", ":"), default=_iso, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def corrected(planned: FactsPlan, *, fact: str, low: Any, high: Any) -> FactsPlan:
    """The plan with one fact set to (low, high). Raises UnknownFact for a name or value it cannot have.

    Names: "pay" (KRW), "experience" and "postdoc" (months), "degree.1.awarded" (dates),
    "degree.1.organisation" (low: registry id or None, high: name or None to keep it), and
    "employment.1.started", ".ended" and ".organisation" likewise. Numbers count the frozen rows from 1.
    Changed dates change the months they add up to, unless those were corrected before: then correct them too.
    """
    match fact.split("."):
        case ["pay" | "experience" | "postdoc"]:
            months_or_pay: Any = {fact: _pair(low, high, int)}
            return replace(planned, **months_or_pay)
        case ["degree", number, part]:
            degrees = _changed(planned.degrees, number, _degree_columns(part, low, high))
            return _recounted(planned, replace(planned, degrees=degrees))
        case ["employment", number, part]:
            jobs = _changed(planned.employments, number, _employment_columns(part, low, high))
            return _recounted(planned, replace(planned, employments=jobs))
    raise UnknownFact(fact)


def _recounted(before: FactsPlan, after: FactsPlan) -> FactsPlan:
    """Months follow their dates, except where an officer set them by hand."""
    if before.experience == experience_months(before.employments):
        after = replace(after, experience=experience_months(after.employments))
    if before.postdoc == postdoc_months(before.degrees, before.employments):
        after = replace(after, postdoc=postdoc_months(after.degrees, after.employments))
    return after


def _degree_columns(part: str, low: Any, high: Any) -> dict[str, Any]:
    match part:
        case "awarded":
            first, last = _pair(low, high, date)
            return {"awarded_low": _known(first), "awarded_high": _known(last)}
        case "organisation":
            return {"ror_id": low or None} | ({"institution": high} if high else {})
    raise UnknownFact(part)


def _employment_columns(part: str, low: Any, high: Any) -> dict[str, Any]:
    match part:
        case "started" | "ended":
            first, last = _pair(low, high, date)
            return {f"{part}_low": _known(first), f"{part}_high": _known(last)}
        case "organisation":
            return {"ror_id": low or None} | ({"employer": high} if high else {})
    raise UnknownFact(part)


def _changed(rows: tuple[Any, ...], number: str, columns: dict[str, Any]) -> tuple[Any, ...]:
    if not number.isdecimal() or not 1 <= int(number) <= len(rows):
        raise UnknownFact(number)
    at = int(number) - 1
    return (*rows[:at], replace(rows[at], **columns), *rows[at + 1 :])


def _pair(low: Any, high: Any, kind: type) -> tuple[Any, Any]:
    for value in (low, high):
        if value is not None and not isinstance(value, kind):
            raise UnknownFact(value)
    if low is not None and high is not None and low > high:
        raise UnknownFact((low, high))
    return low, high


def _known(value: Any) -> Any:
    if value is None:
        raise UnknownFact(value)
    return value


def _iso(value: date) -> str:
    return value.isoformat()
