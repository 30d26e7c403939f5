"""The researcher's side of the candidate gate: accepting with released posts, the result, revoking."""

from __future__ import annotations

import uuid
from typing import TypedDict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.clock import KST
from casework.eligibility.explain import explain
from casework.models import Case, User
from casework.queries import current_screening, governing_versions
from casework.transitions import Refused
from funding.candidates import own_candidacies
from funding.consents import CANDIDATE
from funding.enums import GateStatus
from funding.facts import LEADING, RESEARCH, still_released
from funding.forms.gate import CandidacyForm, ReleaseForm, RevokeForm
from funding.models import Invitation
from funding.permissions import may_answer
from funding.services import gate
from funding.views.common import account_of
from recruitment.models import Employment
from recruitment.queries import profile_of
from visas.cards import shown


class Released(TypedDict):
    """What a valid form releases."""

    research: list[int]
    leading: list[int]
    token: uuid.UUID


def answer_candidacy(request: HttpRequest, user: User, known: Invitation) -> HttpResponse:
    """What the team would see and why, and the posts to release; POST accepts."""
    if known.case is not None:
        return redirect("candidacy", known.case.pk)
    answer = may_answer(actor=user, invitation=known, now=timezone.now())
    posts = Employment.objects.filter(person=user.person_id)
    data = request.POST if request.method == "POST" and answer else None
    form = CandidacyForm(data, posts=posts)
    if data is not None and form.is_valid():
        try:
            case = gate.accept_candidacy(actor=user, invitation=known, now=timezone.now(), **_released(form))
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("You have accepted. The team is told."))
            return redirect("candidacy", case.pk)
    context = {
        "invitation": known,
        "answer": answer,
        "form": form,
        "asked": CANDIDATE,
        "named": profile_of(user.person).passport_name,
        "posts": posts,
    }
    return render(request, "funding/gate_invitation.html", context, status=422 if form.errors else 200)


@require_safe
def candidacy(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Where a candidacy stands: what was released, and what the automatic check says."""
    _user, known, case = _own(request, key)
    today = timezone.localdate(timezone=KST)
    screening = current_screening(case, today) if case.status == GateStatus.ACCEPTED else None
    facts = case.facts.order_by("-number").first()
    context = {
        "invitation": known,
        "case": case,
        "accepted": case.status == GateStatus.ACCEPTED,
        "facts": facts,
        "posts": facts.employments.all() if facts else (),
        "screening": screening,
        "routes": shown(explain(screening)) if screening else (),
        "checkable": bool(governing_versions(case, today)),
    }
    return render(request, "funding/gate.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def candidacy_release(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Release the posts of the profile as it is now; the check runs again."""
    user, known, case = _own(request, key)
    if case.status != GateStatus.ACCEPTED:
        return redirect("candidacy", key)
    posts = Employment.objects.filter(person=user.person_id)
    newest = case.facts.order_by("-number").first()
    before = still_released(newest.employments.all() if newest else (), posts)
    ticked = {"research": before[RESEARCH], "leading": before[LEADING]}
    form = ReleaseForm(request.POST if request.method == "POST" else None, posts=posts, initial=ticked)
    if request.method == "POST" and form.is_valid():
        try:
            gate.release_again(actor=user, case=case, now=timezone.now(), **_released(form))
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Your posts are released anew and are being checked."))
            return redirect("candidacy", key)
    context = {"invitation": known, "case": case, "form": form, "posts": posts}
    return render(request, "funding/gate_release.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def candidacy_revoke(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what revoking means; POST revokes the candidacy as it was shown."""
    user, known, case = _own(request, key)
    if case.status != GateStatus.ACCEPTED:
        return redirect("candidacy", key)
    data = request.POST if request.method == "POST" else None
    form = RevokeForm(data, initial={"version": case.version})
    if request.method == "POST" and form.is_valid():
        try:
            gate.revoke(actor=user, case=case, now=timezone.now(), expect=form.cleaned_data["version"])
        except Refused as refusal:
            messages.error(request, str(refusal.reason))
        else:
            messages.success(request, _("Your acceptance is revoked. The team is told."))
        return redirect("candidacy", key)
    return render(request, "funding/gate_revoke.html", {"invitation": known, "case": case, "form": form})


def _own(request: HttpRequest, key: uuid.UUID) -> tuple[User, Invitation, Case]:
    """The visitor's own candidacy; 404 for everybody else."""
    user = account_of(request)
    known = own_candidacies(user).filter(case=key).first()
    if known is None or known.case is None:
        raise Http404
    return user, known, known.case


def _released(form: ReleaseForm) -> Released:
    typed = form.cleaned_data
    return {"research": typed["research"], "leading": typed["leading"], "token": typed["token"]}
