"""Replay: stored checks repeated from their frozen inputs, set-based, and the run written down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from casework.eligibility.epochs import epoch_of
from casework.eligibility.interpreter import screen
from casework.eligibility.standing import differing
from casework.enums import EditionKind
from casework.models import Edition, Facts, ReplayRun, Screening

SAMPLE = 1_000
CHUNK = 5_000
COLUMNS = ("outcome", "routes", "verdicts", "screening_digest")
Check = tuple[int, int, tuple[int, ...]]


def replay_sample(*, size: int = SAMPLE) -> ReplayRun:
    """Repeat that many stored checks chosen at random."""
    chosen = Screening.objects.order_by("?").values_list("pk", flat=True)[:size]
    return replay_all(Screening.objects.filter(pk__in=list(chosen)), scope="sample")


def replay_all(screenings: QuerySet[Screening], *, scope: str) -> ReplayRun:
    """Repeat every one of these checks and the standings they read; what differs is counted and named."""
    total, standings, wrong = 0, 0, list[int]()
    for chunk in _chunks(screenings):
        total += len(chunk)
        compared, differing_facts = _standings(chunk)
        standings += compared
        wrong += [one.pk for one in chunk if one.facts_id in differing_facts]
        wrong += [key for key in _differing(chunk) if key not in wrong]
    return ReplayRun.objects.create(
        scope=scope, screenings=total, standings=standings, differing=len(set(wrong)), examples=wrong[:20]
    )


def _chunks(screenings: QuerySet[Screening]) -> Iterator[list[Screening]]:
    last = 0
    while chunk := list(
        screenings.select_related("version", "facts").filter(pk__gt=last).order_by("pk")[:CHUNK]
    ):
        yield chunk
        last = chunk[-1].pk


def _differing(chunk: Iterable[Screening]) -> list[int]:
    """Keys of the checks that come out otherwise; one statement per version, editions and day."""
    groups: dict[tuple[object, ...], list[Screening]] = {}
    for one in chunk:
        groups.setdefault((one.version_id, tuple(one.editions), one.facts.as_of), []).append(one)
    wrong: list[int] = []
    for some in groups.values():
        rows = screen(
            Facts.objects.filter(pk__in=[one.facts_id for one in some]), some[0].version, epoch_of(some[0])
        )
        again = {key: result for key, *result in rows.values_list("pk", *COLUMNS)}
        wrong += [one.pk for one in some if again.get(one.facts_id) != _recorded(one)]
    return wrong


def _recorded(screening: Screening) -> list[object]:
    return [screening.outcome, screening.routes, screening.verdicts, screening.digest]


def _standings(chunk: Iterable[Screening]) -> tuple[int, set[int]]:
    """How many stored standings were reckoned again, and the facts where one came out otherwise."""
    by_edition: dict[int, set[int]] = {}
    for one in chunk:
        for key in one.editions:
            by_edition.setdefault(key, set()).add(one.facts_id)
    count, wrong = 0, set[int]()
    editions = Edition.objects.filter(~Q(kind=EditionKind.GNI), pk__in=by_edition)
    for edition in editions:
        count += len(by_edition[edition.pk])
        wrong |= set(differing(edition, list(by_edition[edition.pk])))
    return count, wrong
