"""Everything the officers' page of a funding request shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.clock import seoul_date
from casework.eligibility.explain import explain
from casework.models import CaseDocument, User
from casework.queries import current_screening
from funding import request_pages as pages
from funding.admin.requestqueue import desk_requests, row_of
from funding.models import FundingRequest, PublishedOutcome, Ruling, StageScore
from funding.request_pages import SLOT_WORDS
from funding.request_reads import AGREEMENT, cap_of, files_of, gaps, lines_of, requests_of
from funding.services.request_review import gate_met
from visas.cards import shown


def fetch(officer: User, pk: int) -> FundingRequest:
    """The request with everything its header shows. Raises Http404 for what the officer may not see."""
    rows = requests_of(desk_requests(officer)).select_related(
        "case__person", "team__programme", "institution", "subject", "gate"
    )
    request = rows.filter(pk=pk).first()
    if request is None:
        raise Http404
    return request


def request_url(request: FundingRequest) -> str:
    return reverse("admin:funding_fundingrequest_change", args=[request.pk])


def page_context(request: FundingRequest, now: datetime) -> dict[str, Any]:
    """The context of the page; a constant number of queries."""
    return {
        **header_context(request, now),
        "answers": [*pages.heading(request), *_employment(request)],
        "budget": pages.budget_table(lines_of(request)),
        "gaps": gaps(request),
        "gate": gate_context(request, now),
        "stages": StageScore.objects.filter(
            team=request.team_id, stage__announced_at__isnull=False
        ).select_related("stage"),
        "published": PublishedOutcome.objects.filter(team=request.team_id),
        "files": files(files_of(request)),
        "remarks": request.case.remarks.select_related("made_by"),
        "rulings": Ruling.objects.filter(case=request.case_id).select_related("proposed_by", "signed_by"),
        "changes": pages.change_rows(request),
        "timeline": pages.timeline(request),
    }


def header_context(request: FundingRequest, now: datetime) -> dict[str, Any]:
    """What every page about the request begins with."""
    return {"own": request, "case": request.case, "row": row_of(request, now), "cap": cap_of(request)}


def gate_context(request: FundingRequest, now: datetime) -> dict[str, Any]:
    """The candidate gate: whether it is met, and why, as cards."""
    screening = current_screening(request.gate, seoul_date(now))
    return {
        "met": gate_met(request, now),
        "screening": screening,
        "routes": shown(explain(screening)) if screening else (),
    }


def files(found: dict[str, CaseDocument]) -> list[dict[str, Any]]:
    """Attachments and agreements as `{% file_list %}` prints them; officers' looks are logged."""
    entries = []
    for slot, use in found.items():
        words = SLOT_WORDS.get(slot)
        title = str(words[0]) if words else f"{_('Agreement')} {slot.removeprefix(AGREEMENT).upper()}"
        entries.append(
            {
                "name": use.document.filename,
                "url": reverse("casework:document", args=[use.document_id]),
                "meta": f"{title} · {filesizeformat(use.document.size)}",
            }
        )
    return entries


def _employment(request: FundingRequest) -> list[dict[str, Any]]:
    return [{key: row[key] for key in ("key", "value")} for row in pages.answers(request)[-2:]]
