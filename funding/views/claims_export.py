"""Lines to take along: the template to fill in, and what the state's R&D accounting systems are to hold."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.answers import CSV, XLSX, attachment
from casework.exports import Cell, csv_bytes, xlsx_bytes
from funding.claim_copies import draft_of
from funding.imports.template import template
from funding.imports.written import cells, headers
from funding.models import ClaimLine
from funding.views.claims_common import read_claim, write_claim


@require_safe
def claim_template(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """The empty sheet, in the language of the page."""
    write_claim(request, code, key)
    return attachment(template(get_language() or "en"), XLSX, "claim-lines.xlsx")


@require_safe
def claim_export(request: HttpRequest, code: str, key: uuid.UUID, kind: str) -> HttpResponse:
    """All lines under the canonical columns, which read back as the same lines."""
    claim = read_claim(request, code, key).claim
    language = get_language() or "en"
    lines = claim.lines.select_related("category").iterator()
    rows = (_cells(line, language) for line in lines)
    name = f"{claim.case.reference}.{kind}"
    if kind == "csv":
        return attachment(csv_bytes(headers(language), rows), CSV, name)
    if kind == "xlsx":
        return attachment(xlsx_bytes(_("Claim lines"), headers(language), rows), XLSX, name)
    raise Http404


def _cells(line: ClaimLine, language: str) -> list[Cell]:
    """Categories go by their titles, as finance departments know them."""
    return cells(replace(draft_of(line), category=line.category.name), language)
