"""The consortium's front page, a programme in public, and the overview of one team."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.charts import short
from casework.clock import seoul_date
from casework.models import User
from casework.templatetags.krds import krw
from funding import dashboard
from funding.candidates import own_invitations
from funding.models import Programme, Team
from funding.next_actions import actions_of
from funding.programme_reads import category_rows, gate_routes, gate_version, published_teams
from funding.report_reads import stages_of
from funding.views.common import member_of


@login_not_required
@require_safe
def consortium(request: HttpRequest) -> HttpResponse:
    """The visitor's teams and invitations; the overview at once where there is one team and no question."""
    context: dict[str, object] = {"programmes": Programme.objects.order_by("code")}
    user = request.user
    if isinstance(user, User) and not user.is_staff:
        teams = list(Team.objects.visible_to(user).select_related("programme"))
        invitations = list(own_invitations(user, timezone.now()))
        if len(teams) == 1 and not invitations:
            return redirect("team", teams[0].code)
        context |= {"teams": teams, "invitations": invitations}
    return render(request, "funding/dashboard_consortium.html", context)


@login_not_required
@require_safe
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """A programme's rules and what is published of its teams; 10 queries whatever their number."""
    known = get_object_or_404(Programme, code=code)
    version = gate_version(known)
    context = {
        "programme": known,
        "categories": category_rows(known),
        "matching": known.matching.order_by("-government_percent"),
        "calls": known.calls.order_by("number"),
        "gate": version,
        "routes": gate_routes(version) if version else [],
        "teams": published_teams(known),
    }
    return render(request, "funding/dashboard_programme.html", context)


@require_safe
def team(request: HttpRequest, code: str) -> HttpResponse:
    """What comes next, and each researcher's year; the number of queries does not depend on theirs."""
    member, now = member_of(request, code), timezone.now()
    today = seoul_date(now)
    years = dashboard.years_of(member.team, _year(request), today)
    shown = next(year for year in years if year.current)
    cards = dashboard.cards_of(member.team, shown.number, today)
    context = member.context | {
        "years": years,
        "year": shown,
        "cards": cards,
        "tiles": _tiles(cards),
        "actions": actions_of(member.team, cards, now, writes=member.writes),
        "stages": stages_of(member.team),
        "published": member.team.published.all(),
        "wound_down_on": dashboard.wound_down_on(member.team),
        "today": today,
    }
    return render(request, "funding/dashboard.html", context)


def _tiles(cards: list[dashboard.Card]) -> list[dict[str, str]]:
    sums, language = dashboard.sums_of(cards), get_language() or "en"
    figures = [
        (sums.reserved, _("Reserved")),
        (sums.agreed, _("Agreed")),
        (sums.claimed, _("Claimed, less cuts")),
        (sums.paid, _("Paid")),
    ]
    return [
        {"value": short(amount, "krw", language), "label": label, "note": krw(amount)}
        for amount, label in figures
    ]


def _year(request: HttpRequest) -> int | None:
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None
