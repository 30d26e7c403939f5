"""The empty sheet a clerk fills in: the columns, what belongs in each, and the formats that keep digits."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.exports import sheet_title, workbook
from casework.tables.limits import MAX_LINES
from funding.imports.columns import COLUMNS
from funding.imports.written import WORDS

FORMATS = {
    "spent_on": "yyyy-mm-dd",
    "rate_date": "yyyy-mm-dd",
    "supply": "#,##0",
    "vat": "#,##0",
    "total": "#,##0",
    "foreign": "#,##0.00",
    "exchange_rate": "#,##0.00####",
    "rate": "0.##%",
}
TEXT = "@"
"""For numbers that are names, which Excel would round or strip of zeros."""
WIDTHS = {"payee": 28, "invoice": 30, "note": 40}
USUAL_WIDTH = 16
COMMENT = {"x_scale": 2, "y_scale": 0.8, "font_size": 10}


def template(language: str) -> bytes:
    """An XLSX with the columns in Korean (`ko`) or English, a hint on each header, and no lines."""
    out = io.BytesIO()
    with override(language), workbook(out) as book:
        sheet = book.add_worksheet(sheet_title(_("Claim lines")))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(COLUMNS):
            shape = book.add_format({"num_format": FORMATS.get(column.key, TEXT)})
            sheet.set_column(place, place, WIDTHS.get(column.key, USUAL_WIDTH), shape)
            sheet.write_string(0, place, column.title(language), bold)
            sheet.write_comment(0, place, str(column.hint), COMMENT)
            if column.key == "method":
                words = list(WORDS["ko" if language.startswith("ko") else "en"].values())
                sheet.data_validation(1, place, MAX_LINES, place, {"validate": "list", "source": words})
    return out.getvalue()
