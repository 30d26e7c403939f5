"""Changes a team makes to an agreement: move money between categories, carry money over."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.transitions import Refused
from funding import request_pages as pages
from funding.change_rules import balances
from funding.enums import RESERVING, RUNNING
from funding.forms.request_change import CarryOverForm, ChangeForm, TransferForm
from funding.models import FundingRequest
from funding.services import changes as verbs
from funding.views.common import Member, writer_of
from funding.views.requests_common import request_of


@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """Move agreed money between categories; in force at once unless two persons must approve."""
    member = writer_of(request, code)
    own = request_of(member, reference)
    if own.case.status not in RUNNING:
        return _too_early(request, own)
    form = TransferForm(request.POST or None, standing=balances(own))
    if request.method == "POST" and form.is_valid():
        try:
            change = verbs.transfer(
                actor=member.user,
                request=own,
                deltas=form.deltas,
                reason=form.cleaned_data["reason"],
                token=form.cleaned_data["token"],
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            done = _("The change is in force.")
            waits = _("Two persons must approve this change. Nothing has moved yet.")
            messages.success(request, waits if change.needs_approval else done)
            return redirect("team_request", code, reference)
    return _page(request, member, own, form, "funding/change_transfer.html")


@require_http_methods(["GET", "HEAD", "POST"])
def carry_over(request: HttpRequest, code: str, reference: str) -> HttpResponse:
    """Ask to carry unclaimed money over to the next year's request of the same researcher."""
    member = writer_of(request, code)
    own = request_of(member, reference)
    if own.case.status not in RUNNING:
        return _too_early(request, own)
    targets = next_year_of(own)
    form = CarryOverForm(request.POST or None, standing=balances(own), targets=targets)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.carry_over(
                actor=member.user,
                request=own,
                to_request=form.cleaned_data["to_request"],
                amounts=form.amounts,
                reason=form.cleaned_data["reason"],
                token=form.cleaned_data["token"],
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused.reason))
        else:
            messages.success(request, _("Two persons must approve this change. Nothing has moved yet."))
            return redirect("team_request", code, reference)
    return _page(request, member, own, form, "funding/change_carry_over.html", targets=targets.exists())


def next_year_of(request: FundingRequest) -> QuerySet[FundingRequest]:
    """The team's reserving requests for the same researcher and the year after."""
    rows = FundingRequest.objects.filter(
        team=request.team, case__person=request.case.person_id, year=request.year + 1
    )
    return rows.filter(case__status__in=RESERVING).select_related("case", "team__programme").order_by("pk")


def _too_early(request: HttpRequest, own: FundingRequest) -> HttpResponse:
    messages.error(request, _("Only an agreement that runs can be changed."))
    return redirect("team_request", own.team.code, own.case.reference)


def _page(
    request: HttpRequest,
    member: Member,
    own: FundingRequest,
    form: ChangeForm,
    template: str,
    **more: object,
) -> HttpResponse:
    context = member.context | {
        "own": own,
        "case": own.case,
        "form": form,
        "answers": pages.heading(own),
        **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)
