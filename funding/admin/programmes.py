"""Programmes and teams in the officers' site: what the rules say, and how much is reserved."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise

from casework.admin.base import DeskAdmin
from funding.admin import programmeactions as actions
from funding.admin.actions import money_officer
from funding.enums import Scope
from funding.models import DESK_ROLES, Balance, Programme, Team, TeamMember
from funding.programme_reads import category_rows
from funding.report_reads import stages_of
from funding.services.enrolment import managers

SAFE = ("GET", "HEAD")


class Pages(DeskAdmin):
    """Read-only lists with a page of our own for each row."""

    desk_roles = DESK_ROLES

    def page(
        self, request: HttpRequest, template: str, title: str | Promise, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/funding/{template}", frame | context)


@admin.register(Programme)
class ProgrammeAdmin(Pages):
    """Rules are data: they come with a release, and history keeps every change."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="funding_programme_changelist"),
            path("<int:pk>/change/", wrap(self.programme), name="funding_programme_change"),
            path("<int:pk>/teams/add/", wrap(actions.AddTeam.as_view()), name="funding_programme_add_team"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The officer's programmes with budget and what is reserved; 3 queries."""
        officer = money_officer(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        rows = _with_reserved(actions.desk_programmes(officer), Scope.PROGRAMME)
        return self.page(request, "programme_list.html", actions.PROGRAMMES, {"rows": rows})

    def programme(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cap, year, matching, eligible costs, calls, and the teams with what they hold; 7 queries."""
        officer = money_officer(request)
        programme = actions.programme_of(officer, pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        balance = Balance.objects.filter(scope=Scope.PROGRAMME, scope_id=pk).first()
        context = {
            "programme": programme,
            "reserved": balance.reserved if balance else 0,
            "categories": category_rows(programme),
            "matching": programme.matching.all(),
            "calls": programme.calls.all(),
            "teams": _with_reserved(Team.objects.filter(programme=programme), Scope.TEAM),
            "may_enrol": actions.may_enrol(officer, programme),
        }
        return self.page(request, "programme_page.html", programme.name, context)


@admin.register(Team)
class TeamAdmin(Pages):
    """Institutions and members are the team's own business; officers read them."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="funding_team_changelist"),
            path("<int:pk>/change/", wrap(self.team), name="funding_team_change"),
            path("<int:pk>/manager/", wrap(actions.AppointManager.as_view()), name="funding_team_manager"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The teams of the officer's programmes; 3 queries."""
        officer = money_officer(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        rows = _with_reserved(Team.objects.visible_to(officer), Scope.TEAM).select_related("programme")
        return self.page(request, "programme_teams.html", actions.TEAMS, {"teams": rows})

    def team(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A team: budget, institutions, members now, published outcomes and announced stages."""
        officer, now = money_officer(request), timezone.now()
        team = actions.team_of(officer, pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        balance = Balance.objects.filter(scope=Scope.TEAM, scope_id=pk).first()
        context = {
            "team": team,
            "reserved": balance.reserved if balance else 0,
            "institutions": team.institutions.order_by("role", "starts_on"),
            "members": TeamMember.objects.current(now).filter(team=team).select_related("user"),
            "published": team.published.all(),
            "stages": stages_of(team),
            "may_appoint": actions.may_enrol(officer, team.programme) if not managers(team, now) else None,
        }
        return self.page(request, "programme_team.html", team.label, context)


def _with_reserved(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """Each with `reserved`, KRW; None before any entry."""
    held = Balance.objects.filter(scope=scope, scope_id=OuterRef("pk"), year=0)
    counted: QuerySet[Any] = rows.annotate(reserved=Subquery(held.values("reserved")[:1]))
    return counted
