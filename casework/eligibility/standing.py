"""Standings: what one edition says of a set of facts, by one set-based statement per edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from casework.eligibility.reading import PLAIN, Reading
from casework.eligibility.standing_sql import ENTRIES, MONTHS, RANKS, RANKS_BY_DEGREE, WORST_RANK
from casework.enums import DegreeLevel, EditionKind
from casework.models import Edition

STORED_SUBJECTS = """
    SELECT f.id AS facts_id, f.as_of FROM casework_facts f
    WHERE f.id = ANY(%(facts)s) AND NOT EXISTS (
        SELECT FROM casework_standing s
        WHERE s.facts_id = f.id AND s.edition_id = %(edition)s AND s.reading = %(reading)s
    )
"""
KNOWN_SUBJECTS = "SELECT f.id AS facts_id, f.as_of FROM casework_facts f WHERE f.id = ANY(%(facts)s)"
STORED_DEGREES = """
    SELECT d.facts_id, d.id AS key, d.level, d.ror_id, d.awarded_low, d.awarded_high
    FROM casework_factsdegree d
    WHERE d.facts_id = ANY(%(facts)s)
"""
STORED_EMPLOYMENTS = """
    SELECT e.facts_id, e.ror_id, e.started_low, e.started_high, e.ended_low, e.ended_high
    FROM casework_factsemployment e WHERE e.facts_id = ANY(%(facts)s) AND e.counts_for IN ('', %(kind)s)
"""
GIVEN_SUBJECT = "SELECT 0::bigint AS facts_id, %(as_of)s::date AS as_of"
GIVEN_DEGREES = """
    SELECT 0::bigint AS facts_id, d.* FROM unnest(
        %(levels)s::smallint[], %(rors)s::text[], %(awarded_low)s::date[], %(awarded_high)s::date[]
    ) WITH ORDINALITY AS d (level, ror_id, awarded_low, awarded_high, key)
"""
GIVEN_EMPLOYMENTS = """
    SELECT 0::bigint AS facts_id, e.* FROM unnest(
        %(rors)s::text[], %(started_low)s::date[], %(started_high)s::date[],
        %(ended_low)s::date[], %(ended_high)s::date[]
    ) AS e (ror_id, started_low, started_high, ended_low, ended_high)
"""
FILL = """
    INSERT INTO casework_standing
        (facts_id, edition_id, reading, rank_low, rank_high, months_low, months_high)
    SELECT facts_id, %(edition)s, %(reading)s, rank_low, rank_high, months_low, months_high
    FROM ({bounds}) AS bounds
    ORDER BY facts_id ON CONFLICT DO NOTHING
"""
DIFFERING = """
    SELECT bounds.facts_id FROM ({bounds}) AS bounds
    LEFT JOIN casework_standing s ON s.facts_id = bounds.facts_id
        AND s.edition_id = %(edition)s AND s.reading = %(reading)s
    WHERE (s.rank_low, s.rank_high, s.months_low, s.months_high) IS DISTINCT FROM
        (bounds.rank_low, bounds.rank_high, bounds.months_low, bounds.months_high)
"""


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree of a person not stored; `ror_id` is None while the university is not in the registry, a day of
    award is None where that bound is open."""

    level: DegreeLevel
    ror_id: str | None
    awarded_low: date | None = None
    awarded_high: date | None = None


@dataclass(frozen=True, slots=True)
class Employment:
    """A job of a person not stored: earliest and latest first and last day; an open job ends today."""

    ror_id: str | None
    started_low: date
    started_high: date
    ended_low: date
    ended_high: date


@dataclass(frozen=True, slots=True)
class Bounds:
    """One standing. None: an open bound, or an edition of another kind."""

    rank_low: int | None
    rank_high: int | None
    months_low: int | None
    months_high: int | None


def fill(edition: Edition, facts_ids: Sequence[int], reading: Reading = PLAIN) -> int:
    """Write the missing standings of these facts in one edition; returns how many were written."""
    bounds = _bounds(edition, STORED_SUBJECTS, reading)
    if not bounds:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(bounds=bounds), _marks(edition, reading) | {"facts": list(facts_ids)})
        return int(cursor.rowcount)


def differing(edition: Edition, facts_ids: Sequence[int], reading: Reading = PLAIN) -> list[int]:
    """Keys of these facts whose stored standing is missing or not what the same statement says again."""
    bounds = _bounds(edition, KNOWN_SUBJECTS, reading)
    if not bounds:
        return []
    with connection.cursor() as cursor:
        cursor.execute(DIFFERING.format(bounds=bounds), _marks(edition, reading) | {"facts": list(facts_ids)})
        return [int(key) for (key,) in cursor.fetchall()]


def of_person(
    edition: Edition,
    degrees: Sequence[Degree],
    employments: Sequence[Employment],
    as_of: date,
    reading: Reading = PLAIN,
) -> Bounds:
    """The standing of a person not stored, from the same statement as the stored ones."""
    if edition.kind == EditionKind.RANKING:
        sql = _ranks(reading, GIVEN_SUBJECT, GIVEN_DEGREES)
        given: dict[str, Any] = {
            "levels": [int(degree.level) for degree in degrees],
            "rors": [degree.ror_id for degree in degrees],
            "awarded_low": [degree.awarded_low for degree in degrees],
            "awarded_high": [degree.awarded_high for degree in degrees],
        }
    else:
        sql = MONTHS.format(subjects=GIVEN_SUBJECT, employments=GIVEN_EMPLOYMENTS)
        given = {
            "rors": [job.ror_id for job in employments],
            "started_low": [job.started_low for job in employments],
            "started_high": [job.started_high for job in employments],
            "ended_low": [job.ended_low for job in employments],
            "ended_high": [job.ended_high for job in employments],
        }
    with connection.cursor() as cursor:
        cursor.execute(sql, _marks(edition, reading) | given | {"as_of": as_of})
        _facts_id, *bounds = cursor.fetchone()
    return Bounds(*bounds)


def _bounds(edition: Edition, subjects: str, reading: Reading) -> str:
    """The statement for stored facts; empty for an edition that places nobody."""
    if edition.kind == EditionKind.RANKING:
        return _ranks(reading, subjects, STORED_DEGREES)
    if edition.kind in (EditionKind.FIRMS, EditionKind.INSTITUTES):
        return MONTHS.format(subjects=subjects, employments=STORED_EMPLOYMENTS)
    return ""


def _ranks(reading: Reading, subjects: str, degrees: str) -> str:
    statement = RANKS_BY_DEGREE if reading.history else RANKS
    return statement.format(subjects=subjects, degrees=degrees, entries=ENTRIES[reading.bands])


def _marks(edition: Edition, reading: Reading) -> dict[str, Any]:
    terms = reading.terms()
    return {
        "edition": edition.pk,
        "kind": str(edition.kind),
        "reading": reading.key,
        "read": [e.pk for e in reading.history or (edition,)],
        "terms": [term.edition for term in terms],
        "since": [term.since for term in terms],
        "until": [term.until for term in terms],
        "master": int(DegreeLevel.MASTER),
        "worst": WORST_RANK,
    }
