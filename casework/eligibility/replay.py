"""Repeating stored checks from their frozen inputs, set-based."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from casework.eligibility.epochs import epoch_of
from casework.eligibility.interpreter import screen
from casework.models import Facts, Screening

COLUMNS = ("outcome", "routes", "verdicts", "screening_digest")


def replay(screenings: Iterable[Screening]) -> list[int]:
    """Keys of those checks that come out otherwise than recorded, in outcome, routes, verdicts or digest.

    The same facts by the same version with the same editions, one statement for each set of them and each
    year of the facts (what the figure of the year before is). The checks come with `version` and `facts`.
    """
    groups: dict[tuple[object, ...], list[Screening]] = defaultdict(list)
    for one in screenings:
        groups[one.version_id, tuple(one.editions), one.facts.as_of.year].append(one)
    differing: list[int] = []
    for some in groups.values():
        facts = Facts.objects.filter(pk__in=[one.facts_id for one in some])
        rows = screen(facts, some[0].version, epoch_of(some[0]))
        again = {key: result for key, *result in rows.values_list("pk", *COLUMNS)}
        differing += [one.pk for one in some if again.get(one.facts_id) != _recorded(one)]
    return differing


def _recorded(screening: Screening) -> list[object]:
    return [screening.outcome, screening.routes, screening.verdicts, screening.digest]
