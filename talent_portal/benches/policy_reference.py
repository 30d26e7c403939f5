"""The same by hand, as well as we can: thresholds as constants, one pass, nothing but pairs of outcomes."""

from __future__ import annotations

from django.db import connection

from casework.eligibility.epochs import epoch_at
from casework.enums import EditionKind
from casework.models import Edition, EditionEntry, Simulation

SIMULATE = """
    SELECT before, after, count(*) FROM (
        SELECT
            (r.rank_high <= 100 AND
                ((f.experience_low >= 96 AND m.months_low >= 36)
                    OR (f.postdoc_low >= 60 AND i.months_low >= 36))
                AND t.pay_low >= 3 * g.gni) OR t.pay_low >= 4 * g.gni AS before,
            (r.rank_high <= 200 AND
                ((f.experience_low >= 96 AND m.months_low >= 36)
                    OR (f.postdoc_low >= 60 AND i.months_low >= 36))
                AND t.pay_low >= 3 * g.gni) OR t.pay_low >= 4 * g.gni AS after
        FROM casework_facts f
        JOIN casework_case c ON c.id = f.case_id AND c.kind = 'top_tier' AND c.submitted_at IS NOT NULL
        JOIN visas_toptierfacts t ON t.facts_id = f.id
        LEFT JOIN casework_standing r ON r.facts_id = f.id AND r.edition_id = %(ranking)s
        LEFT JOIN casework_standing m ON m.facts_id = f.id AND m.edition_id = %(firms)s
        LEFT JOIN casework_standing i ON i.facts_id = f.id AND i.edition_id = %(institutes)s
        CROSS JOIN (SELECT %(gni)s::bigint AS gni) g
        WHERE NOT EXISTS (
            SELECT FROM casework_facts n WHERE n.case_id = f.case_id AND n.number > f.number
        )
    ) x GROUP BY before, after
"""
RESCREEN = """
    INSERT INTO casework_screening
        (facts_id, version_id, outcome, routes, verdicts, editions, digest, worker_pid, created_at)
    SELECT facts_id, %(version)s, outcome, routes, verdicts, editions, digest, worker_pid, created_at
    FROM casework_screening WHERE version_id = %(before)s
"""


def marks(found: Simulation) -> dict[str, int]:
    """Editions and the GNI figure read today."""
    epoch = epoch_at(found.version, found.day)
    keys = {edition.kind: edition.pk for edition in epoch.editions}
    return {
        "ranking": keys[EditionKind.RANKING],
        "firms": keys[EditionKind.FIRMS],
        "institutes": keys[EditionKind.INSTITUTES],
        "gni": epoch.figures[EditionKind.GNI].value,
    }


def simulate(given: dict[str, int]) -> None:
    """Count pairs of outcomes; a bound that is open counts as not met, which spares half the comparisons."""
    with connection.cursor() as cursor:
        cursor.execute(SIMULATE, given)
        cursor.fetchall()


def rescreen(found: Simulation) -> None:
    """As many rows, ready-made, into the same table with the same indexes."""
    before = found.baseline_id
    with connection.cursor() as cursor:
        cursor.execute(RESCREEN, {"version": found.version_id, "before": before})


def copy_ranking(edition: Edition) -> Edition:
    """An unsealed ranking with the same entries."""
    entries = list(edition.entries.all())
    copied = Edition.objects.create(
        kind=edition.kind, publisher=edition.publisher, year=edition.year + 1,
        published_on=edition.published_on, source=edition.source, invented=True,
        complete_to=edition.complete_to,
    )  # fmt: skip
    for entry in entries:
        entry.pk, entry.edition = None, copied
    EditionEntry.objects.bulk_create(entries)
    return copied
