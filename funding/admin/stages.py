"""The desk of stage evaluations: list, page, and the addresses of every action."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from casework.admin.base import DeskAdmin
from casework.enums import Role
from funding.admin import stageactions as actions
from funding.admin.actions import money_officer
from funding.models import DESK_ROLES, Stage
from funding.points import written
from funding.services.evaluations import may_announce

SAFE = ("GET", "HEAD")
VIEWS: dict[str, tuple[str, type[View]]] = {
    "terms": ("terms/", actions.Change),
    "mark": ("marks/", actions.Mark),
    "remark": ("marks/<int:score>/", actions.Mark),
    "announce": ("announce/", actions.Announce),
}


@admin.register(Stage)
class StageAdmin(DeskAdmin):
    """Marks and outcomes change on pages of their own, until the stage is announced."""

    desk_roles = DESK_ROLES

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{route}", wrap(view.as_view()), name=f"funding_stage_{name}")
            for name, (route, view) in VIEWS.items()
        ]
        return [
            path("", wrap(self.changelist_view), name="funding_stage_changelist"),
            path("prepare/", wrap(actions.Open.as_view()), name="funding_stage_prepare"),
            *own,
            path("<int:pk>/change/", wrap(self.stage), name="funding_stage_change"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every stage of the officer's programmes, the latest first; 3 queries."""
        officer = money_officer(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        context = {
            "stages": actions.desk_stages(officer).order_by("programme", "-number"),
            "may_prepare": officer.holds(Role.FINANCE_OFFICER),
        }
        return self._page(request, "stage_list.html", _("Stage evaluations"), context)

    def stage(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One stage: its terms, the marks of the teams, and who prepared and announced it."""
        officer = money_officer(request)
        stage = actions.fetch(officer, pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        context = {
            "stage": stage,
            "rows": actions.rows_of(stage),
            "thresholds": (written(stage.continue_at), written(stage.priority_at)),
            "may_prepare": actions.may_prepare(officer, stage),
            "may_announce": may_announce(actor=officer, stage=stage),
        }
        return self._page(request, "stage_page.html", stage.name, context)

    def _page(
        self, request: HttpRequest, template: str, title: str | Promise, context: dict[str, Any]
    ) -> TemplateResponse:
        frame = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/funding/{template}", frame | context)
