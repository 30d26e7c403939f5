"""The two statements behind standings: best rank by a ranking, months at the organisations of a list.

Placeholders in braces are sources of rows (stored tables or a person's answers), the rest are parameters.
"""

WORST_RANK = 2_147_483_647
"""Rank of a person without a master's degree or doctorate: worse than any, so the criterion is not met."""

RANKS = """
    WITH subject AS ({subjects}),
    edition AS (SELECT complete_to FROM casework_edition WHERE id = %(edition)s),
    unsure AS (
        SELECT min(coalesce(rank_low, 1)) AS best FROM casework_editionentry
        WHERE edition_id = %(edition)s AND ror_id IS NULL AND method = 'unsure'
    ),
    listed AS (
        SELECT ror_id, min(coalesce(rank_low, 1)) AS low, min(rank_high) AS high FROM casework_editionentry
        WHERE edition_id = %(edition)s AND ror_id IS NOT NULL GROUP BY ror_id
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

A listed university has the rank printed (several rows: the best). One absent from the list is worse than
`complete_to`, unless a row still waiting for the data steward might be it. An organisation the registry does
not know, or a list of unknown completeness, leaves both bounds open.
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
