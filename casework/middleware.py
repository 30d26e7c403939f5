"""Deny by default, keep what was typed when a session ends, keep private pages out of caches and logs."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django_structlog.middlewares import RequestMiddleware

from casework import parking

SECRET_IN_PATH = re.compile(r"^(/accounts/(?:confirm-email|password/reset/key)/).+")


class QuietRequestMiddleware(RequestMiddleware):
    """Logs each request by method and path alone: searches hold names, links of e-mails open accounts."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        path = SECRET_IN_PATH.sub(r"\1…", request.path)
        return f"{request.method} {path}"


class ParkingLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Every page needs a signed-in user unless it says otherwise. A POST that meets an expired session is
    parked in the (new, anonymous) session and offered again after signing in."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        if request.method == "POST":
            parking.park(request)
            return redirect_to_login(reverse("resume"))
        return super().handle_no_permission(request, view_func)


class NoStoreMiddleware:
    """A page made for a signed-in person is never stored by a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response.headers["Cache-Control"] += ", no-store"
        return response
