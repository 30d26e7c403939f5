"""Pages that belong to everyone."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.models import PolicyVersion
from visas.enums import TOP_TIER


def _doors() -> list[dict[str, str]]:
    return [
        {
            "title": _("Check where I stand"),
            "text": _(
                "A few short questions, no account, nothing stored. "
                "See each criterion and the shortest way to meet it."
            ),
            "url": reverse("check"),
            "icon": "search",
        },
        {
            "title": _("Apply for the top-tier visa"),
            "text": _("Build your profile once, attach each document once, follow your case day by day."),
            "url": reverse("applications"),
            "icon": "plane",
        },
        {
            "title": _("Officers’ desk"),
            "text": _("For staff of the ministries: queue, case, decision by two persons."),
            "url": reverse("admin:index"),
            "icon": "building",
        },
        {
            "title": _("Consortiums"),
            "text": _(
                "For teams: ask for funding, claim costs, see what the cap leaves. Rules for everyone."
            ),
            "url": reverse("consortium"),
            "icon": "coins",
        },
    ]


def _steps(days: int) -> list[dict[str, str]]:
    return [
        {
            "title": _("Profile and documents"),
            "note": _("About 40 minutes; saved at every step."),
            "state": "todo",
        },
        {
            "title": _("Submit"),
            "note": _("Checked automatically within seconds. The check decides nothing."),
            "state": "todo",
        },
        {
            "title": _("Review"),
            "note": _(
                "An officer looks at every document, within %(days)s working days. "
                "The clock stops while we wait for you."
            )
            % {"days": days},
            "state": "todo",
        },
        {
            "title": _("Decision"),
            "note": _("Two persons sign it, with reasons you can read."),
            "state": "todo",
        },
    ]


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door: what this is, four ways in, how it goes, and which law is in force."""
    version = PolicyVersion.objects.in_force(policy=TOP_TIER, day=timezone.localdate()).first()
    days = version.clock_days if version else PolicyVersion._meta.get_field("clock_days").get_default()
    return render(request, "pages/home.html", {"doors": _doors(), "steps": _steps(days), "version": version})


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines stay away until an operator's name is set."""
    rule = "Allow: /" if settings.OPERATOR_NAME else "Disallow: /"
    return HttpResponse(f"User-agent: *\n{rule}\n", content_type="text/plain")
