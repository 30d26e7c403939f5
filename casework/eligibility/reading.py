"""How an edition is read: what a tie or band counts as, and which edition places which degree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from casework.enums import Bands
from casework.models import Edition


@dataclass(frozen=True, slots=True)
class Term:
    """Degrees awarded from `since` up to, but without, `until` are placed by an edition; None: by none."""

    edition: int | None
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading an edition.

    `history` are the publisher's editions by publication, the edition itself last, where each degree is
    placed by the edition of its day; empty where the edition of the day of application places them all.
    """

    bands: Bands = Bands.PRINTED
    history: tuple[Edition, ...] = ()

    @property
    def key(self) -> str:
        """What a standing notes of it; empty for the plain reading."""
        if not self.history:
            return "" if self.bands == Bands.PRINTED else str(self.bands)
        return f"{self.bands}:{','.join(str(edition.pk) for edition in self.history)}"

    def terms(self) -> list[Term]:
        """Which edition places which degrees: an edition reigns until the next is published."""
        if not self.history:
            return []
        days = [edition.published_on for edition in self.history]
        reigns = zip(self.history, days, [*days[1:], None], strict=True)
        return [Term(None, None, days[0]), *(Term(e.pk, since, until) for e, since, until in reigns)]

    def swapped(self, editions: Mapping[int, Edition]) -> Reading:
        """The same reading with other editions in the place of those with these keys."""
        history = [editions.get(edition.pk, edition) for edition in self.history]
        return replace(self, history=tuple(sorted(history, key=lambda edition: edition.published_on)))


PLAIN = Reading()

Placing = tuple[Edition, Reading]
"""What a standing depends on besides the facts."""
