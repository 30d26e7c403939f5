"""How often officers found otherwise than the automatic check, from signed decisions of one version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from casework.eligibility.interpreter import program
from casework.enums import DecisionOutcome, DecisionStatus, Outcome, Verdict
from casework.models import Case, Decision, PolicyVersion, User

ENOUGH = 20
"""Decisions from which on a share is said; below, counts alone."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "met": ("met", "met_refused", "met_corrected"),
    "met_refused": ("met_refused",),
    "met_corrected": ("met_corrected",),
    "not_met": ("not_met", "not_met_granted", "not_met_corrected"),
    "not_met_granted": ("not_met_granted",),
    "not_met_corrected": ("not_met_corrected",),
    "unknown": ("unknown", "unknown_met", "unknown_not_met"),
    "unknown_met": ("unknown_met",),
    "unknown_not_met": ("unknown_not_met",),
}
"""Lists behind the figures, each with what `FOUND` calls its cases."""
MET, NOT_MET, UNKNOWN = Verdict.MET.value, Verdict.NOT_MET.value, Verdict.UNKNOWN.value
GRANT, REFUSE = DecisionOutcome.GRANT.value, DecisionOutcome.REFUSE.value
ELIGIBLE, OPEN = Outcome.ELIGIBLE.value, Outcome.NEEDS_OFFICER.value

GIVEN = (
    "WITH given AS (SELECT %s::bigint AS version, %s::date AS first, %s::date AS last, %s::text[] AS codes)"
)
DECIDED = f"""
    FROM given
    JOIN casework_decision d ON d.version_id = given.version AND d.status = '{DecisionStatus.SIGNED.value}'
        AND (d.signed_at AT TIME ZONE 'Asia/Seoul')::date BETWEEN given.first AND given.last
    JOIN casework_screening s ON s.facts_id = d.facts_id AND s.version_id = d.version_id
"""
DECISIONS = f"""
    {GIVEN} SELECT count(*), count(*) FILTER (
        WHERE (d.outcome = '{GRANT}') IS DISTINCT FROM (s.outcome = {ELIGIBLE}) AND s.outcome <> {OPEN})
    {DECIDED}
"""  # noqa: S608 - constants only
FOUND = f"""
    SELECT decision, place, CASE
        WHEN was = {MET} AND is_now <> was THEN 'met_corrected'
        WHEN was = {MET} AND refused_on_it THEN 'met_refused'
        WHEN was = {MET} THEN 'met'
        WHEN was = {NOT_MET} AND is_now <> was THEN 'not_met_corrected'
        WHEN was = {NOT_MET} AND granted_against THEN 'not_met_granted'
        WHEN was = {NOT_MET} THEN 'not_met'
        WHEN is_now = {MET} OR is_now = {UNKNOWN} AND granted_against THEN 'unknown_met'
        WHEN is_now = {NOT_MET} OR refused_on_it THEN 'unknown_not_met'
        ELSE 'unknown' END AS found
    FROM (
        SELECT d.id AS decision, v.place, v.was, v.is_now,
            d.outcome = '{GRANT}' AND s.outcome <> {ELIGIBLE} AS granted_against,
            d.outcome = '{REFUSE}' AND given.codes[v.place] = ANY(cited.criteria) AS refused_on_it
        {DECIDED}
        JOIN casework_facts f ON f.id = d.facts_id
        LEFT JOIN LATERAL (
            SELECT o.verdicts FROM casework_facts p
            JOIN casework_screening o ON o.facts_id = p.id AND o.version_id = d.version_id
            WHERE f.corrects <> '' AND p.case_id = d.case_id AND p.number BETWEEN (
                SELECT max(q.number) FROM casework_facts q
                WHERE q.case_id = d.case_id AND q.corrects = '' AND q.number <= f.number
            ) AND f.number
            ORDER BY p.number LIMIT 1
        ) stated ON TRUE
        LEFT JOIN LATERAL (
            SELECT array_agg(r.criterion::text) AS criteria FROM casework_decisionreason g
            JOIN casework_policyreason r ON r.id = g.reason_id
            WHERE d.outcome = '{REFUSE}' AND g.decision_id = d.id
        ) cited ON TRUE
        CROSS JOIN unnest(coalesce(stated.verdicts, s.verdicts), s.verdicts)
            WITH ORDINALITY AS v (was, is_now, place)
    ) one
"""  # noqa: S608 - constants only
"""What became of each criterion of each signed decision. The check compared with is that of the facts as the
applicant last stated them, or the first by this version after them; `is_now` is the one decided on."""
COUNTED = f"{GIVEN} SELECT place, found, count(*) FROM ({FOUND}) x GROUP BY place, found"  # noqa: S608
LISTED = f"{GIVEN} SELECT decision FROM ({FOUND}) x WHERE place = %s AND found = ANY(%s)"  # noqa: S608


@dataclass(frozen=True)
class Overridden:
    """One criterion among signed decisions.

    `met`, `not_met` and `unknown` count decisions by what the check first said of it. Of the met,
    `met_refused` were refused citing it and `met_corrected` turned by officers' corrections; of the not met,
    `not_met_granted` were granted although no route was met and `not_met_corrected` turned; of the unknown,
    officers settled `unknown_met` and `unknown_not_met`, by a correction or in the decision.
    """

    code: str
    title: str
    met: int = 0
    met_refused: int = 0
    met_corrected: int = 0
    not_met: int = 0
    not_met_granted: int = 0
    not_met_corrected: int = 0
    unknown: int = 0
    unknown_met: int = 0
    unknown_not_met: int = 0

    @property
    def decided(self) -> int:
        return self.met + self.not_met + self.unknown

    @property
    def otherwise(self) -> int:
        """Decisions in which officers found other than the check about this criterion."""
        against = self.met_refused + self.met_corrected + self.not_met_granted + self.not_met_corrected
        return against + self.unknown_met + self.unknown_not_met

    @property
    def share(self) -> int | None:
        """In percent; None while there are too few decisions to say."""
        return share(self.otherwise, self.decided)


@dataclass(frozen=True)
class Overrides:
    """A version's signed decisions: how many, how many against the check, and criterion by criterion."""

    decisions: int
    against: int
    criteria: tuple[Overridden, ...]

    @property
    def share(self) -> int | None:
        """Of the decisions against the check, in percent; None while there are too few to say."""
        return share(self.against, self.decisions)


def share(part: int, whole: int) -> int | None:
    """In percent; None while there are too few to say."""
    return round(100 * part / whole) if whole >= ENOUGH else None


def overrides(version: PolicyVersion, *, first: date, last: date) -> Overrides:
    """What officers signed from `first` to `last` (days in Asia/Seoul) beside what the check had said."""
    titles = {one.code: str(one.title) for one in program(version).criteria}
    given: list[Any] = [version.pk, first, last, list(titles)]
    with connection.cursor() as cursor:
        cursor.execute(DECISIONS, given)
        ((decisions, against),) = cursor.fetchall()
        cursor.execute(COUNTED, given)
        found = {(place, name): n for place, name, n in cursor.fetchall()}
    criteria = []
    for place, (code, title) in enumerate(titles.items(), 1):
        counts = Counter({g: sum(found.get((place, n), 0) for n in names) for g, names in GROUPS.items()})
        criteria.append(Overridden(code, title, **counts))
    return Overrides(decisions, against, tuple(criteria))


def decisions_behind(
    version: PolicyVersion, code: str, group: str, *, first: date, last: date, officer: User
) -> QuerySet[Decision]:
    """The decisions behind a figure (a name of GROUPS) whose cases the officer may see, by key.

    Raises ValueError for a criterion the version does not have.
    """
    codes = [one.code for one in program(version).criteria]
    params: list[Any] = [version.pk, first, last, codes, codes.index(code) + 1, list(GROUPS[group])]
    rows = Decision.objects.filter(
        pk__in=RawSQL(LISTED, params),  # noqa: S611 - constants only, values are parameters
        case__in=Case.objects.visible_to(officer),
    )
    return rows.select_related("case").order_by("pk")
