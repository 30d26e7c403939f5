"""What every page of an applicant needs: their own case or 404, and a refusal said on the next page."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from casework.models import Case, User
from casework.transitions import Refused
from visas.queries import own_cases


def applicant(request: HttpRequest) -> User:
    """The signed-in account of a researcher; officers have a desk of their own, so 404 for them."""
    if isinstance(request.user, AnonymousUser) or request.user.is_staff:
        raise Http404
    return request.user


def own_case(request: HttpRequest, key: uuid.UUID) -> Case:
    """The applicant's own case; 404 for everyone else."""
    return get_object_or_404(own_cases(applicant(request)), pk=key)


def refused(request: HttpRequest, refusal: Refused, to: str, *args: object) -> HttpResponse:
    """Go to a page and say there why it was not possible."""
    messages.error(request, str(refusal.reason))
    return redirect(to, *args)
