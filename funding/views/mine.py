"""What is funded for the signed-in researcher, and who sees what of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.clock import seoul_date
from funding.candidates import own_candidacies, own_invitations
from funding.mine import caps, funded
from funding.stay_words import stay_line
from funding.views.common import account_of
from visas.queries import residence


@require_safe
def my_funding(request: HttpRequest) -> HttpResponse:
    """Requests of every team for the researcher, caps, candidacies and stay; their number costs no query."""
    user, now = account_of(request), timezone.now()
    today = seoul_date(now)
    own = funded(user)
    context = {
        "requests": own,
        "caps": caps(own),
        "candidacies": own_candidacies(user),
        "invitations": own_invitations(user, now),
        "stay": stay_line(residence(user.person_id, today), today),
    }
    return render(request, "funding/mine.html", context)
