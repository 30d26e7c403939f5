"""Timelines of researchers in the officers' site: finding one, and reading it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from casework import access
from casework.admin.base import DeskAdmin, officer_of
from casework.clock import seoul_date
from casework.models import Case, User
from funding.claim_reads import researcher_of
from funding.enums import TimelineKind
from funding.mine import caps, with_money
from funding.models import FundingRequest, Timeline
from funding.stay_words import stay_line
from funding.timeline import ROLES, Item, people_at_desk, reads_money, timeline_of
from visas.queries import residence

SAFE = ("GET", "HEAD")
SHOWN = 25
ICONS = {
    TimelineKind.PROFILE: "user",
    TimelineKind.VISA: "plane",
    TimelineKind.GATE: "mail",
    TimelineKind.REQUEST: "file",
    TimelineKind.CLAIM: "list",
    TimelineKind.PAYMENT: "coins",
    TimelineKind.REPORT: "check",
    TimelineKind.RECOVERY: "arrow-left",
}


@admin.register(Timeline)
class TimelineAdmin(DeskAdmin):
    """Read only. Who handles no money reads profile and visa alone."""

    desk_roles = ROLES

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="funding_timeline_changelist"),
            path("<uuid:pk>/", wrap(self.timeline), name="funding_timeline_change"),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Researchers by name or reference, those with the latest events first."""
        officer = _reader(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        words = request.GET.get("q", "").strip()
        found = list(_search(officer, words)[: SHOWN + 1])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Timelines of researchers"),
            "q": words,
            "rows": [
                {"person": one, "name": _name(one), "last": getattr(one, "last", None)}
                for one in found[:SHOWN]
            ],
            "more": len(found) > SHOWN,
        }
        return TemplateResponse(request, "admin/funding/timeline_search.html", context)

    def timeline(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The timeline. The look is written to the access log, once a day."""
        officer, today = _reader(request), seoul_date(timezone.now())
        person = get_object_or_404(_loaded(people_at_desk(officer)), pk=pk)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        _note(officer, person)
        items = timeline_of(person, officer)
        context = {
            **self.admin_site.each_context(request),
            "title": _name(person),
            "person": person,
            "money": reads_money(officer),
            "stay": stay_line(residence(person.pk, today), today),
            **_filtered(items, request.GET, today),
            **_money(person, officer),
        }
        return TemplateResponse(request, "admin/funding/timeline.html", context)


def _reader(request: HttpRequest) -> User:
    officer = officer_of(request)
    if not officer.holds(*ROLES):
        raise Http404
    return officer


def _loaded(people: QuerySet[Timeline]) -> QuerySet[Timeline]:
    return people.select_related("profile").prefetch_related("accounts")


def _search(officer: User, text: str) -> QuerySet[Timeline]:
    own = Case.objects.visible_to(officer).filter(person=OuterRef("pk"))
    latest = own.order_by().values("person").annotate(last=Max("status_since")).values("last")
    people = _loaded(people_at_desk(officer)).annotate(last=Subquery(latest))
    for word in text.split():
        named = Q(accounts__is_staff=False) & (
            Q(accounts__name__icontains=word) | Q(accounts__name_ko__icontains=word)
        )
        for field in ("surname", "given_names", "hangul_name", "native_name"):
            named |= Q(**{f"profile__{field}__icontains": word})
        people = people.filter(named | Q(Exists(own.filter(reference__icontains=word))))
    return people.order_by("-last", "pk").distinct()


def _name(person: Timeline) -> str:
    profile = getattr(person, "profile", None)
    return (profile.passport_name if profile else "") or researcher_of(person)


def _note(officer: User, person: Timeline) -> None:
    case = Case.objects.visible_to(officer).filter(person=person).order_by("-status_since").first()
    access.record(
        actor=officer, person=person, what=access.TIMELINE, subject=str(person.pk),
        reason=case.reference if case else "", case=case, once_a_day=True,
    )  # fmt: skip


def _filtered(items: Sequence[Item], query: Mapping[str, str], today: date) -> dict[str, Any]:
    """Items of the chosen kind by year, and the tabs to choose another."""
    counts = {kind: sum(item.kind == kind for item in items) for kind in TimelineKind}
    chosen = query.get("kind", "")
    everything = chosen not in TimelineKind.values
    shown = [item for item in items if everything or item.kind == chosen]
    tabs = [{"label": _("Everything"), "count": len(items), "url": "?", "current": everything}]
    tabs += [
        {"label": kind.label, "count": counts[kind], "url": f"?kind={kind.value}", "current": kind == chosen}
        for kind in TimelineKind
        if counts[kind]
    ]
    years = [
        (year, [{"item": one, "icon": ICONS[one.kind], "later": one.on > today} for one in group])
        for year, group in groupby(shown, key=lambda item: item.on.year)
    ]
    return {"tabs": tabs, "years": years}


def _money(person: Timeline, officer: User) -> dict[str, Any]:
    if not reads_money(officer):
        return {}
    own = with_money(FundingRequest.objects.visible_to(officer).filter(case__person=person))
    return {"requests": own, "caps": caps(own)}
