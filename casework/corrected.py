"""How often officers corrected each fact, and what that did to the verdicts of one version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from casework.eligibility.interpreter import program
from casework.eligibility.policies import policy_of
from casework.enums import Verdict
from casework.models import PolicyVersion

PAIRED = """
    SELECT regexp_replace(f.corrects, '[.][0-9]+', '') AS fact, a.verdicts AS is_now, b.verdicts AS was
    FROM casework_screening a
    JOIN casework_facts f ON f.id = a.facts_id
    JOIN casework_facts p ON p.case_id = f.case_id AND p.number = f.number - 1
    JOIN casework_screening b ON b.facts_id = p.id AND b.version_id = a.version_id
    WHERE a.version_id = %s AND f.corrects <> ''
        AND (f.created_at AT TIME ZONE 'Asia/Seoul')::date BETWEEN %s AND %s
"""
TOTALS = f"""
    SELECT fact, count(*), count(*) FILTER (WHERE is_now = was) FROM ({PAIRED}) x
    GROUP BY fact ORDER BY 2 DESC, 1
"""  # noqa: S608 - constants only
FLIPS = f"""
    SELECT fact, v.place, v.was, v.is_now, count(*) FROM ({PAIRED}) x
    CROSS JOIN unnest(x.was, x.is_now) WITH ORDINALITY AS v (was, is_now, place)
    WHERE v.was <> v.is_now GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""  # noqa: S608 - constants only


@dataclass(frozen=True)
class Flip:
    """How often the verdict of a criterion turned from one to another."""

    criterion: str
    was: Verdict
    is_now: Verdict
    times: int


@dataclass(frozen=True)
class CorrectedFact:
    """A kind of fact ("degree.awarded", whichever degree), how often it was corrected, how often without any
    verdict turning, and what turned."""

    code: str
    title: str
    corrections: int
    without: int
    flips: tuple[Flip, ...]


def corrected_facts(version: PolicyVersion, *, first: date, last: date) -> list[CorrectedFact]:
    """Corrections from `first` to `last` (days in Asia/Seoul) whose facts before and after this version has
    checked; the most frequent first."""
    titles = [str(one.title) for one in program(version).criteria]
    policy = policy_of(version.policy)
    names = policy.facts() if policy else {}
    given: list[Any] = [version.pk, first, last]
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, given)
        totals = cursor.fetchall()
        cursor.execute(FLIPS, given)
        flips = cursor.fetchall()
    return [
        CorrectedFact(
            fact,
            names.get(fact, fact),
            n,
            without,
            tuple(
                Flip(titles[place - 1], Verdict(was), Verdict(is_now), times)
                for of, place, was, is_now, times in flips
                if of == fact
            ),
        )
        for fact, n, without in totals
    ]
