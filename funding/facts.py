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
from recruitment.facts import EmploymentFact, employment_facts, experience_months
from recruitment.models import Employment

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


def digest(planned: GatePlan) -> str:
    """SHA-256 of the canonical JSON of the plan, in hexadecimal."""
    text = json.dumps(asdict(planned), sort_keys=True, separators=(",", ":"), default=_iso, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _iso(value: date) -> str:
    return value.isoformat()
