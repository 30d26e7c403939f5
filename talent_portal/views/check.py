"""Where do I stand? The public pre-check: no account, nothing stored; every answer is in the address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework import carried
from casework.eligibility.explanation import RouteExplanation, ways
from casework.eligibility.hypothetical import hypothetical
from casework.enums import DegreeLevel
from casework.forms.krw import krw_reading
from casework.models import PolicyVersion
from casework.templatetags.krds import krw, years_months
from talent_portal.demo.applicants import AMARA
from talent_portal.demo.world import read_world
from talent_portal.doors import notices
from talent_portal.forms.check import DEGREES, EMPLOYER, KOREAN, NO_EMPLOYER, QuestionForm
from talent_portal.precheck import Answers, Step, shown
from visas import cards
from visas.enums import JOB_SEEKING, TOP_TIER
from visas.information import K_TECH_PASS


@login_not_required
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The question that is due or asked for (`step`), or what the answers amount to."""
    version = PolicyVersion.objects.in_force(policy=TOP_TIER, day=timezone.localdate()).first()
    if version is None:
        return render(request, "pages/check_without_law.html")
    answers = Answers(request.GET)
    again = answers.step(request.GET.get("step", ""))
    if again:
        return _question(request, answers, again, answers.filled(again))
    sent = answers.step(request.GET.get("asked", ""))
    if sent and answers.settled(sent):
        return redirect(request.path + answers.address())
    step = sent or answers.unsettled()
    if step is None:
        return _result(request, answers, version)
    form = answers.bound.get(step.code)
    if form is None and sent:
        form = step.form({}, before=answers.given)
    if form is None or form.searching:
        form = answers.filled(step)
    return _question(request, answers, step, form)


@login_not_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Take the answers along to a new account, sealed in this browser's session."""
    answers = Answers(request.POST)
    if answers.unsettled() is None:
        carried.keep(request, answers.kept())
    return redirect("account_signup")


@login_not_required
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Let the kept answers go."""
    carried.forget(request)
    return redirect("applications")


def _question(request: HttpRequest, answers: Answers, step: Step, form: QuestionForm) -> HttpResponse:
    back = answers.before(step)
    place = answers.steps.index(step)
    context: dict[str, Any] = {
        "form": form,
        "step": step,
        "carried": answers.carried(step),
        "back": answers.address(step=back.code) if back else "",
        "place": place,
        "total": len(answers.steps) - 1,
        "notices": notices(answers) if place == 1 else [],
    }
    if not place and settings.DEMO:
        context["sample"] = urlencode(_amara())
    return render(request, "pages/check_question.html", context)


def _result(request: HttpRequest, answers: Answers, version: PolicyVersion) -> HttpResponse:
    routes = hypothetical(version, answers.facts(), timezone.localdate())
    korean = answers.value("door", "citizenship") == KOREAN
    seeking = answers.value("door", "employer") == NO_EMPLOYER and not korean
    context = {
        "version": version,
        "notices": notices(answers),
        "routes": cards.shown(routes),
        "ways": [_way(route) for route in ways(routes)],
        "answers": shown(answers, _words),
        "given": answers.given,
        "seeking": _job_seeking(answers) if seeking else None,
        "information": None if korean else K_TECH_PASS,
    }
    return render(request, "pages/check_result.html", context)


def _words(step: Step, form: Any) -> Iterator[str]:
    """A settled page's answer as its giver would say it."""
    unknown = _("Not known yet")
    match step.code:
        case "door":
            for field in form:
                yield f"{field.label} {dict(field.field.choices)[form.cleaned_data[field.name]]}"
        case "degree":
            yield str({str(code): label for code, label in DEGREES}[form.cleaned_data["degree"]])
        case "university":
            known = form.known
            yield known.name if known else form.typed or unknown
            if form.typed and not known:
                yield _("Not found in the registry, so to be confirmed.")
        case "experience" | "firms":
            months = form.span(*form.base_fields)[0]
            yield unknown if months is None else years_months(months)
        case "pay":
            pay = form.cleaned_data["pay"]
            yield f"{krw(pay)} ({krw_reading(pay, get_language() or 'en')})" if pay else unknown


def _job_seeking(answers: Answers) -> dict[str, object] | None:
    """What the visa that asks for no contract would say; None while it is not in force."""
    today = timezone.localdate()
    version = PolicyVersion.objects.in_force(policy=JOB_SEEKING, day=today).first()
    if version is None:
        return None
    return {"version": version, "routes": cards.shown(hypothetical(version, answers.facts(), today))}


def _way(route: RouteExplanation) -> dict[str, object]:
    return {"title": route.title, "changes": route.changes}


def _amara() -> dict[str, object]:
    """The answers of the demonstration's Dr Diallo."""
    return {
        "citizenship": "foreign",
        "residence": "abroad",
        "employer": EMPLOYER,
        "degree": int(DegreeLevel.DOCTOR),
        "university": read_world().university(AMARA.rank).name,
        "years": AMARA.months // 12,
        "months": AMARA.months % 12,
        "firm_years": AMARA.listed_months // 12,
        "firm_months": AMARA.listed_months % 12,
        "pay": AMARA.pay,
    }
