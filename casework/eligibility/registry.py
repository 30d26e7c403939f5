"""The catalogue: upper apps register their criteria when they load."""

from __future__ import annotations

from casework.eligibility.criterion import Criterion
from casework.eligibility.errors import UnknownCriterion

_catalogue: dict[str, Criterion] = {}


def register(*criteria: Criterion) -> None:
    """Add criteria to the catalogue. ValueError when a code is taken by another rule."""
    for criterion in criteria:
        known = _catalogue.setdefault(criterion.code, criterion)
        if known != criterion:
            raise ValueError(f"criterion {criterion.code} is registered twice")


def criterion(code: str) -> Criterion:
    """The criterion of a code; UnknownCriterion when no catalogue has it."""
    try:
        return _catalogue[code]
    except KeyError:
        raise UnknownCriterion(code) from None


def catalogue() -> list[Criterion]:
    """Every registered criterion, by code."""
    return [_catalogue[code] for code in sorted(_catalogue)]
