"""Answering a supplement request: a small task list, one page an item, then send."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.clock import KST
from casework.models import Case, SupplementItem, SupplementRequest
from casework.transitions import Refused
from visas.enums import Status
from visas.files import entry
from visas.forms.documents import AnswerForm
from visas.forms.supplement import SendForm, token_of
from visas.queries import case_page, library
from visas.requirements import BY_CODE, title
from visas.services.supplements import answer_item, send_answer
from visas.tracking import days_left
from visas.views.common import applicant, own_case, refused


@require_safe
def supplement(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What is asked, until when, and how far the answers are."""
    case = own_case(request, key)
    asked = _asked(case)
    if asked is None:
        return redirect("application", case.pk)
    items = list(asked.items.all())
    return render(
        request,
        "visas/supplement.html",
        {
            "case": case,
            "asked": asked,
            "days_left": days_left(asked, timezone.localdate(timezone=KST)),
            "tasks": [_task(case, item) for item in items],
            "left": sum(not item.answered for item in items),
            "done": sum(item.answered for item in items),
            "total": len(items),
            "form": SendForm(initial={"token": token_of(asked)}),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """One item: why it is asked, and a document or the reason why there is none. Saved, not sent."""
    case, user = own_case(request, key), applicant(request)
    asked = _asked(case)
    if asked is None:
        return redirect("application", case.pk)
    wanted = next((one for one in asked.items.all() if one.pk == number), None)
    if wanted is None:
        raise Http404
    form = AnswerForm(initial=_initial(wanted), library=library(user))
    if request.method == "POST":
        form = AnswerForm(request.POST, request.FILES, library=library(user))
        if form.is_valid():
            kept = form.keep(user)
            if form.is_valid():
                explanation = form.cleaned_data["explanation"]
                try:
                    answer_item(actor=user, case=case, item_id=number, document=kept, explanation=explanation)
                except Refused as refusal:
                    return refused(request, refusal, "application", case.pk)
                return redirect("application_supplement", case.pk)
    context = {
        "case": case,
        "item": wanted,
        "title": title(wanted.requirement),
        "demand": BY_CODE.get(wanted.requirement),
        "present": entry(wanted.document) if wanted.document else None,
        "form": form,
    }
    return render(request, "visas/supplement_item.html", context, status=422 if form.errors else 200)


@require_POST
def send(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Send all answers; twice counts once."""
    case, form = own_case(request, key), SendForm(request.POST)
    if not form.is_valid():
        return redirect("application_supplement", case.pk)
    try:
        send_answer(actor=applicant(request), case=case, token=form.cleaned_data["token"], now=timezone.now())
    except Refused as refusal:
        return refused(request, refusal, "application_supplement", case.pk)
    return redirect("application", case.pk)


def _asked(case: Case) -> SupplementRequest | None:
    return case_page(case).supplement if case.status == Status.SUPPLEMENT else None


def _initial(wanted: SupplementItem) -> dict[str, object]:
    return {"explanation": wanted.explanation}


def _task(case: Case, one: SupplementItem) -> dict[str, object]:
    hint = one.why
    if one.document:
        hint = _("Your answer: %(name)s") % {"name": one.document.filename}
    elif one.explanation:
        hint = _("Your answer: cannot be provided")
    return {
        "title": title(one.requirement),
        "url": reverse("application_supplement_item", args=[case.pk, one.pk]),
        "status": "done" if one.answered else "todo",
        "hint": hint,
    }
