"""Making cases chunk by chunk, each in a transaction of its own, until there are as many as asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from casework.eligibility.comparison import Stretch
from casework.eligibility.epochs import epochs
from casework.eligibility.standing import fill
from casework.enums import EditionKind, Sector
from casework.models import Case, Coverage, EditionEntry, Facts, PolicyVersion
from casework.services.screening import write
from recruitment.enums import COMPANY, EDUCATION
from recruitment.models import Organisation
from talent_portal.population import statements
from visas.enums import TOP_TIER

CHUNK = 25_000
COUNTRIES = "IN CN US DE FR GB CA JP VN ID PK BR IT ES NL SE CH AU SG TR IR EG NG KE SN JO UA PL MX AR"


def populate(
    count: int,
    *,
    seed: int,
    today: date,
    screened: bool = True,
    tell: Callable[[int], object] = lambda done: None,
) -> int:
    """See to it that there are `count` invented submitted cases, `screened` or not; how many were made.

    Repeatable by `seed`; a second call goes on where the first one stopped. The law must be in force.
    """
    done = made(seed)
    given = _given(seed, today)
    new = 0
    while done < count:
        last = min(done + CHUNK, count)
        with transaction.atomic():
            _chunk(given | {"first": done + 1, "last": last}, screened)
        new, done = new + last - done, last
        tell(done)
    if new and screened:
        _cover()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return new


def made(seed: int) -> int:
    """How many cases of this seed there are."""
    return Case.objects.filter(reference__startswith=f"P{seed:04d}-").count()


def _chunk(given: dict[str, Any], screened: bool) -> None:
    low = Facts.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with connection.cursor() as cursor:
        for sql in (statements.PERSONS, statements.CASES):
            cursor.execute(sql, given)
        for source, status, share in statements.MOVES:
            cursor.execute(statements.MOVE, given | {"source": source, "status": status, "from": share})
        for sql in statements.CONTENT:
            cursor.execute(sql, given)
    if screened:
        _screen(Facts.objects.filter(pk__gt=low), given["today"])


def _screen(facts: QuerySet[Facts], today: date) -> None:
    """Standings and checks by the version in force."""
    version = PolicyVersion.objects.in_force(policy=TOP_TIER, day=today).get()
    for epoch in epochs(version):
        rows = facts.filter(Stretch(epoch.start, epoch.end, None, epoch).days)
        keys = list(rows.values_list("pk", flat=True))
        for edition, reading in epoch.placings:
            if keys and edition.kind != EditionKind.GNI:
                fill(edition, keys, reading)
        if keys:
            write(version, epoch, rows)


def _cover() -> None:
    """Say that the standings in the editions of the law in force are complete."""
    upto = Facts.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for version in PolicyVersion.objects.enacted().filter(policy=TOP_TIER):
        for epoch in epochs(version)[-1:]:
            for edition, reading in epoch.placings:
                Coverage.objects.update_or_create(
                    kind=TOP_TIER, edition=edition, reading=reading.key, defaults={"upto": upto}
                )


def _given(seed: int, today: date) -> dict[str, Any]:
    ranked = _listed(EditionKind.RANKING)
    others = Organisation.objects.filter(types__contains=[EDUCATION]).exclude(pk__in=ranked)
    universities = [*ranked, *others.order_by("pk").values_list("pk", flat=True)[: len(ranked)]]
    firms = _listed(EditionKind.FIRMS)
    unlisted = Organisation.objects.filter(types__contains=[COMPANY]).exclude(pk__in=firms)
    return {
        "seed": seed,
        "today": today,
        "kind": TOP_TIER,
        "sectors": [str(code) for code in Sector.values[:8]],
        "countries": COUNTRIES.split(),
        "universities": universities,
        "university_count": len(universities),
        "firms": [*firms, *unlisted.order_by("pk").values_list("pk", flat=True)[: 2 * len(firms)]],
    }


def _listed(kind: EditionKind) -> list[str]:
    rows = EditionEntry.objects.filter(edition__kind=kind, edition__sealed_at__isnull=False)
    found = rows.exclude(ror_id=None).order_by("rank_low", "row").values_list("ror_id", flat=True)
    return list(dict.fromkeys(str(key) for key in found))
