"""Charts as inline SVG without script or style: figure, caption, picture, and the same figures as a table."""

from __future__ import annotations

import zlib
from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from casework import charts
from casework.charts import WHOLE, Chart, Meter

register = template.Library()
LABEL_EM, LABEL_LINES, LINE_EM = 14.0, 2, 1.35
PHONE_EM = 16.0
"""What is left for columns beside the axis on a screen of 360 px."""
BAR_EM, GAP_EM = 1.1, 1.15
PLOT_EM, HEAD_EM, FOOT_EM = 12.0, 1.8, 2.0
FEWEST_SLOTS, NAMED_COLUMNS = 6, 12
COLUMN = 0.64
"""How much of its slot a column fills."""


@register.inclusion_tag("components/chart_bars.html")
def bar_chart(chart: Chart) -> dict[str, Any]:
    """Horizontal bars, one per label, its name and figure above it; series are stacked."""
    rows, bottom = [], 0.0
    scale = max(chart.totals, default=0)
    for i in range(len(chart.labels)):
        row = _bar(chart, i, scale, bottom)
        rows.append(row)
        bottom = row.pop("bottom")
    return _frame(chart) | {"rows": rows, "height": _em(bottom - GAP_EM), "bar": _em(BAR_EM)}


@register.inclusion_tag("components/chart_columns.html")
def column_chart(chart: Chart) -> dict[str, Any]:
    """Columns in order, for months or years; series are stacked, figures stand at the lines."""
    marks = charts.ticks(max(chart.totals, default=0))
    top = marks[-1] if marks else 1
    slots = max(len(chart.labels), FEWEST_SLOTS)
    step = charts.every(chart.labels, PHONE_EM / slots)
    columns = [_column(chart, i, slots, top, step) for i in range(len(chart.labels))]
    return _frame(chart) | {
        "lines": [_line(chart, mark, top) for mark in marks],
        "columns": columns,
        "base": _em(HEAD_EM + PLOT_EM),
        "foot": _em(HEAD_EM + PLOT_EM + 1.4),
        "height": _em(HEAD_EM + PLOT_EM + FOOT_EM),
    }


@register.inclusion_tag("components/chart_meter.html")
def meter(meter: Meter) -> dict[str, Any]:
    """How a cap is taken up: one bar of parts, each named with its amount, and what remains."""
    scale = max(meter.cap, meter.taken)
    placed = charts.segments([amount for _name, amount in meter.parts], scale)
    parts = [
        {"n": n, "name": name, "exact": _exact(meter, amount), "x": _share(start), "width": _share(length)}
        for n, ((name, amount), (start, length)) in enumerate(zip(meter.parts, placed, strict=True), start=1)
    ]
    said = ", ".join(f"{part['name']} {part['exact']}" for part in parts)
    return {
        "chart": meter,
        "id": _identity(meter),
        "parts": parts,
        "said": said,
        "cap": _exact(meter, meter.cap),
        "cap_at": _share(meter.cap * WHOLE // scale) if meter.over else "",
        "remaining": _exact(meter, meter.remaining),
        "over": _exact(meter, meter.over) if meter.over else "",
    }


def _frame(chart: Chart) -> dict[str, Any]:
    """What both kinds share: legend, table, and the words that stand for the picture."""
    several = len(chart.series) > 1
    return {
        "chart": chart,
        "id": _identity(chart),
        "legend": [{"n": n, "name": one.name} for n, one in enumerate(chart.series, start=1)],
        "several": several,
        "heading": chart.heading or gettext("Item"),
        "table": [] if chart.empty else [_table_row(chart, i, several) for i in range(len(chart.labels))],
        "summary": "" if chart.empty else _summary(chart),
    }


def _summary(chart: Chart) -> str:
    most = max(chart.totals)
    return gettext("Highest: %(label)s, %(figure)s. Total: %(total)s.") % {
        "label": chart.labels[chart.totals.index(most)],
        "figure": _exact(chart, most),
        "total": _exact(chart, sum(chart.totals)),
    }


def _table_row(chart: Chart, i: int, several: bool) -> dict[str, Any]:
    figures = [one.values[i] for one in chart.series] + ([chart.totals[i]] if several else [])
    return {"label": chart.labels[i], "figures": [_exact(chart, figure) for figure in figures]}


def _bar(chart: Chart, i: int, scale: int, top: float) -> dict[str, Any]:
    label = chart.labels[i]
    lines = charts.wrap(label, LABEL_EM, LABEL_LINES) or [""]
    bar_top = top + LINE_EM * len(lines) + 0.2
    return {
        "title": f"{label}: {_exact(chart, chart.totals[i])}",
        "lines": [{"y": _em(top + LINE_EM * n + 1), "text": text} for n, text in enumerate(lines)],
        "figure": charts.short(chart.totals[i], chart.unit, _language()),
        "figure_y": _em(top + 1),
        "y": _em(bar_top),
        "parts": [
            {"n": n, "x": _share(start), "width": _share(length)}
            for n, (start, length) in enumerate(_stack(chart, i, scale), start=1)
            if length
        ],
        "bottom": bar_top + BAR_EM + GAP_EM,
    }


def _column(chart: Chart, i: int, slots: int, top: int, step: int) -> dict[str, Any]:
    total = chart.totals[i]
    stack = _stack(chart, i, top)
    reached = sum(length for _start, length in stack)
    return {
        "title": f"{chart.labels[i]}: {_exact(chart, total)}",
        "label": chart.labels[i],
        "spare": i % step != 0,
        "middle": _share(WHOLE * (2 * i + 1) // (2 * slots)),
        "figure": charts.short(total, chart.unit, _language()) if _named(chart) else "",
        "figure_y": _em(HEAD_EM + PLOT_EM * (1 - reached / WHOLE) - 0.4),
        "x": _share(int(WHOLE * (i + (1 - COLUMN) / 2) / slots)),
        "width": _share(int(WHOLE * COLUMN / slots)),
        "parts": [
            {
                "n": n,
                "y": _em(HEAD_EM + PLOT_EM * (1 - (start + length) / WHOLE)),
                "height": _em(PLOT_EM * length / WHOLE),
            }
            for n, (start, length) in enumerate(stack, start=1)
            if length
        ],
    }


def _named(chart: Chart) -> bool:
    return chart.unit == "count" and len(chart.labels) <= NAMED_COLUMNS


def _line(chart: Chart, mark: int, top: int) -> dict[str, str]:
    y = HEAD_EM + PLOT_EM * (1 - mark / top)
    text = charts.short(mark, chart.unit, _language()).removesuffix(" 원")  # the axis has no room for it
    return {"y": _em(y), "text_y": _em(y - 0.35), "text": text}


def _stack(chart: Chart, i: int, scale: int) -> list[tuple[int, int]]:
    return charts.segments([one.values[i] for one in chart.series], scale)


def _exact(chart: Chart | Meter, amount: int) -> str:
    return charts.exact(amount, chart.unit, _language())


def _language() -> str:
    return get_language() or "en"


def _share(points: int) -> str:
    """Basis points as a percentage."""
    return f"{points / 100:g}%"


def _em(length: float) -> str:
    return f"{max(length, 0):.3f}".rstrip("0").rstrip(".") + "em"


def _identity(chart: Chart | Meter) -> str:
    """A page may hold several charts; their patterns are told apart by what they show."""
    return f"chart-{zlib.crc32(repr(chart).encode()):08x}"
