"""A simulation's cells added up for people: by criterion, route, nationality, sector, agency, and status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.eligibility.interpreter import program
from casework.eligibility.policies import policy_of
from casework.enums import Agency, DecisionOutcome, Outcome, Verdict
from casework.impact import gains, loses
from casework.models import Simulation, SimulationCell
from casework.states import machine_of


@dataclass(frozen=True)
class Row:
    """One line of a breakdown."""

    label: str
    gain: int
    lose: int


@dataclass(frozen=True)
class Breakdown:
    """Whom a change touches, told apart by one dimension; the largest first."""

    code: str
    title: str | Promise
    rows: Sequence[Row]


def breakdowns(simulation: Simulation, cells: Sequence[SimulationCell]) -> list[Breakdown]:
    """Every way of telling the changed cases apart that has something to show."""
    policy = policy_of(simulation.version.policy)
    countries = policy.nationality.labels() if policy and policy.nationality else {}
    sectors = policy.sector.labels() if policy and policy.sector else {}
    statuses = policy.statuses() if policy else {}
    agencies = {str(code): str(label) for code, label in Agency.choices}
    found = [
        Breakdown("criterion", _("By criterion"), _flips(simulation, cells)),
        Breakdown("route", _("By route"), _routes(simulation, cells)),
        Breakdown("nationality", _("By nationality"), _by(cells, lambda c: c.nationality, countries)),
        Breakdown("sector", _("By sector"), _by(cells, lambda c: c.sector, sectors)),
        Breakdown("agency", _("By agency"), _by(cells, lambda c: c.agency, agencies)),
        Breakdown("status", _("By status of the case"), _by(cells, lambda c: c.status, statuses)),
    ]
    return [one for one in found if one.rows]


def overridden(simulation: Simulation, cells: Sequence[SimulationCell]) -> int:
    """Changed cases in which officers have decided other than the check by the law before."""
    policy = policy_of(simulation.version.policy)
    if policy is None or not policy.kind:
        return 0
    edges = {e.target: e.needs_decision for e in machine_of(policy.kind).edges if e.needs_decision}
    met = {True: DecisionOutcome.GRANT, False: DecisionOutcome.REFUSE}
    return sum(
        cell.cases
        for cell in cells
        if cell.status in edges and edges[cell.status] != met[cell.before == Outcome.ELIGIBLE]
    )


def _by(
    cells: Sequence[SimulationCell], key: Callable[[SimulationCell], str], labels: Mapping[str, str]
) -> list[Row]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for cell in cells:
        counts[key(cell)][0] += cell.cases if gains(cell) else 0
        counts[key(cell)][1] += cell.cases if loses(cell) else 0
    rows = [Row(labels.get(code, code) or str(_("Not stated")), *both) for code, both in counts.items()]
    return sorted(
        (row for row in rows if row.gain or row.lose), key=lambda row: (-row.gain - row.lose, row.label)
    )


def _flips(simulation: Simulation, cells: Sequence[SimulationCell]) -> list[Row]:
    """Cases in which a criterion is met now, or is not any more, whatever the outcome."""
    titles = [str(one.title) for one in program(simulation.version).criteria]
    return _turned(titles, [(cell.criteria, cell.cases) for cell in cells])


def _routes(simulation: Simulation, cells: Sequence[SimulationCell]) -> list[Row]:
    titles = [route.title for route, _rows in program(simulation.version).routes]
    return _turned(titles, [(cell.routes, cell.cases) for cell in cells])


def _turned(titles: Sequence[str], pairs: Sequence[tuple[Sequence[int], int]]) -> list[Row]:
    gained, lost = [0] * len(titles), [0] * len(titles)
    for codes, cases in pairs:
        for place, code in enumerate(codes):
            if code >= 0 and code % 3 == Verdict.MET:
                gained[place] += cases
            elif code >= 0 and code // 3 == Verdict.MET:
                lost[place] += cases
    rows = [Row(title, *both) for title, *both in zip(titles, gained, lost, strict=True)]
    return [row for row in rows if row.gain or row.lose]
