"""Marks and thresholds: kept in hundredths of a point (of 100), typed and shown with two decimals."""

from decimal import Decimal


def written(hundredths: int) -> str:
    """For example 87.25."""
    return f"{Decimal(hundredths) / 100:.2f}"


def kept(points: Decimal) -> int:
    """Points with at most two decimals, in hundredths."""
    return int(points * 100)
