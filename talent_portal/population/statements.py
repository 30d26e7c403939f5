"""The statements that make a chunk of cases, numbers `first` to `last`; all follows from number and seed.

Chance is `hashint8extended(number, seed + purpose)`. Cases begin as drafts and go along legal edges: no guard
is switched off.
"""

# ruff: noqa: S608 - only constants of this module are put together

CHANCE = "(hashint8extended(n, %(seed)s + {purpose}) & 9223372036854775807)"
NUMBERS = "generate_series(%(first)s::bigint, %(last)s::bigint) AS n"
CASE_ID = "md5(%(seed)s || ':case:' || n)::uuid"
PERSON_ID = "md5(%(seed)s || ':person:' || n)::uuid"


def chance(purpose: int, of: int) -> str:
    """A whole number from 0 up to, but without, `of`."""
    return f"({CHANCE.format(purpose=purpose)} %% {of})"


SUBMITTED = f"(%(today)s::date - {chance(1, 500)}::integer)"
JOB_MONTHS = f"(12 + {chance(2, 240)})::integer"
MONTHS = f"career_months(datemultirange(daterange(begun, {SUBMITTED}, '[]')))"

PERSONS = f"""
    INSERT INTO casework_person (id, created_at) SELECT {PERSON_ID}, now() FROM {NUMBERS}
"""
CASES = f"""
    INSERT INTO casework_case
        (id, kind, reference, person_id, status, status_since, version, revision, agency,
        language, created_at)
    SELECT {CASE_ID}, %(kind)s, 'P' || lpad(%(seed)s::text, 4, '0') || '-' || lpad(n::text, 9, '0'),
        {PERSON_ID},
        'draft', {SUBMITTED} - 1, 1, 0, 'moj', CASE WHEN {chance(3, 4)} = 0 THEN 'ko' ELSE 'en' END,
        {SUBMITTED} - 1
    FROM {NUMBERS}
"""
MOVE = f"""
    UPDATE casework_case c SET status = %(status)s, version = c.version + 1, revision = 1,
        status_since = coalesce(c.submitted_at, x.at), submitted_at = coalesce(c.submitted_at, x.at)
    FROM (
        SELECT {CASE_ID} AS id, {SUBMITTED}::timestamptz AS at
        FROM {NUMBERS} WHERE {chance(4, 100)} >= %(from)s
    ) x
    WHERE c.id = x.id AND c.status = %(source)s
"""
MOVES = (("draft", "submitted", 0), ("submitted", "in_review", 45), ("in_review", "supplement", 80),
         ("supplement", "withdrawn", 95))  # fmt: skip
"""From, to, and from which hundredth of the cases on."""
FACTS = f"""
    INSERT INTO casework_facts
        (case_id, number, as_of, experience_low, experience_high, postdoc_low, postdoc_high, corrects,
        reason, digest, created_at)
    SELECT {CASE_ID}, 1, {SUBMITTED}, {MONTHS}, {MONTHS},
        CASE WHEN {chance(5, 3)} = 0 THEN 0 WHEN {chance(5, 30)} > 2 THEN {MONTHS} / 2 END,
        CASE WHEN {chance(5, 3)} = 0 THEN 0 WHEN {chance(5, 30)} > 2 THEN {MONTHS} / 2 END,
        '', '', encode(sha256(convert_to(%(seed)s || ':facts:' || n, 'UTF8')), 'hex'), now()
    FROM (SELECT n, ({SUBMITTED} - make_interval(months => {JOB_MONTHS}))::date AS begun FROM {NUMBERS}) x
"""
OWN_FACTS = f"""
    INSERT INTO visas_toptierfacts (facts_id, pay_low, pay_high, sector, citizenship, residence)
    SELECT f.id, pay, pay, (%(sectors)s::text[])[1 + {chance(6, 8)}],
        (%(countries)s::text[])[1 + {chance(7, 997)} * {chance(8, 997)} * 30 / 994009],
        (%(countries)s::text[])[1 + {chance(9, 997)} * {chance(10, 997)} * 30 / 994009]
    FROM (
        SELECT n, CASE WHEN {chance(11, 20)} > 0
            THEN exp(18.3 + (
                {chance(12, 1000)} + {chance(13, 1000)} + {chance(14, 1000)} - 1500
            ) / 1000.0)::bigint END AS pay
        FROM {NUMBERS}
    ) x JOIN casework_facts f ON f.case_id = {CASE_ID}
"""
DEGREES = f"""
    INSERT INTO casework_factsdegree (facts_id, level, ror_id, institution, awarded_low, awarded_high)
    SELECT f.id, level, ror, coalesce(ror, 'unknown'), day, day
    FROM (
        SELECT n, 2 + {chance(15, 2)} AS level,
            ({SUBMITTED} - make_interval(years => 1 + {chance(16, 20)}::integer))::date AS day,
            CASE WHEN {chance(17, 25)} > 0 THEN (%(universities)s::text[])[
                1 + (%(university_count)s::bigint * {chance(18, 997)} * {chance(19, 997)} / 994009)
            ] END AS ror
        FROM {NUMBERS}
    ) x JOIN casework_facts f ON f.case_id = {CASE_ID}
    WHERE {chance(20, 12)} > 0
"""
JOBS = f"""
    INSERT INTO casework_factsemployment
        (facts_id, ror_id, employer, started_low, started_high, ended_low, ended_high, counts_for)
    SELECT f.id, ror, coalesce(ror, 'unknown'), first, first, final, final, ''
    FROM (
        SELECT n, k,
            CASE WHEN k = 1 THEN begun ELSE begun + half END AS first,
            CASE WHEN k = 1 THEN begun + half ELSE {SUBMITTED} END AS final,
            CASE WHEN {chance(22, 15)} > 0 THEN (%(firms)s::text[])[
                1 + ({chance(23, 100003)} * k) %% cardinality(%(firms)s::text[])
            ] END AS ror
        FROM (
            SELECT n, begun, ({SUBMITTED} - begun) / 2 AS half FROM (
                SELECT n, ({SUBMITTED} - make_interval(months => {JOB_MONTHS}))::date AS begun FROM {NUMBERS}
            ) b
        ) h CROSS JOIN generate_series(1, 2) AS k
    ) x JOIN casework_facts f ON f.case_id = {CASE_ID}
"""
CONTENT = (FACTS, OWN_FACTS, DEGREES, JOBS)
