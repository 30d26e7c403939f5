"""Frozen facts of a candidate gate: the posts a researcher releases, each for what it was released for.

Pure functions; `funding.services.gate` writes plans down as rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from casework.enums import EditionKind
from casework.models import FactsEmployment
from recruitment.facts import EmploymentFact, employment_facts, experience_months
from recruitment.models import Employment
from recruitment.partial import bounds

RESEARCH = EditionKind.INSTITUTES
LEADING = EditionKind.FIRMS
"""The list against which a post is counted: released as research, or as leading projects."""


@dataclass(frozen=True, slots=True)
class ReleasedPost:
    """One post for one list; a post released for both is there twice."""

    post: EmploymentFact
    counts_for: EditionKind


@dataclass(frozen=True, slots=True)
class GatePlan:
    """What will be frozen on `as_of` (Asia/Seoul); `experience` in merged months of the released posts."""

    as_of: date
    posts: tuple[ReleasedPost, ...]
    experience: tuple[int, int]


def plan(*, research: Iterable[Employment], leading: Iterable[Employment], as_of: date) -> GatePlan:
    """The released posts begun by `as_of`, cut off there."""
    posts = tuple(
        ReleasedPost(post, kind)
        for kind, chosen in ((RESEARCH, research), (LEADING, leading))
        for post in employment_facts(chosen, as_of)
    )
    return GatePlan(as_of, posts, experience_months(released.post for released in posts))


def still_released(
    rows: Iterable[FactsEmployment], posts: Iterable[Employment]
) -> dict[EditionKind, list[int]]:
    """Keys of the posts that frozen rows name, by the list they were released for; changed ones are not among
    them."""
    frozen = {(row.counts_for, row.ror_id, row.employer, row.started_low, row.started_high) for row in rows}
    found: dict[EditionKind, list[int]] = {RESEARCH: [], LEADING: []}
    for post in posts:
        first, last = bounds(post.started)
        for kind, keys in found.items():
            if (kind, post.organisation_id, post.employer, first, last) in frozen:
                keys.append(post.pk)
    return found


def digest(planned: GatePlan) -> str:
    """SHA-256 of the canonical JSON of the plan, in hexadecimal."""
    text = json.dumps(asdict(planned), sort_keys=True, separators=(",", ":"), default=_iso, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _iso(value: date) -> str:
    return value.isoformat()
