"""Pages of a manager on the team's institutions: one joins, one leaves, an account is set."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.transitions import Refused
from funding.forms.people import AccountForm, EndForm, InstitutionForm
from funding.models import Institution
from funding.people import account_hints
from funding.services import accounts, teams
from funding.views.common import Member, manager_of


@require_http_methods(["GET", "HEAD", "POST"])
def team_institution_add(request: HttpRequest, code: str) -> HttpResponse:
    """A joint or subcontracted institution joins."""
    member = manager_of(request, code)
    form = InstitutionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            teams.add_institution(actor=member.user, team=member.team, values=form.values, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The institution is a member of the team."))
            return redirect("team_people", code)
    status = 422 if form.errors else 200
    return render(request, "funding/people_institution.html", member.context | {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def team_institution_end(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """The last day of an institution's membership."""
    member = manager_of(request, code)
    known = _institution(member, key)
    form = EndForm(request.POST if request.method == "POST" else None, starts_on=known.starts_on)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ends_on"]
        try:
            teams.end_institution(actor=member.user, institution=known, ends_on=day, now=timezone.now())
        except Refused as refusal:
            form.add_error("ends_on", str(refusal.reason))
        else:
            messages.success(request, _("The last day of the membership is set."))
            return redirect("team_people", code)
    context = member.context | {"form": form, "institution": known}
    return render(request, "funding/people_end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def team_account(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Set or replace the account an institution is paid to; the present one is never shown."""
    member = manager_of(request, code)
    known = _institution(member, key)
    form = AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            accounts.set_account(
                actor=member.user,
                institution=known,
                bank=typed["bank"],
                number=typed["number"],
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The account is set. Every manager of the team is told."))
            return redirect("team_people", code)
    hint = account_hints([known.key]).get(known.key)
    context = member.context | {"form": form, "institution": known, "hint": hint}
    return render(request, "funding/people_account.html", context, status=422 if form.errors else 200)


def _institution(member: Member, key: uuid.UUID) -> Institution:
    return get_object_or_404(Institution, team=member.team, key=key)
