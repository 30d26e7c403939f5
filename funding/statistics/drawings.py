"""The charts of a table, and the table for people to take along."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from casework.charts import Chart, Series
from casework.exports import Cell
from funding.statistics.figures import Figures
from funding.statistics.tables import COLUMNS, Dimension, Row


def charts(dimension: Dimension, rows: Sequence[Row]) -> list[tuple[str, Chart]]:
    """(bars or columns, chart) for each picture of a table."""
    if dimension.code == "month":
        titles = (("claimed", _("Claimed by month")), ("paid", _("Paid by month")))
        return [("columns", _single(title, name, dimension, rows)) for name, title in titles]
    if dimension.code == "reason":
        return [("bars", _single(_("Cut by reason"), "cut", dimension, rows))]
    return [("bars", _parts(dimension, rows)), *_waiting(dimension, rows)]


def export(dimension: Dimension, rows: Sequence[Row]) -> tuple[list[str], list[list[Cell]]]:
    """Headers and rows for CSV and XLSX: KRW, days, and the rate of cuts in per cent."""
    headers = [str(dimension.heading), *(str(COLUMNS[name]) for name in dimension.columns)]
    return headers, [[row.label, *(_cell(row.figures, name) for name in dimension.columns)] for row in rows]


def _cell(figures: Figures, name: str) -> Cell:
    value: int | None = getattr(figures, name)
    return Decimal(value) / 100 if name == "cut_rate" and value is not None else value


def _parts(dimension: Dimension, rows: Sequence[Row]) -> Chart:
    """What is reserved, by how far it got."""
    parts = {
        _("Paid"): [_net(row.figures) for row in rows],
        _("Claimed, not paid yet"): [max(row.figures.checking, 0) for row in rows],
        _("Agreed, not claimed yet"): [row.figures.unclaimed for row in rows],
        _("Asked for, not agreed yet"): [row.figures.asked for row in rows],
        _("Paid and given back"): [row.figures.back for row in rows],
    }
    return Chart(
        title=_("What is reserved, by how far it got"),
        unit="krw",
        labels=[row.label for row in rows],
        series=[Series(name, values) for name, values in parts.items() if any(values)],
        heading=str(dimension.heading),
    )


def _net(figures: Figures) -> int:
    return max(figures.paid - figures.back, 0)


def _waiting(dimension: Dimension, rows: Sequence[Row]) -> list[tuple[str, Chart]]:
    timed = [(row.label, row.figures.median_days) for row in rows if row.figures.median_days is not None]
    if not timed:
        return []
    chart = Chart(
        title=_("Days from claim to payment, median"),
        unit="count",
        labels=[label for label, _days in timed],
        series=[Series(_("Days"), [days or 0 for _label, days in timed])],
        note=_("From the last submission of a claim to the bank’s confirmation."),
        heading=str(dimension.heading),
    )
    return [("bars", chart)]


def _single(title: str, name: str, dimension: Dimension, rows: Sequence[Row]) -> Chart:
    values = [getattr(row.figures, name) for row in rows]
    return Chart(
        title=title,
        unit="krw",
        labels=[row.key if dimension.code == "month" else row.label for row in rows],
        series=[Series(str(COLUMNS[name]), values)],
        heading=str(dimension.heading),
    )
