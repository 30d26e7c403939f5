"""What the pages of figures show: tiles, tabs, charts, and a table whose figures may open their papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.answers import CSV, XLSX, attachment
from casework.charts import short
from casework.exports import csv_bytes, xlsx_bytes
from casework.templatetags.krds import krw
from funding.models import FundingRequest
from funding.statistics.drawings import charts, export
from funding.statistics.figures import Figures
from funding.statistics.tables import COLUMNS, DIMENSIONS, LISTED, Dimension, Row, total

KRW = ("reserved", "agreed", "claimed", "cut", "paid")


def chosen(query: Mapping[str, str], offered: Sequence[str]) -> Dimension:
    """The dimension the address asks for, or the first one offered."""
    code = query.get("by", "")
    return DIMENSIONS[code if code in offered else offered[0]]


def answer_file(
    query: Mapping[str, str], dimension: Dimension, rows: Sequence[Row], name: str
) -> HttpResponse | None:
    """The table as CSV or XLSX where the address asks for it."""
    headers, cells = export(dimension, rows)
    stem = f"{name}-{dimension.code}"
    match query.get("format", ""):
        case "csv":
            return attachment(csv_bytes(headers, cells), CSV, f"{stem}.csv")
        case "xlsx":
            return attachment(xlsx_bytes(str(dimension.title), headers, cells), XLSX, f"{stem}.xlsx")
    return None


def overview(
    requests: QuerySet[FundingRequest],
    dimension: Dimension,
    rows: Sequence[Row],
    offered: Sequence[str],
    *,
    kept: Mapping[str, str],
    lists: bool = False,
) -> dict[str, Any]:
    """The page's context. `kept`: filters that addresses keep; `lists`: whether figures open their papers."""
    own = dict(kept) | {"by": dimension.code}
    opened = own if lists else None
    return {
        "dimension": dimension,
        "tabs": [
            {"label": one.title, "url": _url(kept, by=one.code), "current": one is dimension}
            for one in (DIMENSIONS[code] for code in offered)
        ],
        "tiles": _tiles(total(requests), opened),
        "charts": charts(dimension, rows) if rows else [],
        "columns": [COLUMNS[name] for name in dimension.columns],
        "rows": [(row.label, [_cell(row, name, opened) for name in dimension.columns]) for row in rows],
        "csv_url": _url(own, format="csv"),
        "xlsx_url": _url(own, format="xlsx"),
    }


def words(name: str, figures: Figures) -> str:
    """A figure with its unit; a dash where there is none."""
    value: int | None = getattr(figures, name)
    if value is None:
        return "–"
    if name in KRW:
        return krw(value)
    if name == "cut_rate":
        return _("%(rate)s%%") % {"rate": f"{value / 100:.1f}"}
    return f"{value:,}"


def _tiles(sums: Figures, opened: Mapping[str, str] | None) -> list[dict[str, str | Promise]]:
    language = get_language() or "en"
    tiles = [
        {
            "value": short(getattr(sums, name), "krw", language),
            "label": COLUMNS[name],
            "note": words(name, sums),
            "url": _list_url(opened, "", name),
        }
        for name in ("reserved", "agreed", "claimed", "paid")
    ]
    return [
        *tiles,
        {
            "value": words("cut_rate", sums),
            "label": _("Cut"),
            "note": words("cut", sums),
            "url": _list_url(opened, "", "cut"),
        },
        {
            "value": words("median_days", sums),
            "label": _("Days to payment"),
            "note": _("median; nine of ten within %(p90)s, of %(n)s payments")
            % {"p90": words("p90_days", sums), "n": words("payments", sums)},
        },
    ]


def _cell(row: Row, name: str, opened: Mapping[str, str] | None) -> dict[str, str | Promise]:
    filled = name in LISTED and getattr(row.figures, name)
    url = _list_url(opened, row.key, name) if filled else ""
    return {"column": COLUMNS[name], "text": words(name, row.figures), "url": url}


def _list_url(opened: Mapping[str, str] | None, key: str, figure: str) -> str:
    return "" if opened is None else _url(opened, key=key, figure=figure)


def _url(kept: Mapping[str, str], **more: str) -> str:
    return f"?{urlencode(dict(kept) | more)}"
