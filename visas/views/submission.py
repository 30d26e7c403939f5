"""Check answers, declare, submit, receipt."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.clock import KST
from casework.queries import governing_versions
from casework.transitions import Refused
from visas.enums import EDITABLE
from visas.files import entry
from visas.forms.submission import DeclareForm
from visas.models import TopTierApplication
from visas.queries import answers_of, slots
from visas.requirements import title
from visas.sections import missing
from visas.services.applications import submit as submit_application
from visas.summary import groups, warnings
from visas.tracking import read_clock
from visas.views.common import applicant, own_case, refused


@require_safe
def check(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Every answer beside its proof, each with a link to change it."""
    case = own_case(request, key)
    if case.status not in EDITABLE:
        return redirect("application", case.pk)
    answers = answers_of(case)
    context = {
        "case": case,
        "groups": groups(answers, timezone.localdate(timezone=KST)),
        "warnings": warnings(answers),
        "missing": missing(answers),
    }
    return render(request, "visas/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Declarations, consents, name. Sent twice it counts once and leads to the same receipt."""
    user, case = applicant(request), own_case(request, key)
    if request.method != "POST" and case.status not in EDITABLE:
        return redirect("application_receipt" if case.submitted_at else "application", case.pk)
    answers = answers_of(case)
    if request.method == "POST":
        form = DeclareForm(request.POST, profile=answers.profile, own=answers.application)
        if form.is_valid():
            try:
                submit_application(
                    actor=user,
                    case=case,
                    token=form.cleaned_data["token"],
                    declared_name=form.cleaned_data["declared_name"],
                    consents=form.consents,
                    now=timezone.now(),
                )
            except Refused as refusal:
                return refused(request, refusal, "application", case.pk)
            return redirect("application_receipt", case.pk)
    else:
        if missing(answers):
            return redirect("application_check", case.pk)
        form = DeclareForm(profile=answers.profile, own=answers.application)
    status = 422 if form.errors else 200
    return render(request, "visas/submit.html", {"case": case, "form": form}, status=status)


@require_safe
def receipt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What was received, when, under which reference, and what comes next."""
    case = own_case(request, key)
    if case.submitted_at is None:
        return redirect("application", case.pk)
    version = next(iter(governing_versions(case, timezone.localdate(timezone=KST))), None)
    files = [entry(used.document, str(title(code))) for code, used in slots(case).items()]
    context = {
        "case": case,
        "own": TopTierApplication.objects.get(case=case),
        "clock": read_clock(case, version, timezone.now()),
        "files": files,
    }
    return render(request, "visas/receipt.html", context)
