"""Pages that belong to everyone."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door; a signed-in researcher lands on their own page instead."""
    if request.user.is_authenticated and not request.user.is_staff and "door" not in request.GET:
        return redirect("applications")
    return render(request, "pages/home.html")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines stay away until an operator's name is set."""
    rule = "Allow: /" if settings.OPERATOR_NAME else "Disallow: /"
    return HttpResponse(f"User-agent: *\n{rule}\n", content_type="text/plain")
