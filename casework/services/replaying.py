"""Replay: stored checks repeated from their frozen inputs, set-based, and the run written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from casework.eligibility.epochs import epoch_of
from casework.eligibility.reading import Placing
from casework.eligibility.replay import replay
from casework.eligibility.standing import differing
from casework.enums import EditionKind
from casework.models import ReplayRun, Screening

SAMPLE = 1_000
CHUNK = 5_000
EXAMPLES = 20


def replay_sample(*, size: int = SAMPLE) -> ReplayRun:
    """Repeat that many stored checks chosen at random."""
    chosen = Screening.objects.order_by("?").values_list("pk", flat=True)[:size]
    return replay_all(Screening.objects.filter(pk__in=list(chosen)), scope="sample")


def replay_all(screenings: QuerySet[Screening], *, scope: str) -> ReplayRun:
    """Repeat every one of these checks and the standings they read; what differs is counted and named."""
    total, standings, wrong = 0, 0, set[int]()
    for chunk in _chunks(screenings):
        reckoned, otherwise = _standings(chunk)
        total, standings = total + len(chunk), standings + reckoned
        wrong |= {one.pk for one in chunk if one.facts_id in otherwise} | set(replay(chunk))
    return ReplayRun.objects.create(
        scope=scope,
        screenings=total,
        standings=standings,
        differing=len(wrong),
        examples=sorted(wrong)[:EXAMPLES],
    )


def _chunks(screenings: QuerySet[Screening]) -> Iterator[list[Screening]]:
    last = 0
    while chunk := list(
        screenings.select_related("version", "facts").filter(pk__gt=last).order_by("pk")[:CHUNK]
    ):
        yield chunk
        last = chunk[-1].pk


def _standings(chunk: Iterable[Screening]) -> tuple[int, set[int]]:
    """How many stored standings were reckoned again, and the facts where one came out otherwise."""
    alike: dict[tuple[object, ...], list[Screening]] = defaultdict(list)
    for one in chunk:
        alike[one.version_id, tuple(one.editions)].append(one)
    placed: dict[Placing, set[int]] = defaultdict(set)
    for some in alike.values():
        for placing in epoch_of(some[0]).placings:
            if placing[0].kind != EditionKind.GNI:
                placed[placing] |= {one.facts_id for one in some}
    count, wrong = 0, set[int]()
    for (edition, reading), facts in placed.items():
        count += len(facts)
        wrong |= set(differing(edition, list(facts), reading))
    return count, wrong
