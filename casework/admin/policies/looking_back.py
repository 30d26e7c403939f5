"""How officers decided under one version, beside what the automatic check had said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import site
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from casework.admin.policies.rights import policy_officer, version_of
from casework.answers import CSV, attachment
from casework.charts import Chart, Series
from casework.corrected import corrected_facts
from casework.eligibility.interpreter import program
from casework.eligibility.policies import policy_of
from casework.exports import Cell, csv_bytes
from casework.forms.period import PeriodForm
from casework.models import PolicyVersion, User
from casework.overrides import ENOUGH, GROUPS, Overridden, Overrides, decisions_behind, overrides

PAGE = 50
PERIODS = (
    (gettext_lazy("All time"), None),
    (gettext_lazy("Last 12 months"), 365),
    (gettext_lazy("Last 3 months"), 91),
)
TITLES: dict[str, str | Promise] = {
    "met": gettext_lazy("Found met"),
    "met_refused": gettext_lazy("of these refused on it"),
    "met_corrected": gettext_lazy("of these turned by a correction"),
    "not_met": gettext_lazy("Found not met"),
    "not_met_granted": gettext_lazy("of these granted against the check"),
    "not_met_corrected": gettext_lazy("of these turned by a correction"),
    "unknown": gettext_lazy("Left open"),
    "unknown_met": gettext_lazy("of these settled as met"),
    "unknown_not_met": gettext_lazy("of these settled as not met"),
}


class Looking(View):
    """A page about the decisions by one version in a period."""

    http_method_names: tuple[str, ...] = ("get", "head", "options")
    officer: User
    version: PolicyVersion
    period: PeriodForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.officer = policy_officer(request)
        self.version = version_of(kwargs["pk"])
        self.period = PeriodForm({name: request.GET.get(name, "") for name in PeriodForm.base_fields})

    def page(self, template: str, title: str, context: dict[str, Any]) -> TemplateResponse:
        frame = site.each_context(self.request) | {"title": title, "version": self.version}
        return TemplateResponse(self.request, f"admin/casework/policy/{template}", frame | context)


class Decisions(Looking):
    """The counts, and with `?format=csv` the same as a file. No case is named."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        title = _("Decisions beside the automatic check")
        if not self.period.is_valid():
            return self.page("decisions.html", title, {"form": self.period, "periods": _shortcuts({})})
        days, query = self.period.days(), self.period.query()
        found = overrides(self.version, **days)
        if request.GET.get("format") == "csv":
            name = f"decisions-{self.version.policy}-{self.version.number}.csv"
            return attachment(_file(found), CSV, name)
        context = {
            "form": self.period,
            "kept": query,
            "periods": _shortcuts(query),
            "found": found,
            "rows": [(one, _figures(one, query)) for one in found.criteria],
            "facts": corrected_facts(self.version, **days),
            "chart": _chart(found),
            "enough": ENOUGH,
            "csv": "?" + urlencode(query | {"format": "csv"}),
        }
        return self.page("decisions.html", title, context)


class DecidedCases(Looking):
    """The cases behind a figure, page by page: references of those whose cases the officer handles."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        titles = {one.code: str(one.title) for one in program(self.version).criteria}
        code = request.GET.get("criterion", next(iter(titles), ""))
        group, after = request.GET.get("group", "met"), request.GET.get("after", "0")
        known = code in titles and group in GROUPS and self.period.is_valid()
        if not (known and after.isascii() and after.isdecimal() and len(after) < 17):
            raise Http404
        days, query = self.period.days(), self.period.query() | {"criterion": code, "group": group}
        counted = next(one for one in overrides(self.version, **days).criteria if one.code == code)
        seen = decisions_behind(self.version, code, group, officer=self.officer, **days)
        found = list(seen.filter(pk__gt=int(after))[: PAGE + 1])
        more = "?" + urlencode(query | {"after": found[PAGE - 1].pk}) if len(found) > PAGE else ""
        policy = policy_of(self.version.policy)
        statuses = policy.statuses() if policy else {}
        context = {
            "rows": [(one, statuses.get(one.case.status, one.case.status)) for one in found[:PAGE]],
            "more": more,
            "criterion": titles[code],
            "group": TITLES[group],
            "total": getattr(counted, group),
            "visible": seen.count(),
            "back": "?" + urlencode(self.period.query()),
        }
        return self.page("decided_cases.html", _("Decided cases"), context)


def _shortcuts(query: dict[str, str]) -> list[dict[str, Any]]:
    today = timezone.localdate()
    found = []
    for label, days in PERIODS:
        first = {"first": (today - timedelta(days=days)).isoformat()} if days else {}
        found.append({"label": label, "query": urlencode(first), "current": first == query})
    return found


def _figures(one: Overridden, query: dict[str, str]) -> list[dict[str, Any]]:
    """Each figure of a criterion with the address of the list behind it."""
    return [
        {
            "label": label,
            "value": getattr(one, group),
            "url": "cases/?" + urlencode(query | {"criterion": one.code, "group": group}),
        }
        for group, label in TITLES.items()
    ]


def _chart(found: Overrides) -> Chart:
    """Shares alone, of criteria with enough decisions and some found otherwise."""
    said = [(f"{one.title} (%)", one.share) for one in found.criteria if one.share]
    return Chart(
        title=_("Found otherwise, in percent of the decisions"),
        unit="count",
        labels=[label for label, _share in said],
        series=[Series(_("Found otherwise"), [part for _label, part in said])],
        heading=_("Criterion"),
    )


def _file(found: Overrides) -> bytes:
    heads = [_("Criterion"), *map(str, TITLES.values()), _("Found otherwise"), _("Share in percent")]
    rows: list[list[Cell]] = [
        [f"{one.title} ({one.code})", *(getattr(one, group) for group in TITLES), one.otherwise, one.share]
        for one in found.criteria
    ]
    return csv_bytes(heads, rows)
