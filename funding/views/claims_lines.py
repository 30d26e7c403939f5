"""One line of a claim: add, change, remove. A change based on a stale page shows both and loses neither."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.transitions import Refused
from funding.claim_drafts import category_names
from funding.claim_terms import terms_of
from funding.forms.claim_line import LineForm
from funding.models import ClaimLine
from funding.permissions import may_edit_claim
from funding.services.lines import Conflict, Unfit, add_line, change_line, remove_line
from funding.views.claims_common import Opened, refused, today_in_seoul, write_claim


@require_http_methods(["GET", "HEAD", "POST"])
def claim_line_add(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """A line typed by hand, below the others."""
    opened = write_claim(request, code, key)
    if request.method != "POST":
        return _closed(request, opened) or _page(request, opened, _form(opened), None)
    form = _form(opened, request.POST)
    if not form.is_valid():
        return _page(request, opened, form, None)
    try:
        line = add_line(
            actor=opened.member.user,
            claim=opened.claim,
            entry=form.entry,
            token=form.cleaned_data["token"],
            now=timezone.now(),
        )
    except Unfit as wrong:
        form.complain(wrong.problems)
        return _page(request, opened, form, None)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, opened, form, None)
    messages.success(request, _("Row %(row)s is added.") % {"row": line.position})
    return redirect("claim_line_add" if "another" in request.POST else "claim", *opened.where)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_line(request: HttpRequest, code: str, key: uuid.UUID, line: int) -> HttpResponse:
    """Change a line."""
    opened = write_claim(request, code, key)
    stored = opened.claim.lines.select_related("category").filter(pk=line).first()
    if request.method != "POST":
        if stored is None:
            raise Http404
        return _closed(request, opened) or _page(request, opened, _form(opened, line=stored), stored)
    form = _form(opened, request.POST)
    if not form.is_valid():
        return _page(request, opened, form, stored)
    try:
        change_line(
            actor=opened.member.user,
            claim=opened.claim,
            line=line,
            entry=form.entry,
            row_version=form.cleaned_data["row_version"],
            now=timezone.now(),
        )
    except Unfit as wrong:
        form.complain(wrong.problems)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
    except Conflict as conflict:
        return _conflict(request, opened, form, conflict)
    else:
        messages.success(request, _("The line is saved."))
        return redirect("claim", *opened.where)
    return _page(request, opened, form, stored)


@require_POST
def claim_line_remove(request: HttpRequest, code: str, key: uuid.UUID, line: int) -> HttpResponse:
    """Take a line out, as the page showed it."""
    opened = write_claim(request, code, key)
    version = request.POST.get("row_version", "")
    try:
        remove_line(
            actor=opened.member.user,
            claim=opened.claim,
            line=line,
            row_version=int(version) if version.isdecimal() else 0,
        )
    except Conflict:
        messages.error(
            request, _("Not removed: the claim changed in another window. Look at it, then try again.")
        )
    except Refused as refusal:
        return refused(request, refusal, "claim", *opened.where)
    else:
        messages.success(request, _("The line is removed."))
    return redirect("claim", *opened.where)


def _form(opened: Opened, data: Any = None, line: ClaimLine | None = None) -> LineForm:
    today = today_in_seoul()
    return LineForm(
        data,
        terms=terms_of(opened.claim.request, claim=opened.claim, today=today),
        names=category_names(opened.claim),
        today=today,
        row_version=opened.claim.row_version,
        initial=LineForm.values_of(line) if line else {},
    )


def _page(request: HttpRequest, opened: Opened, form: LineForm, line: ClaimLine | None) -> HttpResponse:
    context = {**opened.context, "form": form, "line": line}
    return render(request, "funding/claim_line.html", context, status=422 if form.errors else 200)


def _closed(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    """Back to the claim, with the reason, where it cannot be changed any more."""
    answer = may_edit_claim(actor=opened.member.user, claim=opened.claim)
    if answer:
        return None
    messages.error(request, str(answer.reason))
    return redirect("claim", *opened.where)


def _conflict(request: HttpRequest, opened: Opened, form: LineForm, conflict: Conflict) -> HttpResponse:
    skipped = ("csrfmiddlewaretoken", "row_version")
    context = {
        **opened.context,
        "differences": _differences(form, conflict.stored),
        "gone": conflict.stored is None,
        "typed": [(name, value) for name, value in request.POST.items() if name not in skipped],
        "row_version": conflict.row_version,
    }
    return render(request, "funding/claim_conflict.html", context, status=409)


def _differences(form: LineForm, stored: ClaimLine | None) -> list[dict[str, str]]:
    """Fields whose typed answer is not the stored one, in words."""
    saved = LineForm.values_of(stored) if stored else {}
    found = []
    for field in form.visible_fields():
        mine, theirs = str(form.data.get(field.name) or ""), _text(saved.get(field.name))
        if mine.replace(",", "") != theirs.replace(",", ""):
            found.append({"label": str(field.label), "mine": mine, "saved": theirs})
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)
