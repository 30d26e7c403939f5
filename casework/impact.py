"""What a simulation found: the comparison counted into cells, and cells added up by any dimension."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from casework.eligibility.comparison import Side, side, stretches
from casework.eligibility.policies import Policy, policy_of
from casework.eligibility.tally import listed, tally
from casework.enums import Outcome, SimulationKind
from casework.models import Facts, Screening, Simulation, SimulationCell
from casework.states import machine_of

GROUPS: Mapping[str, str] = {
    "gain": f"after = {Outcome.ELIGIBLE} AND before IS DISTINCT FROM {Outcome.ELIGIBLE}",
    "lose": f"before = {Outcome.ELIGIBLE} AND after <> {Outcome.ELIGIBLE}",
    "unknown": f"after = {Outcome.NEEDS_OFFICER}",
    "changed": "changed",
}
"""Lists behind the figures, as conditions on the comparison; `gains` and `loses` say the same of a cell."""
KEYS = ("before", "after", "routes", "criteria", "nationality", "sector", "agency", "status")


LISTED = {"facts": "pk", "kind": "case__kind", "reference": "case__reference", "status": "case__status"}


@dataclass(frozen=True)
class Compared:
    """One case of a comparison; `criteria` as in SimulationCell, `facts` the key of its facts row."""

    before: int | None
    after: int
    criteria: list[int]
    facts: int
    kind: str
    reference: str
    status: str


@dataclass(frozen=True)
class Impact:
    """How many cases would gain a route, lose it, or be left open; `gain_open` are not decided yet."""

    cases: int
    gain: int
    gain_open: int
    lose: int
    lose_open: int
    unknown: int
    changed: int


def sides(simulation: Simulation) -> tuple[Side | None, Side]:
    """What a simulation compares: the version in force with the draft, or one edition with another."""
    if simulation.kind == SimulationKind.REMEDY and simulation.edition and simulation.replacement:
        swapped = {simulation.edition.pk: simulation.replacement}
        back = {simulation.replacement.pk: simulation.edition}
        return side(simulation.version, back), side(simulation.version, swapped)
    return (side(simulation.baseline) if simulation.baseline else None), side(simulation.version)


def newest_facts(simulation: Simulation, after: int, upto: int) -> QuerySet[Facts]:
    """The newest facts of every submitted case of the policy's kind, of keys above `after` up to `upto`."""
    policy = policy_of(simulation.version.policy)
    kind = policy.kind if policy else simulation.version.policy
    newer = Facts.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"), pk__lte=upto)
    facts = Facts.objects.filter(
        ~Exists(newer), case__kind=kind, case__submitted_at__isnull=False, pk__gt=after, pk__lte=upto
    )
    if simulation.kind == SimulationKind.REMEDY:
        used = Screening.objects.filter(
            facts=OuterRef("pk"), version=simulation.version, editions__contains=[simulation.edition_id]
        )
        facts = facts.filter(Exists(used))
    return facts.order_by()


def cells_between(simulation: Simulation, after: int, upto: int) -> list[SimulationCell]:
    """Count the comparison, not stored; one statement per stretch of time."""
    before, proposed = sides(simulation)
    policy = policy_of(simulation.version.policy)
    counts: Counter[tuple[object, ...]] = Counter()
    for stretch in stretches(before, proposed):
        facts = newest_facts(simulation, after, upto)
        for *key, n in tally(facts, before, proposed, stretch, _dimensions(policy)):
            counts[tuple(tuple(part) if isinstance(part, list) else part for part in key)] += n
    return [
        SimulationCell(simulation=simulation, cases=n, **dict(zip(KEYS, key, strict=True)))
        for key, n in counts.items()
    ]


def behind(simulation: Simulation, group: str, *, after_key: int = 0, limit: int = 50) -> list[Compared]:
    """The cases behind a figure (a name of GROUPS), by the key of their facts, from after `after_key` on."""
    before, proposed = sides(simulation)
    facts = newest_facts(simulation, after_key, simulation.cutoff)
    found = [
        Compared(*row)
        for stretch in stretches(before, proposed)
        for row in listed(facts, before, proposed, stretch, LISTED, wanted=GROUPS[group], limit=limit)
    ]
    return sorted(found, key=lambda row: row.facts)[:limit]


def counted(cells: Iterable[SimulationCell], simulation: Simulation) -> Impact:
    """The figures at the top of a result."""
    rows, openly = list(cells), is_open(simulation)

    def of(wanted: Callable[[SimulationCell], bool]) -> int:
        return sum(cell.cases for cell in rows if wanted(cell))

    return Impact(
        cases=of(lambda cell: True),
        gain=of(gains),
        gain_open=of(lambda cell: gains(cell) and openly(cell)),
        lose=of(loses),
        lose_open=of(lambda cell: loses(cell) and openly(cell)),
        unknown=of(lambda cell: cell.after == Outcome.NEEDS_OFFICER),
        changed=of(lambda cell: bool(cell.status)),
    )


def gains(cell: SimulationCell) -> bool:
    """A route is met that was not."""
    return cell.after == Outcome.ELIGIBLE and cell.before != Outcome.ELIGIBLE


def loses(cell: SimulationCell) -> bool:
    """No route is met any more for sure."""
    return cell.before == Outcome.ELIGIBLE and cell.after != Outcome.ELIGIBLE


def is_open(simulation: Simulation) -> Callable[[SimulationCell], bool]:
    """Whether the cases of a cell may still be decided."""
    policy = policy_of(simulation.version.policy)
    if policy is None or not policy.kind:
        return lambda cell: False
    kind = policy.kind
    return lambda cell: bool(cell.status) and may_move_on(kind, cell.status)


def may_move_on(kind: str, status: str) -> bool:
    """Whether a case of a kind is still open in a status: some edge leaves it."""
    return any(True for _edge in machine_of(kind).leaving(status))


def _dimensions(policy: Policy | None) -> dict[str, str]:
    """Paths from the facts row, in the order of KEYS."""
    return {
        "nationality": policy.nationality.path if policy and policy.nationality else "",
        "sector": policy.sector.path if policy and policy.sector else "",
        "agency": "case__agency",
        "status": "case__status",
    }
