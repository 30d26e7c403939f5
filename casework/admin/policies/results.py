"""What a what-if found: figures, charts, the lists behind them, a table to take along, and the briefing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.admin import site
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views import View

from casework.admin.policies.rights import policy_officer, simulation_of, version_of
from casework.answers import CSV, attachment
from casework.breakdown import breakdowns, overridden
from casework.briefing import briefing
from casework.charts import Chart, Series
from casework.debts import MAX_ATTEMPTS
from casework.eligibility.difference import differences
from casework.eligibility.interpreter import program
from casework.eligibility.policies import policy_of
from casework.enums import Outcome, SimulationKind, Verdict
from casework.exports import Cell, csv_bytes
from casework.impact import GROUPS, Compared, Impact, behind, counted, may_move_on
from casework.models import OwedSimulation, PolicyVersion, Simulation, User
from casework.pdf.typesetting import Language
from casework.permissions import may_sign_law
from casework.services.signing import unsignable

PAGE = 50
TITLES = {
    "gain": gettext_noop("Would meet a route"),
    "lose": gettext_noop("Would no longer meet a route"),
    "unknown": gettext_noop("An officer would have to look"),
    "changed": gettext_noop("Something would change"),
}
MOST_BARS = 12


class Page(View):
    """A page about one simulation, for whoever comes to the policy desk."""

    http_method_names: tuple[str, ...] = ("get", "head", "options")
    officer: User
    version: PolicyVersion
    simulation: Simulation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.officer = policy_officer(request)
        self.version = version_of(kwargs["pk"])
        self.simulation = simulation_of(self.version, kwargs["simulation"])

    def page(self, template: str, title: str, context: dict[str, Any]) -> TemplateResponse:
        frame = site.each_context(self.request) | {"title": title, "version": self.version}
        frame |= {"simulation": self.simulation}
        return TemplateResponse(self.request, f"admin/casework/policy/{template}", frame | context)

    def finished(self) -> None:
        """Raises Http404 while there is nothing to show yet."""
        if self.simulation.finished_at is None:
            raise Http404


class Result(Page):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        title = _("What-if: %(title)s") % {"title": self.version.title}
        if self.simulation.finished_at is None:
            debt = OwedSimulation.objects.filter(simulation=self.simulation).first()
            failed = debt is not None and debt.attempts >= MAX_ATTEMPTS
            return self.page("running.html", title, {"failed": failed})
        cells = list(self.simulation.cells.all())
        found = counted(cells, self.simulation)
        other = self.simulation.baseline
        what_if = self.simulation.kind == SimulationKind.WHAT_IF
        return self.page(
            "result.html",
            title,
            {
                "impact": found,
                "tiles": _tiles(found),
                "overridden": overridden(self.simulation, cells),
                "charts": [_chart(one) for one in breakdowns(self.simulation, cells)],
                "differences": differences(self.version, other) if other else [],
                "what_if": what_if,
                "signs": may_sign_law(actor=self.officer, version=self.version, simulation=self.simulation),
                "stale": unsignable(self.simulation, self.version) if what_if else "",
            },
        )


class Cases(Page):
    """The list behind a figure, page by page; references only: names stay with those who handle the case."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.finished()
        group, after = request.GET.get("group", "gain"), request.GET.get("after", "0")
        if group not in GROUPS or not (after.isascii() and after.isdecimal() and len(after) < 17):
            raise Http404
        found = behind(self.simulation, group, after_key=int(after), limit=PAGE + 1)
        policy = policy_of(self.version.policy)
        statuses = policy.statuses() if policy else {}
        titles = [str(one.title) for one in program(self.version).criteria]
        rows = [_case(one, titles, statuses) for one in found[:PAGE]]
        more = f"?group={group}&after={found[PAGE - 1].facts}" if len(found) > PAGE else ""
        return self.page("cases.html", _(TITLES[group]), {"rows": rows, "more": more, "group": group})


class CellsFile(Page):
    """The cells as CSV."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.finished()
        heads = [_("Before"), _("After"), _("Nationality"), _("Sector"), _("Agency"), _("Status"), _("Cases")]
        rows: list[list[Cell]] = [
            [
                str(Outcome(cell.before).label) if cell.before is not None else "",
                str(Outcome(cell.after).label),
                cell.nationality,
                cell.sector,
                cell.agency,
                cell.status,
                cell.cases,
            ]
            for cell in self.simulation.cells.order_by("pk")
        ]
        return attachment(csv_bytes(heads, rows), CSV, f"what-if-{self.simulation.pk}.csv")


class Briefing(Page):
    """Two pages for a meeting, in the language asked for."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.finished()
        language: Language = "ko" if request.GET.get("language") == "ko" else "en"
        with translation.override(language):
            made = briefing(self.simulation, language, timezone.localdate())
        return attachment(made, "application/pdf", f"briefing-{self.simulation.pk}-{language}.pdf")


def _case(one: Compared, titles: Sequence[str], statuses: Mapping[str, str]) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "status": statuses.get(one.status, one.status),
        "open": may_move_on(one.kind, one.status),
        "before": Outcome(one.before).label if one.before is not None else "",
        "after": Outcome(one.after).label,
        "turns": [
            (title, Verdict(code // 3).label, Verdict(code % 3).label)
            for title, code in zip(titles, one.criteria, strict=True)
            if code >= 0
        ],
    }


def _tiles(found: Impact) -> list[dict[str, Any]]:
    return [
        {"value": f"{found.gain:,}", "label": _(TITLES["gain"]), "url": "cases/?group=gain",
         "note": _("%(n)s of them still open") % {"n": f"{found.gain_open:,}"}},
        {"value": f"{found.lose:,}", "label": _(TITLES["lose"]), "url": "cases/?group=lose",
         "note": _("%(n)s of them still open") % {"n": f"{found.lose_open:,}"}},
        {"value": f"{found.unknown:,}", "label": _(TITLES["unknown"]), "url": "cases/?group=unknown"},
        {"value": f"{found.cases:,}", "label": _("Applications compared")},
    ]  # fmt: skip


def _chart(one: Any) -> Chart:
    rows = one.rows[:MOST_BARS]
    note = _("The %(n)s largest of %(all)s.") % {"n": MOST_BARS, "all": len(one.rows)}
    return Chart(
        title=str(one.title),
        unit="count",
        labels=[row.label for row in rows],
        series=[
            Series(_("would meet it"), [row.gain for row in rows]),
            Series(_("would no longer meet it"), [row.lose for row in rows]),
        ],
        note=note if len(one.rows) > MOST_BARS else "",
    )
