"""What an explanation is made of: routes, criteria, lines; text ready for display beside the raw numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casework.eligibility.criterion import Unit
from casework.enums import Verdict


@dataclass(frozen=True, slots=True)
class Source:
    """The edition something was read in."""

    name: str
    published_on: date
    invented: bool
    preliminary: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One value against one threshold. `low` and `high` are in `unit` (None: open), as is `mark`.

    `reading` is the edition that places the value, `figure` the one the threshold is a multiple of;
    `change` is the smallest change that would meet it, or what would prove it; empty when met.
    """

    label: str
    verdict: Verdict
    unit: Unit
    low: int | None
    high: int | None
    mark: int | None
    value: str
    threshold: str
    reading: Source | None
    figure: Source | None
    change: str

    @property
    def met(self) -> bool:
        return self.verdict == Verdict.MET

    @property
    def invented(self) -> bool:
        return any(source is not None and source.invented for source in (self.reading, self.figure))


@dataclass(frozen=True, slots=True)
class CriterionExplanation:
    """One criterion: ways of meeting it (any one will do), each a list of lines that must all hold."""

    code: str
    title: str
    legal_source: str
    verdict: Verdict
    points: int
    alternatives: tuple[tuple[Line, ...], ...]
    requirements: tuple[str, ...]

    @property
    def nearest(self) -> tuple[Line, ...]:
        """The way that is met, or that needs least to be."""
        return min(self.alternatives, key=_distance)

    @property
    def changes(self) -> tuple[str, ...]:
        """What would meet the criterion; empty when it is met."""
        if self.verdict == Verdict.MET:
            return ()
        return tuple(line.change for line in self.nearest if not line.met)


@dataclass(frozen=True, slots=True)
class RouteExplanation:
    """One route of a version and how far it is met."""

    code: str
    title: str
    verdict: Verdict
    criteria: tuple[CriterionExplanation, ...]

    @property
    def met(self) -> int:
        return sum(criterion.verdict == Verdict.MET for criterion in self.criteria)

    @property
    def total(self) -> int:
        return len(self.criteria)

    @property
    def summary(self) -> str:
        return _("Your answers meet %(met)s of %(total)s criteria of %(route)s. An officer decides.") % {
            "met": self.met,
            "total": self.total,
            "route": self.title.partition(":")[0],
        }

    @property
    def changes(self) -> tuple[str, ...]:
        """What would meet the route, one entry for each change."""
        return tuple(change for criterion in self.criteria for change in criterion.changes)


def ways(routes: list[RouteExplanation]) -> list[RouteExplanation]:
    """Routes that could be closed, the fewest changes first; none when a route is met already."""
    if any(route.verdict == Verdict.MET for route in routes):
        return []
    return sorted(routes, key=lambda route: len(route.changes))


def _distance(lines: tuple[Line, ...]) -> tuple[int, int]:
    verdicts = [line.verdict for line in lines]
    return verdicts.count(Verdict.NOT_MET), verdicts.count(Verdict.UNKNOWN)
