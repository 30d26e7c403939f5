"""Following a submitted application: stages, automatic check, timeline, clock, decision."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.clock import KST
from casework.models import Case, Screening
from casework.queries import current_screening, governing_versions
from visas import cards
from visas.enums import DECIDED, OPEN, Status
from visas.files import entry
from visas.permissions import may_withdraw
from visas.queries import case_page, own_stays, slots
from visas.requirements import title
from visas.tracking import corrections, read_clock, signed_decision, steps, timeline
from visas.views.common import applicant, own_case
from visas.views.dashboard import TONES


def track(request: HttpRequest, case: Case) -> HttpResponse:
    """Where the application stands, who has it, what happened."""
    today = timezone.localdate(timezone=KST)
    page = case_page(case)
    screening = _screening(case, today)
    version = screening.version if screening else next(iter(governing_versions(case, today)), None)
    status = Status(case.status)
    return render(
        request,
        "visas/track.html",
        {
            "case": case,
            "status": status.label,
            "tone": TONES.get(status, "info"),
            "is_open": status in OPEN,
            "is_decided": status in DECIDED,
            "steps": steps(case, screening.created_at if screening else None),
            "stays": own_stays(applicant(request)),
            "clock": read_clock(case, version, timezone.now()),
            "supplement": page.supplement,
            "timeline": timeline(page.events, page.corrections, case=case),
            "files": [entry(used.document, str(title(code))) for code, used in slots(case).items()],
            "may_withdraw": may_withdraw(actor=applicant(request), case=case),
            "check": cards.read(case, screening) if screening else None,
            "checkable": version is not None and status in OPEN,
        },
    )


@require_safe
def checks(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The automatic check alone, asked for every second until it is there; 286 then ends the asking."""
    case = own_case(request, key)
    if case.submitted_at is None or not request.headers.get("HX-Request"):
        return redirect("application", case.pk)
    today = timezone.localdate(timezone=KST)
    screening = _screening(case, today)
    checkable = bool(governing_versions(case, today)) and case.status in OPEN
    context = {
        "case": case,
        "check": cards.read(case, screening) if screening else None,
        "checkable": checkable,
    }
    return render(request, "visas/fragments/checks.html", context)


@require_safe
def decision(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The decision: outcome, reasons with their clause, what was checked, remedies, next steps."""
    case = own_case(request, key)
    signed = signed_decision(case) if case.status in DECIDED else None
    if signed is None:
        return redirect("application", case.pk)
    screening = Screening.objects.filter(facts=signed.facts, version=signed.version)
    found = screening.select_related("facts", "version").first()
    return render(
        request,
        "visas/decision.html",
        {
            "case": case,
            "decision": signed,
            "granted": case.status == Status.GRANTED,
            "abroad": case.top_tier.entry == "abroad",
            "stays": own_stays(applicant(request)),
            "reasons": signed.reasons.select_related("reason"),
            "corrections": corrections(signed.facts),
            "remedies": signed.version.remedies.filter(confirmed=True),
            "check": cards.read(case, found) if found else None,
        },
    )


def _screening(case: Case, today: date) -> Screening | None:
    """The check in force of an open case; of a decided one, the one the decision rests on."""
    if case.status in DECIDED:
        signed = signed_decision(case)
        rows = Screening.objects.filter(facts=signed.facts, version=signed.version) if signed else None
        return rows.select_related("facts", "version").first() if rows is not None else None
    return current_screening(case, today)
