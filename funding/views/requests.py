"""A team's funding requests: the list, starting one, following one, withdrawing it, its receipt."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.clock import seoul_date
from casework.transitions import Refused
from funding import request_pages as pages
from funding.candidates import candidates
from funding.enums import REQUEST_EDITABLE, RequestStatus
from funding.forms.request import StartForm, WithdrawForm
from funding.models import FundingRequest
from funding.permissions import may_request
from funding.request_reads import AGREEMENT, cap_of, files_of, requests_of, year_of
from funding.services import requests as verbs
from funding.views.common import Member, member_of, writer_of
from funding.views.requests_common import download, request_of
from funding.years import year_name, years_offered


@require_safe
def team_requests(request: HttpRequest, code: str) -> HttpResponse:
    """Every request of the team with what is asked or agreed, and where it stands."""
    member = member_of(request, code)
    rows = requests_of(FundingRequest.objects.visible_to(member.user).filter(team=member.team))
    context = member.context | {
        "rows": [pages.row_of(row) for row in rows],
        "may_start": may_request(actor=member.user, team=member.team, today=seoul_date(timezone.now())),
    }
    return render(request, "funding/request_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """For whom, where and for which year."""
    member, now = writer_of(request, code), timezone.now()
    today = seoul_date(now)
    answer = may_request(actor=member.user, team=member.team, today=today)
    if not answer:
        messages.error(request, str(answer.reason))
        return redirect("team_requests", code)
    form = _start_form(request, member)
    if request.method == "POST" and form.is_valid():
        try:
            made = verbs.start(actor=member.user, team=member.team, now=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            return redirect("team_request_budget", code, made.case.reference)
    context = member.context | {"form": form, "nobody": not form.gates}
    return render(request, "funding/request_start.html", context, status=422 if form.errors else 200)


@require_safe
def team_request(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """Where the request stands: a draft opens its budget, everything else its track."""
    member = member_of(request, code)
    own = request_of(member, reference)
    if own.case.status == RequestStatus.DRAFT and member.writes:
        return redirect("team_request_budget", code, reference)
    context = member.context | pages.track(own, member, seoul_date(timezone.now()))
    return render(request, "funding/request_track.html", context)


@require_safe
def receipt(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """What was received and reserved, and what comes next."""
    member = member_of(request, code)
    own = request_of(member, reference)
    if own.case.submitted_at is None:
        return redirect("team_request", code, reference)
    context = member.context | {
        "own": own,
        "case": own.case,
        "cap": cap_of(own),
        "year": year_of(own),
        "files": pages.file_entries(own, files_of(own)),
    }
    return render(request, "funding/request_receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """Say what it means; POST withdraws the request as it was shown."""
    member = writer_of(request, code)
    own = request_of(member, reference)
    if own.case.status not in (*REQUEST_EDITABLE, RequestStatus.SUBMITTED):
        messages.error(request, _("This is not possible in the present state of the case."))
        return redirect("team_request", code, reference)
    draft = own.case.status == RequestStatus.DRAFT
    form = WithdrawForm(request.POST or None, initial={"version": own.case.version})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.withdraw(
                actor=member.user, request=own, now=timezone.now(), expect=form.cleaned_data["version"]
            )
        except Refused as refused:
            messages.error(request, str(refused.reason))
            return redirect("team_request", code, reference)
        messages.success(request, _("The draft is discarded.") if draft else _("The request is withdrawn."))
        return redirect("team_requests", code)
    context = member.context | {"own": own, "case": own.case, "draft": draft, "form": form}
    return render(request, "funding/request_withdraw.html", context)


@require_safe
def agreement(request: HttpRequest, code: str, reference: str, language: str) -> HttpResponse:
    """The agreement as PDF; 404 until it is written."""
    member = member_of(request, code)
    own = request_of(member, reference)
    use = files_of(own).get(AGREEMENT + language)
    if use is None:
        raise Http404
    return download(member.user, own, use)


def _start_form(request: HttpRequest, member: Member) -> StartForm:
    today, team = seoul_date(timezone.now()), member.team
    basis, agreed_on = team.programme.year_basis, team.agreed_on
    members = [row.pk for row in verbs.members_on(team, today)]
    return StartForm(
        request.POST if request.method == "POST" else None,
        candidates=[one for one in candidates(team, today) if one.accepted],
        institutions=team.institutions.filter(pk__in=members),
        years=[(year, year_name(basis, agreed_on, year)) for year in years_offered(basis, agreed_on, today)],
    )
