"""The team's claims, starting one, and the page of a claim."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.models import User
from casework.states import machine_of
from casework.transitions import Refused
from funding.claim_copies import earlier_claim
from funding.claim_reads import (
    claims_of,
    duplicates_of,
    evidence_of,
    lines_with_evidence,
    remarks_of,
    researcher_of,
    total_of,
    totals_by_category,
    without_receipt,
)
from funding.costs import month_words
from funding.enums import CLAIM, CLAIM_EDITABLE, RUNNING, ClaimStatus
from funding.forms.claim import StartForm
from funding.models import Claim, FundingRequest, StagedLines
from funding.services.claims import start
from funding.views.claims_common import TONES, Opened, read_claim, refused, today_in_seoul
from funding.views.common import Member, member_of, writer_of

CLAIMS_ON_A_PAGE = 25
LINES_ON_A_PAGE = 50
TWINS_SHOWN = 10


@require_safe
def team_claims(request: HttpRequest, code: str) -> HttpResponse:
    """Every claim of the team, the newest first."""
    member = member_of(request, code)
    agreements = FundingRequest.objects.visible_to(member.user).filter(team=member.team)
    page = Paginator(claims_of(agreements), CLAIMS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **member.context,
        "rows": [_row(claim) for claim in page],
        "pages": _pages(request, page),
        "may_start": member.writes and running(member).exists(),
    }
    return render(request, "funding/claims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_start(request: HttpRequest, code: str) -> HttpResponse:
    """Choose agreement and month; the draft there is for them opens again."""
    member = writer_of(request, code)
    choices = running(member)
    form = StartForm(
        request.POST if request.method == "POST" else None, running=choices, today=today_in_seoul()
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            claim = start(
                actor=member.user, request=given["agreement"], month=given["month"], now=timezone.now()
            )
        except Refused as refusal:
            return refused(request, refusal, "team_claims", code)
        return redirect("claim", code, claim.case_id)
    context = {**member.context, "form": form, "none": not choices}
    return render(request, "funding/claim_start.html", context, status=422 if form.errors else 200)


@require_safe
def claim(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Lines, money, receipts, and what comes next."""
    opened = read_claim(request, code, key)
    lines = lines_with_evidence(opened.claim)
    page = Paginator(lines, LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    edits = opened.edits
    context = {
        **opened.context,
        **_money(opened),
        **_proofs(opened),
        "lines": page,
        "count": page.paginator.count,
        "pages": _pages(request, page),
        "edits": edits,
        "withdraws": opened.member.writes and _leads(opened.claim, "withdraw"),
        "earlier": earlier_claim(opened.claim) if edits else None,
        "staged": _staged(opened) if edits else None,
        "remarks": remarks_of(opened.claim),
        "editable": opened.claim.case.status in CLAIM_EDITABLE,
    }
    return render(request, "funding/claim.html", context)


def running(member: Member) -> QuerySet[FundingRequest]:
    """The team's agreements that take claims, with researcher and team."""
    rows = FundingRequest.objects.visible_to(member.user).filter(team=member.team, case__status__in=RUNNING)
    accounts = Prefetch("case__person__accounts", User.objects.filter(is_staff=False))
    return rows.select_related("case__person", "team__programme").prefetch_related(accounts)


def _row(claim: Claim) -> dict[str, Any]:
    status = ClaimStatus(claim.case.status)
    return {
        "claim": claim,
        "researcher": researcher_of(claim.case.person),
        "month": month_words(claim.month),
        "status": status.label,
        "tone": TONES[status],
        "amount": vars(claim)["sum"] or 0,
        "count": vars(claim)["count"],
    }


def _money(opened: Opened) -> dict[str, Any]:
    meters = totals_by_category(opened.claim.request, opened.claim)
    this = sum(meter.this for meter in meters)
    return {"meters": meters, "this": this, "whole": total_of(opened.claim.request, opened.claim, this)}


def _proofs(opened: Opened) -> dict[str, Any]:
    found = duplicates_of(opened.claim)
    twins: list[dict[str, Any]] = [
        {"twin": twin, "words": twin.words(opened.claim)} for twin in found[:TWINS_SHOWN]
    ]
    return {
        "twins": twins,
        "more_twins": len(found) - len(twins),
        "missing": without_receipt(opened.claim).count(),
        "receipts": evidence_of(opened.claim).count(),
    }


def _staged(opened: Opened) -> StagedLines | None:
    own = StagedLines.objects.filter(claim=opened.claim, made_by=opened.member.user)
    return own.defer("rows").first()


def _leads(claim: Claim, action: str) -> bool:
    return machine_of(CLAIM).find(claim.case.status, action) is not None


def _pages(request: HttpRequest, page: Page[Any]) -> dict[str, str | None]:
    """Addresses of the pages before and after, and where this one is, in words."""
    shown = {"page": page.number, "pages": page.paginator.num_pages}
    return {
        "prev": f"?page={page.previous_page_number()}" if page.has_previous() else None,
        "next": f"?page={page.next_page_number()}" if page.has_next() else None,
        "text": _("Page %(page)s of %(pages)s") % shown,
    }
