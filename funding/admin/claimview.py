"""The officers' page of a claim as an answer, shown after a GET and after a form that came back."""

from __future__ import annotations

from datetime import datetime

from django.contrib.admin import site
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise

from casework.models import User
from funding.admin.claimpage import SHOWN, LinePage, page_context, seen_text
from funding.admin.claimrights import action_bar, may
from funding.check_reads import SMALL, acceptable
from funding.forms.check import LinesForm
from funding.models import Claim
from funding.services.rulings import open_ruling


def claim_response(
    *,
    request: HttpRequest,
    officer: User,
    claim: Claim,
    page: LinePage,
    form: LinesForm,
    now: datetime,
    seen: str | None = None,
    refused: str | Promise = "",
    status: int = 200,
) -> TemplateResponse:
    """`seen` is the newest check the officer saw, as the form carried it; None: that of the lines shown."""
    ruling = open_ruling(claim.case)
    may_check = may("check", officer=officer, claim=claim, ruling=ruling)
    shown = seen_text(page.lines) if seen is None else seen
    context = {
        **site.each_context(request),
        "title": claim.case.reference,
        "shows": [(code, words) for code, (words, _condition) in SHOWN.items()],
        "bar": action_bar(officer=officer, claim=claim, ruling=ruling),
        "ruling": ruling,
        "may_check": may_check,
        "acceptable": acceptable(claim).count() if may_check else 0,
        "small": SMALL,
        "refused": refused,
        **page_context(officer=officer, claim=claim, page=page, form=form, seen=shown, now=now),
    }
    return TemplateResponse(request, "admin/funding/claim.html", context, status=status)
