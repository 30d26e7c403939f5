"""The desk of stage evaluations: list, page, and the addresses of every action."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views import View

from casework.enums import Role
from casework.models import User
from funding.admin import stageactions as actions
from funding.admin.pages import MoneyDesk
from funding.models import Stage
from funding.points import written
from funding.services.evaluations import may_announce

VIEWS: dict[str, tuple[str, type[View]]] = {
    "terms": ("terms/", actions.Change),
    "mark": ("marks/", actions.Mark),
    "remark": ("marks/<int:score>/", actions.Mark),
    "announce": ("announce/", actions.Announce),
}


@admin.register(Stage)
class StageAdmin(MoneyDesk):
    """Marks and outcomes change on pages of their own, until the stage is announced."""

    row_views = VIEWS
    views = {"prepare": ("prepare/", actions.Open)}

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        """Every stage of the officer's programmes, the latest first; 3 queries."""
        context = {
            "stages": actions.desk_stages(officer).order_by("programme", "-number"),
            "may_prepare": officer.holds(Role.FINANCE_OFFICER),
        }
        return self.page(request, "stage_list.html", _("Stage evaluations"), context)

    def fetch(self, officer: User, pk: int) -> Stage:
        return actions.fetch(officer, pk)

    def row_page(self, request: HttpRequest, officer: User, row: Stage) -> HttpResponse:
        """One stage: its terms, the marks of the teams, and who prepared and announced it."""
        context = {
            "stage": row,
            "rows": actions.rows_of(row),
            "thresholds": (written(row.continue_at), written(row.priority_at)),
            "may_prepare": actions.may_prepare(officer, row),
            "may_announce": may_announce(actor=officer, stage=row),
        }
        return self.page(request, "stage_page.html", row.name, context)
