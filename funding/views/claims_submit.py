"""Check a claim, submit it, read the receipt, withdraw it."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.states import machine_of
from casework.transitions import Refused
from funding.claim_check import Checked, check
from funding.claim_reads import total_of, totals_by_category
from funding.enums import CLAIM, CLAIM_EDITABLE, ClaimStatus
from funding.forms.claim import SubmitForm, WithdrawForm
from funding.services.claims import NotClaimable, submit, withdraw
from funding.views.claims_common import Opened, read_claim, refused, today_in_seoul, write_claim

FAULTS_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def claim_check(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """What is wrong still, the sums, the declaration. Sent twice it counts once, with the same receipt."""
    opened = write_claim(request, code, key)
    if request.method == "POST":
        return _submit(request, opened)
    if opened.claim.case.status not in CLAIM_EDITABLE:
        return redirect("claim_receipt" if opened.claim.case.submitted_at else "claim", *opened.where)
    form = SubmitForm(initial={"token": uuid4(), "row_version": opened.claim.row_version})
    return _page(request, opened, form)


@require_safe
def claim_receipt(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """What was received, when, under which reference, and what comes next."""
    opened = read_claim(request, code, key)
    claim = opened.claim
    if claim.case.submitted_at is None or claim.case.status == ClaimStatus.WITHDRAWN:
        return redirect("claim", *opened.where)
    context = {
        **opened.context,
        "meters": totals_by_category(claim.request, claim),
        "whole": total_of(claim.request, claim, claim.amount),
        "count": claim.lines.count(),
    }
    return render(request, "funding/claim_receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_withdraw(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Say what it means; POST withdraws the claim as it was shown."""
    opened = write_claim(request, code, key)
    case = opened.claim.case
    if request.method == "POST":
        form = WithdrawForm(request.POST)
        if form.is_valid():
            return _withdraw(request, opened, form.cleaned_data["version"])
    if machine_of(CLAIM).find(case.status, "withdraw") is None:
        messages.error(request, _("The claim can no longer be withdrawn."))
        return redirect("claim", *opened.where)
    form = WithdrawForm(initial={"version": case.version})
    context = {**opened.context, "form": form, "draft": case.submitted_at is None}
    return render(request, "funding/claim_withdraw.html", context)


def _submit(request: HttpRequest, opened: Opened) -> HttpResponse:
    form = SubmitForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            submit(
                actor=opened.member.user,
                claim=opened.claim,
                token=given["token"],
                row_version=given["row_version"],
                now=timezone.now(),
            )
        except NotClaimable as refusal:
            form.add_error(None, str(refusal.reason))
        except Refused as refusal:
            return refused(request, refusal, "claim_check", *opened.where)
        else:
            return redirect("claim_receipt", *opened.where)
    return _page(request, opened, form)


def _withdraw(request: HttpRequest, opened: Opened, version: int) -> HttpResponse:
    try:
        withdraw(actor=opened.member.user, claim=opened.claim, now=timezone.now(), expect=version)
    except Refused as refusal:
        return refused(request, refusal, "claim", *opened.where)
    draft = opened.claim.case.submitted_at is None
    messages.success(request, _("The draft is discarded.") if draft else _("The claim is withdrawn."))
    return redirect("team_claims", opened.member.team.code)


def _page(request: HttpRequest, opened: Opened, form: SubmitForm) -> HttpResponse:
    checked = check(opened.claim, today_in_seoul())
    context: dict[str, Any] = {
        **opened.context,
        **_shown(checked, opened),
        "form": form,
        "meters": totals_by_category(opened.claim.request, opened.claim),
        "whole": total_of(opened.claim.request, opened.claim, checked.amount),
    }
    return render(request, "funding/claim_check.html", context, status=422 if form.errors else 200)


def _shown(checked: Checked, opened: Opened) -> dict[str, Any]:
    explained = [(twin.position, twin.words(opened.claim)) for twin in checked.twins if twin.explained]
    return {
        "checked": checked,
        "faults": checked.faults[:FAULTS_SHOWN],
        "more_faults": max(len(checked.faults) - FAULTS_SHOWN, 0),
        "explained": explained[:FAULTS_SHOWN],
    }
