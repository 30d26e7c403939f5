"""How officers decided under one version, beside what the automatic check had said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from casework.admin.policies.rights import policy_officer, version_of
from casework.answers import CSV, attachment
from casework.exports import Cell, csv_bytes
from casework.models import PolicyVersion
from casework.overrides import ENOUGH, Overrides, overrides

BEGINNING = date(2000, 1, 1)
PERIODS = {
    "all": (gettext_lazy("All time"), None),
    "year": (gettext_lazy("Last 12 months"), 365),
    "quarter": (gettext_lazy("Last 3 months"), 91),
}


class Decisions(View):
    """The page, and with `?format=csv` the same as a file. Counts only: no case is named."""

    http_method_names: tuple[str, ...] = ("get", "head", "options")
    version: PolicyVersion

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        policy_officer(request)
        self.version = version_of(kwargs["pk"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        period = request.GET.get("period", "all")
        period = period if period in PERIODS else "all"
        last, days = timezone.localdate(), PERIODS[period][1]
        first = last - timedelta(days=days) if days else BEGINNING
        found = overrides(self.version, first=first, last=last)
        if request.GET.get("format") == "csv":
            name = f"decisions-{self.version.policy}-{self.version.number}-{period}.csv"
            return attachment(_file(found), CSV, name)
        context = site.each_context(request) | {
            "title": _("Decisions beside the automatic check"),
            "version": self.version,
            "found": found,
            "enough": ENOUGH,
            "share": round(100 * found.against / found.decisions) if found.decisions >= ENOUGH else None,
            "period": period,
            "periods": [
                {"code": code, "label": label, "current": code == period}
                for code, (label, _days) in PERIODS.items()
            ],
        }
        return TemplateResponse(request, "admin/casework/policy/decisions.html", context)


def _file(found: Overrides) -> bytes:
    heads = [
        _("Criterion"),
        _("Found met"),
        _("of these refused on it"),
        _("Found not met"),
        _("of these granted against the check"),
        _("Left open"),
        _("of these granted"),
        _("Turned by a correction"),
    ]
    rows: list[list[Cell]] = [
        [f"{one.title} ({one.code})", one.met, one.refused, one.not_met, one.granted, one.unknown,
         one.confirmed, one.turned]
        for one in found.criteria
    ]  # fmt: skip
    return csv_bytes(heads, rows)
