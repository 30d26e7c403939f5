"""Programmes and teams in the officers' site: what the rules say, and how much is reserved."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.models import User
from funding.admin import programmeactions as actions
from funding.admin.pages import MoneyDesk
from funding.enums import Scope
from funding.models import Balance, Programme, Team, TeamMember
from funding.programme_reads import category_rows
from funding.report_reads import stages_of
from funding.services.enrolment import managers


@admin.register(Programme)
class ProgrammeAdmin(MoneyDesk):
    """Rules are data: they come with a release, and history keeps every change."""

    row_views = {"add_team": ("teams/add/", actions.AddTeam)}

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        """The officer's programmes with budget and what is reserved; 3 queries."""
        rows = _with_reserved(actions.desk_programmes(officer), Scope.PROGRAMME)
        return self.page(request, "programme_list.html", actions.PROGRAMMES, {"rows": rows})

    def fetch(self, officer: User, pk: int) -> Programme:
        return actions.programme_of(officer, pk)

    def row_page(self, request: HttpRequest, officer: User, row: Programme) -> HttpResponse:
        """Cap, year, matching, eligible costs, calls, and the teams with what they hold; 7 queries."""
        balance = Balance.objects.filter(scope=Scope.PROGRAMME, scope_id=row.pk).first()
        context = {
            "programme": row,
            "reserved": balance.reserved if balance else 0,
            "categories": category_rows(row),
            "matching": row.matching.all(),
            "calls": row.calls.all(),
            "teams": _with_reserved(Team.objects.filter(programme=row), Scope.TEAM),
            "may_enrol": actions.may_enrol(officer, row),
        }
        return self.page(request, "programme_page.html", row.name, context)


@admin.register(Team)
class TeamAdmin(MoneyDesk):
    """Institutions and members are the team's own business; officers read them."""

    row_views = {"manager": ("manager/", actions.AppointManager)}

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        """The teams of the officer's programmes; 3 queries."""
        rows = _with_reserved(Team.objects.visible_to(officer), Scope.TEAM).select_related("programme")
        return self.page(request, "programme_teams.html", actions.TEAMS, {"teams": rows})

    def fetch(self, officer: User, pk: int) -> Team:
        return actions.team_of(officer, pk)

    def row_page(self, request: HttpRequest, officer: User, row: Team) -> HttpResponse:
        """A team: budget, institutions, members now, published outcomes and announced stages."""
        now = timezone.now()
        balance = Balance.objects.filter(scope=Scope.TEAM, scope_id=row.pk).first()
        context = {
            "team": row,
            "reserved": balance.reserved if balance else 0,
            "institutions": row.institutions.order_by("role", "starts_on"),
            "members": TeamMember.objects.current(now).filter(team=row).select_related("user"),
            "published": row.published.all(),
            "stages": stages_of(row),
            "may_appoint": actions.may_enrol(officer, row.programme) if not managers(row, now) else None,
        }
        return self.page(request, "programme_team.html", row.label, context)


def _with_reserved(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """Each with `reserved`, KRW; None before any entry."""
    held = Balance.objects.filter(scope=scope, scope_id=OuterRef("pk"), year=0)
    counted: QuerySet[Any] = rows.annotate(reserved=Subquery(held.values("reserved")[:1]))
    return counted
