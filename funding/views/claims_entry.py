"""Many lines at once: paste, upload or copy them, look at the preview, mend it, enter all or none."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from casework.transitions import Refused
from funding.claim_copies import copied, earlier_claim
from funding.costs import cost_of
from funding.forms.claim_entry import APPEND, HOW, REPLACE, EnterForm, MendForm, typed_cells
from funding.models import StagedLines
from funding.permissions import may_edit_claim
from funding.services.lines import Conflict, Unfit
from funding.services.staging import Preview, discard, enter, mend, preview, stage
from funding.views.claims_common import Opened, refused, today_in_seoul, write_claim

WRONG_SHOWN = 15
GOOD_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def claim_enter(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Paste lines or choose a file; nothing is entered yet."""
    opened = write_claim(request, code, key)
    answer = may_edit_claim(actor=opened.member.user, claim=opened.claim)
    if not answer and request.method != "POST":
        messages.error(request, str(answer.reason))
        return redirect("claim", *opened.where)
    form = EnterForm(request.POST, request.FILES) if request.method == "POST" else EnterForm()
    if request.method == "POST" and form.is_valid():
        try:
            stage(
                actor=opened.member.user,
                claim=opened.claim,
                table=form.table,
                source=form.source,
                replaces=form.replaces,
                now=timezone.now(),
            )
        except Unfit as wrong:
            form.complain(wrong.problems)
        except Refused as refusal:
            return refused(request, refusal, "claim", *opened.where)
        else:
            return redirect("claim_staged", *opened.where)
    context = {**opened.context, "form": form, "earlier": earlier_claim(opened.claim)}
    return render(request, "funding/claim_enter.html", context, status=422 if form.errors else 200)


@require_POST
def claim_copy(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """The lines of the claim before, moved to this month, on the preview."""
    opened = write_claim(request, code, key)
    source = earlier_claim(opened.claim)
    if source is None:
        messages.error(request, _("There is no earlier claim with lines to copy."))
        return redirect("claim_enter", *opened.where)
    try:
        stage(
            actor=opened.member.user,
            claim=opened.claim,
            table=copied(source, opened.claim.month),
            source=source.case.reference,
            replaces=False,
            now=timezone.now(),
        )
    except Refused as refusal:
        return refused(request, refusal, "claim", *opened.where)
    return redirect("claim_staged", *opened.where)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_staged(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """What the rows would become; wrong ones first, to be mended where they stand."""
    opened = write_claim(request, code, key)
    staged = StagedLines.objects.filter(claim=opened.claim, made_by=opened.member.user).first()
    if staged is None:
        messages.info(request, _("No lines wait to be entered here: they were entered or discarded."))
        return redirect("claim", *opened.where)
    staged.claim = opened.claim
    if request.method != "POST":
        return _page(request, opened, staged)
    try:
        return _carry_out(request, opened, staged)
    except Refused as refusal:
        return refused(request, refusal, "claim_staged", *opened.where)


def _carry_out(request: HttpRequest, opened: Opened, staged: StagedLines) -> HttpResponse:
    """Discard, or keep what was typed into the cells, and then enter the lines if that was asked for."""
    actor, data = opened.member.user, request.POST
    if "discard" in data:
        discard(actor=actor, staged=staged)
        messages.info(request, _("The lines are discarded. The claim is as it was."))
        return redirect("claim", *opened.where)
    dropped = data.get("drop", "")
    cells, how = typed_cells(data.dict()), data.get("how")
    if cells or dropped.isdecimal() or how in (APPEND, REPLACE):
        without = {int(dropped)} if dropped.isdecimal() else set()
        replaces = how == REPLACE if how in (APPEND, REPLACE) else None
        mend(actor=actor, staged=staged, cells=cells, without=without, replaces=replaces)
    return _enter(request, opened, staged) if "enter" in data else redirect("claim_staged", *opened.where)


def _enter(request: HttpRequest, opened: Opened, staged: StagedLines) -> HttpResponse:
    version = request.POST.get("row_version", "")
    try:
        count = enter(
            actor=opened.member.user,
            staged=staged,
            row_version=int(version) if version.isdecimal() else 0,
            now=timezone.now(),
        )
    except StagedLines.DoesNotExist:
        return redirect("claim_staged", *opened.where)
    except Unfit:
        messages.error(request, _("Nothing was entered: some rows are wrong."))
        return redirect("claim_staged", *opened.where)
    except Conflict:
        text = _("Nothing was entered: the claim’s lines changed in another window. Replace them still?")
        messages.error(request, text)
        return redirect("claim_staged", *opened.where)
    words = ngettext("%(n)s line is entered.", "%(n)s lines are entered.", count) % {"n": f"{count:,}"}
    messages.success(request, words)
    return redirect("claim", *opened.where)


def _page(request: HttpRequest, opened: Opened, staged: StagedLines) -> HttpResponse:
    seen = preview(staged, today_in_seoul())
    lines, wrong = seen.lines, seen.wrong
    form = MendForm(wrong[:WRONG_SHOWN], seen.parsed.typed, seen.problems)
    context = {
        **opened.context,
        "staged": staged,
        "form": form if wrong else None,
        "count": len(staged.rows),
        "wrong": len(wrong),
        "more_wrong": max(len(wrong) - WRONG_SHOWN, 0),
        "good": _good(seen),
        "more_good": max(len(lines) - GOOD_SHOWN, 0),
        "claimed": sum(cost_of(line, seen.terms).claimed for line in lines),
        "twins": sorted(seen.twins.items())[:WRONG_SHOWN],
        "more_twins": max(len(seen.twins) - WRONG_SHOWN, 0),
        "there": opened.claim.lines.count(),
        "how": [(value, words, (value == REPLACE) == staged.replaces) for value, words in HOW],
    }
    return render(request, "funding/claim_staged.html", context)


def _good(seen: Preview) -> list[dict[str, object]]:
    """The first rows that are right, as lines."""
    names = {one.code: one.name for one in seen.terms.categories.values()}
    return [
        {"line": line, "category": names[line.category], "claimed": cost_of(line, seen.terms).claimed}
        for line in seen.lines[:GOOD_SHOWN]
    ]
