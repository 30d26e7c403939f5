"""Funding in figures in the officers' site: filters, charts, downloads, and the papers behind a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from casework.admin.base import DeskAdmin
from funding.admin.actions import money_officer
from funding.models import DESK_ROLES, FundingRequest, Programme, Statistics, Team
from funding.statistics.pages import answer_file, chosen, overview
from funding.statistics.papers import papers
from funding.statistics.tables import COLUMNS, DIMENSIONS, Dimension

SAFE = ("GET", "HEAD")
PATHS = {"programme": "team__programme__code", "team": "team__code", "year": "year"}
"""Filters of the address and what they filter."""


@admin.register(Statistics)
class StatisticsAdmin(DeskAdmin):
    """Read only, for finance officers and payment approvers: the papers of their agencies."""

    desk_roles = DESK_ROLES

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name="funding_statistics_changelist")]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One table with its charts, as a file, or the papers behind one of its figures."""
        officer = money_officer(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        visible = FundingRequest.objects.visible_to(officer)
        kept = {name: request.GET[name] for name in PATHS if request.GET.get(name)}
        requests = _filtered(visible, kept)
        dimension = chosen(request.GET, list(DIMENSIONS))
        context = self.admin_site.each_context(request) | {"title": _("Funding in figures")}
        if "figure" in request.GET:
            context |= _papers(request.GET, requests, dimension, kept)
            return TemplateResponse(request, "admin/funding/statistics_papers.html", context)
        rows = dimension.rows(requests)
        if file := answer_file(request.GET, dimension, rows, name="funding"):
            return file
        context |= overview(requests, dimension, rows, list(DIMENSIONS), kept=kept, lists=True)
        context |= _choices(visible) | {"kept": kept}
        return TemplateResponse(request, "admin/funding/statistics.html", context)


def _filtered(requests: QuerySet[FundingRequest], kept: Mapping[str, str]) -> QuerySet[FundingRequest]:
    if "year" in kept and not (
        kept["year"].isascii() and kept["year"].isdecimal() and len(kept["year"]) == 4
    ):
        return requests.none()
    return requests.filter(**{PATHS[name]: value for name, value in kept.items()})


def _choices(visible: QuerySet[FundingRequest]) -> dict[str, Any]:
    return {
        "programmes": Programme.objects.filter(teams__requests__in=visible).distinct(),
        "teams": Team.objects.filter(requests__in=visible).distinct(),
        "years": visible.order_by("-year").values_list("year", flat=True).distinct(),
    }


def _papers(
    query: Mapping[str, str],
    requests: QuerySet[FundingRequest],
    dimension: Dimension,
    kept: Mapping[str, str],
) -> dict[str, Any]:
    figure, key = query.get("figure", ""), query.get("key", "")
    try:
        found = papers(requests, dimension.code, key, figure)
    except ValueError as error:
        raise Http404 from error
    label = next((row.label for row in dimension.rows(requests) if row.key == key), "") if key else ""
    return {
        "papers": found,
        "sum": sum(one.amount for one in found),
        "what": COLUMNS[figure],
        "label": label,
        "filters": ", ".join(kept.values()),
        "back_query": urlencode({**kept, "by": dimension.code}),
    }
