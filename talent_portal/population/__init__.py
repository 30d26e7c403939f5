"""Invented cases by the hundred thousand, for measuring: set-based, repeatable, resumable."""

from talent_portal.population.making import made, populate

__all__ = ["made", "populate"]
