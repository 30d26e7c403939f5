"""A team's own figures by category, month and reason of a cut, with charts and tables to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from funding.models import FundingRequest
from funding.statistics.pages import answer_file, chosen, overview
from funding.statistics.tables import OF_A_TEAM
from funding.views.common import member_of


@require_safe
def team_statistics(request: HttpRequest, code: str) -> HttpResponse:
    """One table with its charts, or the same as CSV or XLSX; constant queries."""
    member = member_of(request, code)
    own = FundingRequest.objects.visible_to(member.user).filter(
        team=member.team, case__submitted_at__isnull=False
    )
    dimension = chosen(request.GET, OF_A_TEAM)
    rows = dimension.rows(own)
    if file := answer_file(request.GET, dimension, rows, name=code):
        return file
    context = member.context | overview(own, dimension, rows, OF_A_TEAM, kept={})
    return render(request, "funding/statistics.html", context)
