"""Where do I stand? The public pre-check: no account, nothing stored."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/check.html")
