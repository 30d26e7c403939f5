"""Invitations: a team sends and withdraws them; whoever owns the address reads and answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.clock import seoul_date
from casework.models import User
from casework.transitions import Refused
from funding.candidates import own_candidacies, own_invitations
from funding.enums import InvitationKind, MemberRole
from funding.forms.invitation import MemberInviteForm, ResearcherInviteForm
from funding.models import Invitation
from funding.people import hosts
from funding.permissions import may_answer, role_in
from funding.services import invitations as verbs
from funding.views.common import account_of, manager_of, writer_of
from funding.views.gate import answer_candidacy


@require_http_methods(["GET", "HEAD", "POST"])
def team_invite(request: HttpRequest, code: str) -> HttpResponse:
    """A manager asks an address to join the team."""
    member = manager_of(request, code)
    data = request.POST if request.method == "POST" else None
    form = MemberInviteForm(data, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            verbs.invite_member(
                actor=member.user,
                team=member.team,
                email=typed["email"],
                role=MemberRole(typed["role"]),
                language=typed["language"],
                token=typed["token"],
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("email", str(refusal.reason))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("team_people", code)
    status = 422 if form.errors else 200
    return render(
        request, "funding/invitation_member_new.html", member.context | {"form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def team_researcher_invite(request: HttpRequest, code: str) -> HttpResponse:
    """A manager or clerk asks a researcher whether the team may request funding for them."""
    member, now = writer_of(request, code), timezone.now()
    data = request.POST if request.method == "POST" else None
    offered = hosts(member.team, seoul_date(now))
    form = ResearcherInviteForm(data, hosts=offered, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            verbs.invite_candidate(
                actor=member.user,
                team=member.team,
                email=typed["email"],
                institution=form.host,
                language=typed["language"],
                token=typed["token"],
                now=now,
            )
        except Refused as refusal:
            form.add_error("email", str(refusal.reason))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("team_researchers", code)
    context = member.context | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "funding/invitation_researcher_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def team_invitation_withdraw(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Say what withdrawing means; POST withdraws."""
    member = writer_of(request, code)
    kinds = list(InvitationKind) if member.manages else [InvitationKind.CANDIDATE]
    known = get_object_or_404(Invitation, team=member.team, kind__in=kinds, pk=key)
    back = "team_people" if known.kind == InvitationKind.MEMBER else "team_researchers"
    if request.method == "POST":
        try:
            verbs.withdraw(actor=member.user, invitation=known, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.reason))
        else:
            messages.success(request, _("The invitation is withdrawn."))
        return redirect(back, code)
    return render(
        request, "funding/invitation_withdraw.html", member.context | {"invitation": known, "to": back}
    )


@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """The account's open invitations and its candidacies; 4 queries, whatever their number."""
    user = account_of(request)
    context = {
        "invitations": own_invitations(user, timezone.now()),
        "candidacies": own_candidacies(user),
    }
    return render(request, "funding/invitations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What is asked by whom; POST accepts. Everybody who has not proved to own the address meets 404."""
    user, known = _invited(request, key)
    if known.kind == InvitationKind.CANDIDATE:
        return answer_candidacy(request, user, known)
    if request.method == "POST":
        try:
            member = verbs.accept_membership(actor=user, invitation=known, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.reason))
            return redirect("invitation", key)
        messages.success(request, _("You belong to the team now."))
        return redirect("team_people", member.team.code)
    answer = may_answer(actor=user, invitation=known, now=timezone.now())
    context = {
        "invitation": known,
        "answer": answer,
        "belongs": known.accepted_at and role_in(user, known.team),
    }
    return render(request, "funding/invitation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_decline(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask once more; POST declines."""
    user, known = _invited(request, key)
    if request.method == "POST":
        try:
            verbs.decline(actor=user, invitation=known, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.reason))
        else:
            messages.success(
                request, _("You have declined. The team is told, and nothing of yours is shared.")
            )
        return redirect("invitation", key)
    if not may_answer(actor=user, invitation=known, now=timezone.now()):
        return redirect("invitation", key)
    return render(request, "funding/invitation_decline.html", {"invitation": known})


def _invited(request: HttpRequest, key: uuid.UUID) -> tuple[User, Invitation]:
    if isinstance(request.user, AnonymousUser):
        raise Http404
    rows = Invitation.objects.visible_to(request.user)
    rows = rows.select_related("team__programme", "institution", "invited_by", "case__person")
    return request.user, get_object_or_404(rows, pk=key)
