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
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from casework.models import StoredMail, User
from talent_portal.demo.cast import ADMINISTRATORS, AMARA, STAFF
from talent_portal.demo.samples import sample_pdf
from visas.enums import Requirement

CAST = (AMARA, *STAFF, *ADMINISTRATORS)
LOOPBACK = ("127.0.0.1", "::1")


def _only_here(request: HttpRequest) -> None:
    """This machine alone, and not through a proxy on it, whose visitors may be anyone."""
    if request.META.get("REMOTE_ADDR") not in LOOPBACK or "HTTP_X_FORWARDED_FOR" in request.META:
        raise Http404


@login_not_required
@require_safe
def cast(request: HttpRequest) -> HttpResponse:
    """Everyone there is to be, and what they do."""
    _only_here(request)
    return render(
        request,
        "demo/cast.html",
        {
            "cast": CAST,
            "pid": os.getpid(),
            "samples": [(one.value, one.label) for one in Requirement],
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
    return redirect("admin:index" if user.is_staff else "applications")


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
    headers = {"Content-Disposition": f'attachment; filename="{requirement}-sample.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@login_not_required
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """E-mail kept instead of sent, newest first."""
    _only_here(request)
    return render(request, "demo/outbox.html", {"mails": StoredMail.objects.all()[:50]})


urlpatterns = [
    path("", cast, name="demo"),
    path("sign-in/", sign_in, name="demo_sign_in"),
    path("outbox/", outbox, name="demo_outbox"),
    path("reset/", reset, name="demo_reset"),
    path("samples/<slug:requirement>/", sample, name="demo_sample"),
]
