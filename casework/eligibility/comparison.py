"""Two readings of the law side by side: what each reads in each stretch of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from casework.eligibility.epochs import Epoch, epochs
from casework.eligibility.interpreter import Program, program
from casework.eligibility.reading import Placing
from casework.models import Edition, PolicyVersion


@dataclass(frozen=True)
class Side:
    """A version and what it reads in each stretch of time."""

    read: Program
    epochs: tuple[Epoch, ...]

    def at(self, day: date | None) -> Epoch:
        """The epoch that begins on or before a day (None: the first)."""
        started = [e for e in self.epochs if e.start is None or (day is not None and e.start <= day)]
        return started[-1]


@dataclass(frozen=True)
class Stretch:
    """Days from `start` up to, but without, `end` on which both sides read the same editions throughout."""

    start: date | None
    end: date | None
    before: Epoch | None
    after: Epoch

    @property
    def days(self) -> Q:
        """Facts of these days."""
        first = Q(as_of__gte=self.start) if self.start else Q()
        return first & Q(as_of__lt=self.end) if self.end else first


def side(version: PolicyVersion, swapped: Mapping[int, Edition] | None = None) -> Side:
    """A version as it reads facts today; `swapped` puts editions in the place of those with these keys."""
    found = epochs(version)
    if swapped:
        found = [_swap(epoch, swapped) for epoch in found]
    return Side(program(version), tuple(found))


def stretches(before: Side | None, after: Side) -> list[Stretch]:
    """The whole of time, divided wherever one of the sides begins to read something else; oldest first."""
    sides = [after, before] if before else [after]
    days = sorted({e.start for one in sides for e in one.epochs if e.start is not None})
    starts = [None, *days]
    return [
        Stretch(start, end, before.at(start) if before else None, after.at(start))
        for start, end in zip(starts, [*days, None], strict=True)
    ]


def placings_of(stretch: Stretch) -> list[Placing]:
    """Every edition read in a stretch, once for each way it is read."""
    both = [*(stretch.before.placings if stretch.before else []), *stretch.after.placings]
    return list({(edition.pk, reading.key): (edition, reading) for edition, reading in both}.values())


def _swap(epoch: Epoch, swapped: Mapping[int, Edition]) -> Epoch:
    slots = tuple(
        replace(
            slot,
            edition=swapped.get(slot.edition.pk, slot.edition),
            reading=slot.reading.swapped(swapped),
        )
        if slot.edition
        else slot
        for slot in epoch.slots
    )
    return replace(epoch, slots=slots)
