"""A team's people page, and the pages of a manager on one member."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.clock import seoul_date
from casework.transitions import Refused
from funding import people
from funding.candidates import candidates, invited_researchers
from funding.enums import MemberRole
from funding.forms.people import RoleForm
from funding.models import TeamMember
from funding.permissions import may_request
from funding.services import teams
from funding.views.common import Member, manager_of, member_of


@require_safe
def team_people(request: HttpRequest, code: str) -> HttpResponse:
    """Institutions, members and open invitations; 8 queries for a manager, whatever their number."""
    member, now = member_of(request, code), timezone.now()
    context = member.context | {
        "institutions": people.institution_rows(member.team, seoul_date(now)),
        "members": people.members(member.team, now),
        "former": people.former_members(member.team, now),
        "invitations": people.invited_members(member.team) if member.manages else (),
        "now": now,
    }
    return render(request, "funding/people.html", context)


@require_safe
def team_researchers(request: HttpRequest, code: str) -> HttpResponse:
    """The team's researchers with the automatic check; invitations to others for those who may write."""
    member, now = member_of(request, code), timezone.now()
    context = member.context | {
        "candidates": candidates(member.team, seoul_date(now)),
        "invitations": invited_researchers(member.team) if member.writes else (),
        "may_invite": may_request(actor=member.user, team=member.team, today=seoul_date(now)),
        "now": now,
    }
    return render(request, "funding/people_researchers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def team_member(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Another role for a member."""
    member = manager_of(request, code)
    known = _member(member, pk)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": known.role})
    if request.method == "POST" and form.is_valid():
        role = MemberRole(form.cleaned_data["role"])
        try:
            teams.change_role(actor=member.user, member=known, role=role, now=timezone.now())
        except Refused as refusal:
            form.add_error("role", str(refusal.reason))
        else:
            messages.success(request, _("The role is changed."))
            return redirect("team_people", code)
    context = member.context | {"form": form, "known": known}
    return render(request, "funding/people_member.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def team_member_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say what removing means; POST removes."""
    member = manager_of(request, code)
    known = _member(member, pk)
    if request.method == "POST":
        try:
            teams.remove_member(actor=member.user, member=known, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.reason))
            return redirect("team_people", code)
        messages.success(request, _("The membership has ended."))
        if known.user_id == member.user.pk:
            return redirect("invitations")
        return redirect("team_people", code)
    return render(request, "funding/people_remove.html", member.context | {"known": known})


def _member(member: Member, pk: int) -> TeamMember:
    known = people.members(member.team, timezone.now()).filter(pk=pk).first()
    if known is None:
        raise Http404
    return known
