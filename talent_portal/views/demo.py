"""The cast of the demonstration: one button signs in as each. Exists only with DEMO, on loopback."""

from __future__ import annotations

import os
from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from casework.clock import seoul_date
from casework.models import StoredMail, User
from talent_portal.demo.cast import ADMINISTRATORS, AMARA, NOOR, STAFF, Member
from talent_portal.demo.consortium import CLERK, CONSORTIUMS, TEAM_PEOPLE
from talent_portal.demo.samples import receipt_pdf, sample_pdf
from talent_portal.demo.sheet import pasted, workbook
from visas.enums import Requirement

GROUPS = (
    (_("Researchers"), (AMARA, NOOR)),
    (_("Officers"), (*STAFF, *ADMINISTRATORS)),
    (_("Consortiums"), TEAM_PEOPLE),
)
CAST = tuple(member for _title, members in GROUPS for member in members)
TEAMS = {one.code: one for one in CONSORTIUMS}
LOOPBACK = ("127.0.0.1", "::1")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _only_here(request: HttpRequest) -> None:
    """This machine alone, and not through a proxy on it, whose visitors may be anyone."""
    if request.META.get("REMOTE_ADDR") not in LOOPBACK or "HTTP_X_FORWARDED_FOR" in request.META:
        raise Http404


@login_not_required
@require_safe
def cast(request: HttpRequest) -> HttpResponse:
    """Everyone there is to be, what they do, and what to try."""
    _only_here(request)
    language = get_language() or "en"
    return render(
        request,
        "demo/cast.html",
        {
            "groups": [(title, [(one, TEAMS.get(one.team)) for one in members]) for title, members in GROUPS],
            "clerk": CLERK,
            "pid": os.getpid(),
            "worker": _worker(),
            "samples": [(one.value, one.label) for one in Requirement],
            "lines": pasted(seoul_date(timezone.now()), language),
            "may_reset": bool(settings.DEMO_RESET_FILE),
        },
    )


@login_not_required
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the cast, second factor satisfied."""
    _only_here(request)
    wanted = next((member for member in CAST if member.key == request.POST.get("who")), None)
    if wanted is None:
        raise Http404
    user = get_object_or_404(User, email=wanted.email)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    record_authentication(request, user, "mfa", type="demo")
    return redirect(_home(wanted))


@login_not_required
@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Leave the wish to start afresh; the launcher stops the portal, makes it new and starts it again."""
    _only_here(request)
    if not settings.DEMO_RESET_FILE:
        raise Http404
    Path(settings.DEMO_RESET_FILE).touch()
    return render(request, "demo/reset.html", status=202)


@login_not_required
@require_safe
def sample(request: HttpRequest, requirement: str) -> HttpResponse:
    """An invented document to attach."""
    _only_here(request)
    if requirement not in Requirement.values:
        raise Http404
    content = sample_pdf(Requirement(requirement), "an invented researcher")
    return _download(content, "application/pdf", f"{requirement}-sample.pdf")


@login_not_required
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """An invented receipt for the sample lines."""
    _only_here(request)
    return _download(receipt_pdf("the sample claim lines"), "application/pdf", "receipts-sample.pdf")


@login_not_required
@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """The sample claim lines as a workbook."""
    _only_here(request)
    content = workbook(seoul_date(timezone.now()), get_language() or "en")
    return _download(content, XLSX, "claim-lines-sample.xlsx")


@login_not_required
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """E-mail kept instead of sent, newest first."""
    _only_here(request)
    return render(request, "demo/outbox.html", {"mails": StoredMail.objects.all()[:50]})


def _home(member: Member) -> str:
    """The page a member of the cast begins on."""
    if member.role:
        return reverse("admin:index")
    if member.team:
        return reverse("team", args=[member.team])
    return reverse("my_funding" if member is NOOR else "applications")


def _worker() -> str:
    """The worker's process id, as the launcher that watches over it noted it; empty without one."""
    note = Path(settings.DEMO_RESET_FILE or os.devnull).with_name("worker.pid")
    return note.read_text(encoding="ascii").split()[0] if note.is_file() else ""


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


urlpatterns = [
    path("", cast, name="demo"),
    path("sign-in/", sign_in, name="demo_sign_in"),
    path("outbox/", outbox, name="demo_outbox"),
    path("reset/", reset, name="demo_reset"),
    path("samples/receipt/", receipt, name="demo_receipt"),
    path("samples/claim-lines.xlsx", lines, name="demo_lines"),
    path("samples/<slug:requirement>/", sample, name="demo_sample"),
]
