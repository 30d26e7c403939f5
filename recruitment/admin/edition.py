"""Editions in the officers' site: the list, one edition with its rows, and the addresses of every action."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from casework.admin.base import DeskAdmin
from casework.enums import EditionKind, MatchMethod, Role
from casework.models import Edition
from recruitment.admin.finishing import Discard, Seal
from recruitment.admin.matching import Match, NextMatch
from recruitment.admin.upload import Upload
from recruitment.models import Organisation

ROWS = 20


@admin.register(Edition)
class EditionAdmin(DeskAdmin):
    """Policy owners and auditors read; the data steward imports, matches and seals."""

    desk_roles: ClassVar[tuple[str, ...]] = (Role.POLICY_OWNER, Role.POLICY_SIGNER, Role.AUDITOR)
    writing_roles: ClassVar[tuple[str, ...]] = (Role.DATA_STEWARD,)
    list_display = ("__str__", "kind", "published_on", "rows", "unsure", "state", "invented")
    list_filter = ("kind", "invented")
    search_fields = ("publisher", "source")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        unsure = Q(entries__method=MatchMethod.UNSURE)
        counted: QuerySet[Any] = rows.annotate(
            entry_count=Count("entries", distinct=True),
            figure_count=Count("figures", distinct=True),
            unsure_count=Count("entries", filter=unsure, distinct=True),
        )
        return counted

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = {"match_next": ("match/next/", NextMatch), "match": ("match/<int:entry>/", Match)}
        own |= {"seal": ("seal/", Seal), "discard": ("discard/", Discard)}
        return [
            path("", wrap(self.changelist_view), name="casework_edition_changelist"),
            path("add/", wrap(Upload.as_view()), name="casework_edition_add"),
            path("<int:pk>/change/", wrap(self.edition), name="casework_edition_change"),
            *[
                path(f"<int:pk>/{route}", wrap(view.as_view()), name=f"casework_edition_{name}")
                for name, (route, view) in own.items()
            ],
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def edition(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One edition: what it is, how its names were matched, its rows twenty at a time."""
        if not self.has_view_permission(request):
            raise Http404
        edition = get_object_or_404(Edition.objects.select_related("made_by"), pk=pk)
        method = request.GET.get("method", "")
        entries = (
            edition.entries.filter(method=method) if method in MatchMethod.values else edition.entries.all()
        )
        page = Paginator(entries, ROWS).get_page(request.GET.get("page"))
        known = Organisation.objects.in_bulk([row.ror_id for row in page if row.ror_id])
        context = {
            **self.admin_site.each_context(request),
            "title": str(edition),
            "opts": self.opts,
            "edition": edition,
            "gni": edition.kind == EditionKind.GNI,
            "methods": _methods(edition),
            "method": method,
            "page": page,
            "rows": [(row, known.get(row.ror_id or "")) for row in page],
            "figures": edition.figures.all(),
            "may_write": self.has_change_permission(request) and edition.sealed_at is None,
        }
        return TemplateResponse(request, "admin/recruitment/edition.html", context)

    @admin.display(description=_("rows"))
    def rows(self, edition: Any) -> int:
        return int(edition.entry_count or edition.figure_count)

    @admin.display(description=_("unsure"))
    def unsure(self, edition: Any) -> int:
        return int(edition.unsure_count)

    @admin.display(description=_("state"))
    def state(self, edition: Edition) -> Any:
        return _("Sealed") if edition.sealed_at else _("Draft")


def _methods(edition: Edition) -> list[tuple[str, Any, int]]:
    """(code, words, number) of each way names were matched, the unsure ones first."""
    counted = edition.entries.order_by().values_list("method").annotate(number=Count("pk"))
    numbers: dict[str, int] = dict(counted)
    order = (
        MatchMethod.UNSURE,
        MatchMethod.EXACT,
        MatchMethod.ALIAS,
        MatchMethod.STEWARD,
        MatchMethod.ABSENT,
    )
    return [(method.value, method.label, numbers[method]) for method in order if method in numbers]
