"""Where do I stand? The public pre-check: no account, nothing stored."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.eligibility.explanation import RouteExplanation, ways
from casework.eligibility.hypothetical import HypotheticalFacts, hypothetical
from casework.eligibility.standing import Degree
from casework.enums import DegreeLevel, EditionKind
from casework.models import PolicyVersion
from talent_portal.demo.applicants import AMARA
from talent_portal.demo.world import read_world
from talent_portal.forms.check import KOREAN, CheckForm
from visas import cards
from visas.enums import JOB_SEEKING, TOP_TIER
from visas.information import K_TECH_PASS


@login_not_required
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The questions, and below them each criterion of each route with the shortest way to meet it."""
    form = CheckForm(request.GET or None)
    version = PolicyVersion.objects.in_force(policy=TOP_TIER, day=timezone.localdate()).first()
    context: dict[str, object] = {"form": form, "version": version}
    if version and form.is_bound and form.is_valid():
        if form.cleaned_data["contract"] == "no":
            context["seeking"] = _job_seeking(form)
        context["information"] = K_TECH_PASS
        context["korean"] = form.cleaned_data["citizenship"] == KOREAN
        context["without_contract"] = form.cleaned_data["contract"] == "no"
        routes = hypothetical(version, _facts(form), timezone.localdate())
        context["routes"] = cards.shown(routes)
        context["ways"] = [_way(route) for route in ways(routes)]
    if version and settings.DEMO and not form.is_bound:
        context["sample"] = urlencode(_amara())
    return render(request, "pages/check.html", context)


def _facts(form: CheckForm) -> HypotheticalFacts:
    """The answers as intervals. Research after a doctorate is not asked: unknown with one, else none."""
    answers = form.cleaned_data
    level, pay = int(answers["degree"]), answers["pay"]
    doctor = level == DegreeLevel.DOCTOR
    return HypotheticalFacts(
        bounds={
            "pay": (pay, pay),
            "experience": form.span("years", "months"),
            "postdoc": (None, None) if doctor else (0, 0),
        },
        degrees=[Degree(DegreeLevel(level), form.ror_id())] if level else [],
        claimed={EditionKind.FIRMS: form.span("firm_years", "firm_months")},
    )


def _job_seeking(form: CheckForm) -> dict[str, object] | None:
    """What the visa that asks for no contract would say; None while it is not in force."""
    today = timezone.localdate()
    version = PolicyVersion.objects.in_force(policy=JOB_SEEKING, day=today).first()
    if version is None:
        return None
    return {"version": version, "routes": cards.shown(hypothetical(version, _facts(form), today))}


def _way(route: RouteExplanation) -> dict[str, object]:
    return {"title": route.title, "changes": route.changes}


def _amara() -> dict[str, object]:
    """The answers of the demonstration's Dr Diallo."""
    return {
        "citizenship": "foreign",
        "contract": "yes",
        "degree": int(DegreeLevel.DOCTOR),
        "university": read_world().university(AMARA.rank).name,
        "years": AMARA.months // 12,
        "months": AMARA.months % 12,
        "firm_years": AMARA.listed_months // 12,
        "firm_months": AMARA.listed_months % 12,
        "pay": AMARA.pay,
    }
