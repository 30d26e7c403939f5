"""My page: own applications with the next thing to do; starting one; who looked at my data."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import access
from casework.carried import carried
from casework.models import Case
from casework.transitions import Refused
from recruitment.queries import completeness, profile_of
from visas.enums import DECIDED, OPEN, Status
from visas.permissions import may_start
from visas.queries import looks_at, own_cases, underway
from visas.services import applications
from visas.views.common import applicant, refused

TONES = {
    Status.GRANTED: "success",
    Status.REFUSED: "danger",
    Status.SUPPLEMENT: "warning",
    Status.WITHDRAWN: "neutral",
    Status.RETURNED: "danger",
}
LOOKS_A_PAGE = 50


@dataclass(frozen=True)
class Entry:
    """One application on my page: what to do next and where."""

    case: Case
    status: str | Promise
    tone: str
    next_text: Promise
    next_url: str


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Own applications, the newest first, and the profile's progress; 6 queries at 1 or 3 cases."""
    user = applicant(request)
    cases = list(own_cases(user))
    return render(
        request,
        "visas/dashboard.html",
        {
            "entries": [entry(case) for case in cases],
            "may_start": not any(case.status in (Status.DRAFT, *OPEN) for case in cases),
            "profile": completeness(user.person),
            "carried": carried(request),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What an application takes; POST opens a draft, or the one there is already."""
    user = applicant(request)
    if request.method == "POST":
        try:
            case = applications.start(actor=user, now=timezone.now())
        except Refused as refusal:
            return refused(request, refusal, "application_start")
        return redirect("application", case.pk)
    known = underway(user.person)
    answer = may_start(actor=user, profile=profile_of(user.person), underway=known)
    return render(request, "visas/start.html", {"answer": answer, "known": known})


@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at my data: every officer, when, what and why, the newest first."""
    user = applicant(request)
    page = Paginator(looks_at(user), LOOKS_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"look": look, "what": access.label(look.what)} for look in page.object_list]
    return render(request, "visas/looks.html", {"rows": rows, "page": page})


def entry(case: Case) -> Entry:
    """The next step of an application, in words, with its address."""
    text, name = _("Follow your application"), "application"
    if case.status == Status.DRAFT:
        text = _("Continue your application")
    elif case.status == Status.SUPPLEMENT:
        text, name = _("Answer what is being asked"), "application_supplement"
    elif case.status in DECIDED:
        text, name = _("Read the decision"), "application_decision"
    status = Status(case.status)
    return Entry(case, status.label, TONES.get(status, "info"), text, reverse(name, args=[case.pk]))
