"""How often officers found otherwise than the automatic check, from signed decisions of one version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from casework.eligibility.interpreter import program
from casework.enums import DecisionOutcome, DecisionStatus, Outcome, Verdict
from casework.models import PolicyVersion

ENOUGH = 20
"""Decisions from which on a share is said; below, counts alone."""

_DECIDED = """
    FROM casework_decision d
    JOIN casework_screening s ON s.facts_id = d.facts_id AND s.version_id = d.version_id
    WHERE d.version_id = %(version)s AND d.status = %(signed)s
        AND (d.signed_at AT TIME ZONE 'Asia/Seoul')::date BETWEEN %(first)s AND %(last)s
"""
DECISIONS = f"""
    SELECT count(*), count(*) FILTER (WHERE
        (d.outcome = %(grant)s) IS DISTINCT FROM (s.outcome = %(eligible)s) AND s.outcome <> %(open)s)
    {_DECIDED}
"""  # noqa: S608 - constants only
VERDICTS = f"""
    SELECT place, verdict, count(*),
        count(*) FILTER (WHERE decided = %(grant)s),
        count(*) FILTER (WHERE decided = %(grant)s AND checked <> %(eligible)s),
        count(*) FILTER (WHERE decided <> %(grant)s AND EXISTS (
            SELECT FROM casework_decisionreason g JOIN casework_policyreason r ON r.id = g.reason_id
            WHERE g.decision_id = decision AND r.criterion = (%(codes)s::text[])[place]
        ))
    FROM (
        SELECT d.id AS decision, d.outcome AS decided, s.outcome AS checked, v.place, v.verdict
        FROM (SELECT d.*, s.id AS screening {_DECIDED}) d
        JOIN casework_screening s ON s.id = d.screening
        CROSS JOIN unnest(s.verdicts) WITH ORDINALITY AS v (verdict, place)
    ) AS one GROUP BY place, verdict
"""  # noqa: S608
TURNED = """
    SELECT v.place, count(*)
    FROM casework_facts f
    JOIN casework_facts p ON p.case_id = f.case_id AND p.number = f.number - 1
    JOIN casework_screening a ON a.facts_id = f.id AND a.version_id = %(version)s
    JOIN casework_screening b ON b.facts_id = p.id AND b.version_id = %(version)s
    CROSS JOIN unnest(a.verdicts, b.verdicts) WITH ORDINALITY AS v (is_now, was, place)
    WHERE f.corrects <> '' AND v.is_now <> v.was
        AND (f.created_at AT TIME ZONE 'Asia/Seoul')::date BETWEEN %(first)s AND %(last)s
    GROUP BY v.place
"""


@dataclass(frozen=True)
class Overridden:
    """One criterion among signed decisions.

    `met`, `not_met` and `unknown` count decisions by what the check said of it; `refused` cite it in spite of
    a check that found it met, `granted` were granted without any route met while it was not met, `confirmed`
    were granted after the check had left it open. `turned` counts officers' corrections that changed the
    verdict before the decision.
    """

    code: str
    title: str
    met: int = 0
    refused: int = 0
    not_met: int = 0
    granted: int = 0
    unknown: int = 0
    confirmed: int = 0
    turned: int = 0

    @property
    def decided(self) -> int:
        return self.met + self.not_met + self.unknown

    @property
    def otherwise(self) -> int:
        """Decisions in which officers found other than the check about this criterion."""
        return self.refused + self.granted

    @property
    def share(self) -> int | None:
        """In percent; None while there are too few decisions to say."""
        return round(100 * self.otherwise / self.decided) if self.decided >= ENOUGH else None


@dataclass(frozen=True)
class Overrides:
    """A version's signed decisions: how many, how many against the check, and criterion by criterion."""

    decisions: int
    against: int
    criteria: tuple[Overridden, ...]


def overrides(version: PolicyVersion, *, first: date, last: date) -> Overrides:
    """What officers signed from `first` to `last` (days in Asia/Seoul) beside what the check had said."""
    titles = {one.code: str(one.title) for one in program(version).criteria}
    given = {
        "version": version.pk, "first": first, "last": last, "codes": list(titles),
        "signed": DecisionStatus.SIGNED, "grant": DecisionOutcome.GRANT,
        "eligible": Outcome.ELIGIBLE, "open": Outcome.NEEDS_OFFICER,
    }  # fmt: skip
    ((decisions, against),) = _rows(DECISIONS, given)
    found: dict[int, dict[str, int]] = {place: {} for place in range(1, len(titles) + 1)}
    for place, verdict, n, grants, contrary, cited in _rows(VERDICTS, given):
        match Verdict(verdict):
            case Verdict.MET:
                found[place] |= {"met": n, "refused": cited}
            case Verdict.NOT_MET:
                found[place] |= {"not_met": n, "granted": contrary}
            case Verdict.UNKNOWN:
                found[place] |= {"unknown": n, "confirmed": grants}
    for place, n in _rows(TURNED, given):
        found[place]["turned"] = n
    criteria = tuple(
        Overridden(code, title, **found[place]) for place, (code, title) in enumerate(titles.items(), 1)
    )
    return Overrides(decisions, against, criteria)


def _rows(sql: str, given: Mapping[str, Any]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {name: getattr(value, "value", value) for name, value in given.items()})
        return list(cursor.fetchall())
