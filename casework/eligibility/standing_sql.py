"""The two statements behind standings: best rank by a ranking, months at the organisations of a list.

Placeholders in braces are sources of rows (stored tables or a person's answers), the rest are parameters.
"""

from casework.enums import Bands

WORST_RANK = 2_147_483_647
"""Rank of a person without a master's degree or doctorate: worse than any, so the criterion is not met."""

_LAST = """
    CASE WHEN rank_high IS NOT NULL THEN greatest(
        rank_high, rank_low - 1 + (count(*) OVER (PARTITION BY edition_id, rank_low, rank_high))::integer
    ) END
"""
_ENTRIES = """
    SELECT edition_id, ror_id, method, {low} AS low, {high} AS high
    FROM casework_editionentry WHERE edition_id = ANY(%(read)s)
"""
ENTRIES = {
    Bands.PRINTED: _ENTRIES.format(low="coalesce(rank_low, 1)", high="rank_high"),
    Bands.BEST: _ENTRIES.format(low="coalesce(rank_low, 1)", high="coalesce(rank_low, rank_high)"),
    Bands.WORST: _ENTRIES.format(low=f"coalesce({_LAST}, rank_low, 1)", high=_LAST),
}
"""Rows of rankings with the interval each is read as. The last rank of a tie follows from how many share it;
a row without a last rank stays open."""

RANKS = """
    WITH subject AS ({subjects}),
    edition AS (SELECT complete_to FROM casework_edition WHERE id = %(edition)s),
    entry AS ({entries}),
    unsure AS (SELECT min(low) AS best FROM entry WHERE ror_id IS NULL AND method = 'unsure'),
    listed AS (
        SELECT ror_id, min(low) AS low, min(high) AS high FROM entry WHERE ror_id IS NOT NULL GROUP BY ror_id
    ),
    degree AS ({degrees}),
    placed AS (
        SELECT s.facts_id,
            CASE
                WHEN listed.ror_id IS NOT NULL THEN listed.low
                WHEN d.ror_id IS NULL OR edition.complete_to IS NULL THEN 1
                ELSE least(edition.complete_to + 1, unsure.best)
            END AS low,
            listed.high
        FROM subject s
        JOIN degree d ON d.facts_id = s.facts_id AND d.level >= %(master)s
            AND (d.awarded_low IS NULL OR d.awarded_low <= s.as_of)
        CROSS JOIN edition CROSS JOIN unsure
        LEFT JOIN listed ON listed.ror_id = d.ror_id
    )
    SELECT s.facts_id,
        CASE WHEN count(p.facts_id) = 0 THEN %(worst)s ELSE min(p.low) END AS rank_low,
        CASE WHEN count(p.facts_id) = 0 THEN %(worst)s ELSE min(p.high) END AS rank_high,
        NULL::integer AS months_low, NULL::integer AS months_high
    FROM subject s LEFT JOIN placed p ON p.facts_id = s.facts_id
    GROUP BY s.facts_id
"""
"""Per facts row, the bounds of its best rank over master's and doctoral degrees not awarded after `as_of`.

A listed university has the rank read (several rows: the best). One absent from the list is worse than
`complete_to`, unless a row still waiting for the data steward might be it. An organisation the registry does
not know, or a list of unknown completeness, leaves both bounds open.
"""

RANKS_BY_DEGREE = """
    WITH subject AS ({subjects}),
    term AS (
        SELECT t.*, e.complete_to
        FROM unnest(%(terms)s::bigint[], %(since)s::date[], %(until)s::date[]) AS t (edition_id, since, until)
        LEFT JOIN casework_edition e ON e.id = t.edition_id
    ),
    entry AS ({entries}),
    unsure AS (
        SELECT edition_id, min(low) AS best FROM entry WHERE ror_id IS NULL AND method = 'unsure'
        GROUP BY edition_id
    ),
    listed AS (
        SELECT edition_id, ror_id, min(low) AS low, min(high) AS high FROM entry WHERE ror_id IS NOT NULL
        GROUP BY edition_id, ror_id
    ),
    degree AS ({degrees}),
    placed AS (
        SELECT s.facts_id, d.key,
            min(CASE
                WHEN listed.ror_id IS NOT NULL THEN listed.low
                WHEN d.ror_id IS NULL OR term.complete_to IS NULL THEN 1
                ELSE least(term.complete_to + 1, unsure.best)
            END) AS low,
            CASE WHEN bool_and(listed.high IS NOT NULL) THEN max(listed.high) END AS high
        FROM subject s
        JOIN degree d ON d.facts_id = s.facts_id AND d.level >= %(master)s
            AND (d.awarded_low IS NULL OR d.awarded_low <= s.as_of)
        JOIN term ON (term.until IS NULL OR d.awarded_low IS NULL OR d.awarded_low < term.until)
            AND (term.since IS NULL OR d.awarded_high IS NULL OR d.awarded_high >= term.since)
        LEFT JOIN unsure ON unsure.edition_id = term.edition_id
        LEFT JOIN listed ON listed.edition_id = term.edition_id AND listed.ror_id = d.ror_id
        GROUP BY s.facts_id, d.key
    )
    SELECT s.facts_id,
        CASE WHEN count(p.facts_id) = 0 THEN %(worst)s ELSE min(p.low) END AS rank_low,
        CASE WHEN count(p.facts_id) = 0 THEN %(worst)s ELSE min(p.high) END AS rank_high,
        NULL::integer AS months_low, NULL::integer AS months_high
    FROM subject s LEFT JOIN placed p ON p.facts_id = s.facts_id
    GROUP BY s.facts_id
"""
"""The same, where each degree is placed by the edition that reigned on the day of its award.

A day known only within bounds may fall under several editions: then the rank lies somewhere among theirs. A
degree older than the first edition held has both bounds open.
"""

MONTHS = """
    WITH subject AS ({subjects}),
    edition AS (
        SELECT complete_to IS NULL OR EXISTS (
            SELECT FROM casework_editionentry
            WHERE edition_id = %(edition)s AND ror_id IS NULL AND method = 'unsure'
        ) AS leaky
        FROM casework_edition WHERE id = %(edition)s
    ),
    listed AS (
        SELECT DISTINCT ror_id FROM casework_editionentry
        WHERE edition_id = %(edition)s AND ror_id IS NOT NULL
    ),
    employment AS ({employments}),
    read AS (
        SELECT e.facts_id,
            CASE WHEN listed.ror_id IS NOT NULL AND e.started_high <= e.ended_low
                THEN daterange(e.started_high, e.ended_low, '[]') END AS shortest,
            CASE WHEN (listed.ror_id IS NOT NULL OR e.ror_id IS NULL OR edition.leaky)
                AND e.started_low <= e.ended_high
                THEN daterange(e.started_low, e.ended_high, '[]') END AS longest
        FROM employment e CROSS JOIN edition
        LEFT JOIN listed ON listed.ror_id = e.ror_id
    )
    SELECT s.facts_id,
        NULL::integer AS rank_low, NULL::integer AS rank_high,
        coalesce(career_months(range_agg(r.shortest)), 0) AS months_low,
        coalesce(career_months(range_agg(r.longest)), 0) AS months_high
    FROM subject s LEFT JOIN read r ON r.facts_id = s.facts_id
    GROUP BY s.facts_id
"""
"""Per facts row, months at listed organisations: certainly listed and read shortest, possibly listed and read
longest. Only a complete list without rows waiting for the data steward says that an employer is not on it.
"""
