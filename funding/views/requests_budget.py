"""Filling in a funding request: the budget, the answers checked, the submit."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.transitions import Refused, Stale
from funding import request_pages as pages
from funding.enums import REQUEST_EDITABLE
from funding.forms.request import BudgetForm, SubmitForm
from funding.ledger import OverCap
from funding.models import FundingRequest
from funding.request_reads import cap_of, files_of, gaps, lines_of, matching_of
from funding.services import requests as verbs
from funding.views.common import Member, writer_of
from funding.views.requests_common import request_of


@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """The whole request on one page. "Recalculate" shows the sums; saving needs every rule to hold."""
    member = writer_of(request, code)
    own = request_of(member, reference)
    if own.case.status not in REQUEST_EDITABLE:
        return redirect("team_request", code, reference)
    form = _form(request, own)
    if request.method != "POST":
        return _page(request, member, own, form)
    if not form.is_valid() or "recalculate" in request.POST:
        return _page(request, member, own, form, status=422 if form.errors else 200)
    data = form.cleaned_data
    try:
        verbs.save(
            actor=member.user,
            request=own,
            purpose=data["purpose"],
            employed_from=data["employed_from"],
            employed_until=data["employed_until"],
            amounts=form.amounts,
            row_version=data["row_version"],
        )
    except Stale:
        own = request_of(member, reference)
        return _page(request, member, own, _form(request, own), status=409, stored=lines_of(own))
    except Refused as refused:
        form.add_error(None, str(refused.reason))
        return _page(request, member, own, form, status=422)
    return redirect("team_request_check", code, reference)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """Every answer and the cap before the submit. Sent twice it counts once and leads to the same receipt."""
    member = writer_of(request, code)
    own = request_of(member, reference)
    if request.method != "POST" and own.case.status not in REQUEST_EDITABLE:
        return redirect("team_request", code, reference)
    form = SubmitForm(request.POST or None, initial={"token": uuid.uuid4(), "row_version": own.row_version})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.submit(
                actor=member.user,
                request=own,
                token=form.cleaned_data["token"],
                row_version=form.cleaned_data["row_version"],
                now=timezone.now(),
            )
        except OverCap as over:
            form.add_error("total", str(over.reason))
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            return redirect("team_request_receipt", code, reference)
        own = request_of(member, reference)
    context = member.context | _check_context(own) | {"form": form}
    return render(request, "funding/request_check.html", context, status=422 if form.errors else 200)


def _check_context(own: FundingRequest) -> dict[str, object]:
    lines = lines_of(own)
    return {
        "own": own,
        "case": own.case,
        "answers": pages.answers(own),
        "budget": pages.budget_table(lines),
        "cap": pages.cap_words(cap_of(own), sum(line.government for line in lines)),
        "missing": gaps(own),
        "files": pages.slots(own, files_of(own)),
    }


def _form(request: HttpRequest, own: FundingRequest) -> BudgetForm:
    return BudgetForm(
        request.POST if request.method == "POST" else None,
        request=own,
        lines=lines_of(own),
        rule=matching_of(own),
        cap=cap_of(own),
    )


def _page(
    request: HttpRequest,
    member: Member,
    own: FundingRequest,
    form: BudgetForm,
    *,
    status: int = 200,
    stored: object = None,
) -> HttpResponse:
    context = member.context | {
        "own": own,
        "case": own.case,
        "form": form,
        "cap": pages.cap_words(form.cap, form.sums.government),
        "answers": pages.heading(own),
        "slots": pages.slots(own, files_of(own)),
        "stored": pages.budget_table(stored) if isinstance(stored, list) else None,
    }
    return render(request, "funding/request_budget.html", context, status=status)
