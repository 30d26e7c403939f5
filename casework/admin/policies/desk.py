"""The list of versions, and the page of one: what it says, what it changes, where it stands."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.admin.pages import PageDesk
from casework.admin.policies import drafting, looking_back, results, trying
from casework.admin.policies.rights import DESK_ROLES, version_of
from casework.eligibility.difference import differences, figures
from casework.eligibility.interpreter import program
from casework.eligibility.policies import policies, policy_of
from casework.eligibility.publication import problems
from casework.enums import PolicyStage, PolicyStatus
from casework.models import PolicyVersion, Rescreening, User
from casework.permissions import may_draft_law

TONES = {
    PolicyStage.DRAFT: "info",
    PolicyStage.SCHEDULED: "warning",
    PolicyStage.IN_FORCE: "success",
    PolicyStage.SUPERSEDED: "neutral",
    PolicyStage.DISCARDED: "neutral",
}


@admin.register(PolicyVersion)
class PolicyDesk(PageDesk):
    """Read by owners, signers and auditors; drafts are changed by owners, law is signed by signers."""

    desk_roles = DESK_ROLES
    folder = "admin/casework/policy"
    row_views = {
        "clone": ("clone/", drafting.Clone),
        "figures": ("figures/", drafting.Figures),
        "sources": ("sources/", drafting.Sources),
        "texts": ("texts/", drafting.Texts),
        "proposal": ("proposal/", drafting.Proposal),
        "opinion": ("opinion/", drafting.Opinion),
        "discard": ("discard/", drafting.Discard),
        "what_if": ("what-if/", trying.WhatIf),
        "remedy": ("remedy/", trying.Remedy),
        "decisions": ("decisions/", looking_back.Decisions),
        "decided": ("decisions/cases/", looking_back.DecidedCases),
    }

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        below = {
            "result": ("", results.Result),
            "cases": ("cases/", results.Cases),
            "file": ("file/", results.CellsFile),
            "briefing": ("briefing/", results.Briefing),
            "sign": ("sign/", trying.Sign),
        }
        return [
            *(
                path(
                    f"<int:pk>/what-if/<int:simulation>/{at}",
                    wrap(view.as_view()),
                    name=f"casework_policyversion_{code}",
                )
                for code, (at, view) in below.items()
            ),
            *super().get_urls(),
        ]

    def list_page(self, request: HttpRequest, officer: User) -> HttpResponse:
        today = timezone.localdate()
        versions = list(PolicyVersion.objects.select_related("drafted_by"))
        codes = list(dict.fromkeys([*(one.code for one in policies()), *(one.policy for one in versions)]))
        groups = [
            {
                "title": policy.title if (policy := policy_of(code)) else code,
                "rows": [_row(one, today) for one in versions if one.policy == code],
            }
            for code in codes
        ]
        context = {"groups": [one for one in groups if one["rows"]]}
        return self.page(request, "list.html", _("Policies"), context)

    def fetch(self, officer: User, pk: int) -> PolicyVersion:
        return version_of(pk)

    def row_page(self, request: HttpRequest, officer: User, row: PolicyVersion) -> HttpResponse:
        read = program(row)
        titles = {one.code: one for one in read.criteria}
        other = row.based_on or _before(row)
        context: dict[str, Any] = _row(row, timezone.localdate()) | {
            "routes": [(route, [titles[one.code] for one in rows]) for route, rows in read.routes],
            "figures": figures(row),
            "other": other,
            "differences": differences(row, other) if other else [],
            "problems": problems(row) if row.status == PolicyStatus.DRAFT else [],
            "sources": row.edition_rules.all(),
            "reasons": row.reasons.all(),
            "remedies": row.remedies.all(),
            "simulations": row.simulations.select_related("requested_by"),
            "edits": row.edits.select_related("actor"),
            "opinions": row.opinions.all(),
            "proposal": getattr(row, "proposal", None),
            "may_draft": may_draft_law(actor=officer),
            "rescreening": Rescreening.objects.filter(version=row).first(),
            "enactment": getattr(row, "enactment", None),
        }
        context["under_way"] = _under_way(row, context["rescreening"])
        return self.page(request, "version.html", row.title, context)


def _row(version: PolicyVersion, today: Any) -> dict[str, Any]:
    stage = version.stage(today)
    return {
        "version": version,
        "stage": stage.label,
        "tone": TONES[stage],
        "draft": stage == PolicyStage.DRAFT,
    }


def _under_way(version: PolicyVersion, rescreening: Rescreening | None) -> bool:
    """Whether open applications are still being checked again by law that two people signed."""
    if rescreening is not None:
        return rescreening.finished_at is None
    return hasattr(version, "enactment") and version.stage(timezone.localdate()) == PolicyStage.IN_FORCE


def _before(version: PolicyVersion) -> PolicyVersion | None:
    earlier = PolicyVersion.objects.filter(policy=version.policy, number__lt=version.number)
    return earlier.exclude(status=PolicyStatus.DISCARDED).order_by("-number").first()
