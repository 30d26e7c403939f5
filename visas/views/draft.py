"""An application: its task list while a draft, its question pages, and the conflict of two tabs."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from casework.carried import carried
from casework.models import Case
from casework.transitions import Refused
from recruitment.enums import SectionState
from visas import sections
from visas.conflict import differences
from visas.enums import EDITABLE, EntryRoute
from visas.forms.application import FORMS, SectionForm
from visas.queries import answers_of
from visas.services.applications import Conflict, save_section
from visas.views.common import applicant, own_case, refused
from visas.views.tracking import track


@require_safe
def application(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The task list of a draft; where a submitted application stands."""
    case = own_case(request, key)
    if case.status not in EDITABLE:
        return track(request, case)
    answers = answers_of(case)
    left = sections.missing(answers)
    profile = sections.profile_parts(answers)
    own, documents = sections.application_parts(answers), sections.document_parts(answers)
    check = sections.check_part(answers, left)
    parts = [*profile, *own, *documents, check]
    parts = [part for part in parts if not (part.optional and _untouched(part))]
    open_parts = [part for part in parts if not part.done]
    return render(
        request,
        "visas/tasks.html",
        {
            "case": case,
            "profile": profile,
            "own": own,
            "documents": documents,
            "check": [check],
            "done": len(parts) - len(open_parts),
            "total": len(parts),
            "minutes": sum(part.minutes for part in open_parts),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """One group of questions. A save based on stale answers shows both versions and loses neither."""
    case = own_case(request, key)
    form_class = FORMS.get(name)
    if form_class is None:
        raise Http404
    if request.method != "POST":
        if case.status not in EDITABLE:
            return redirect("application", case.pk)
        return _page(request, case, name, form_class.of(case.top_tier, _from_check(request)))
    form = form_class(request.POST)
    if not form.is_valid():
        return _page(request, case, name, form, status=422)
    try:
        save_section(
            actor=applicant(request),
            case=case,
            values=form.values(),
            row_version=form.cleaned_data["row_version"],
        )
    except Conflict as conflict:
        return _conflict(request, case, form, conflict)
    except Refused as refusal:
        return refused(request, refusal, "application", case.pk)
    return redirect("application", case.pk)


def _from_check(request: HttpRequest) -> dict[str, Any]:
    """What a pre-check made before there was an account says of these questions."""
    answers = carried(request)
    entry = {"abroad": EntryRoute.ABROAD, "korea": EntryRoute.IN_KOREA}.get(answers.get("residence", ""), "")
    return {"annual_pay": answers.get("pay"), "entry": entry}


def _page(request: HttpRequest, case: Case, name: str, form: SectionForm, status: int = 200) -> HttpResponse:
    return render(request, f"visas/section_{name}.html", {"case": case, "form": form}, status=status)


def _conflict(request: HttpRequest, case: Case, form: SectionForm, conflict: Conflict) -> HttpResponse:
    context: dict[str, Any] = {
        "case": case,
        "differences": differences(form, conflict.stored),
        "typed": [(field, value) for field, values in _typed(request) for value in values],
        "row_version": conflict.stored.row_version,
    }
    return render(request, "visas/conflict.html", context, status=409)


def _typed(request: HttpRequest) -> list[tuple[str, list[Any]]]:
    skipped = ("csrfmiddlewaretoken", "row_version")
    return [(name, values) for name, values in request.POST.lists() if name not in skipped]


def _untouched(part: sections.Part) -> bool:
    return part.status == SectionState.TODO
