"""The automatic check as its applicant reads it: a card for each criterion, a sentence for each route."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from casework.eligibility import registry
from casework.eligibility.explain import explain
from casework.eligibility.explanation import CriterionExplanation, Line, RouteExplanation, Source
from casework.enums import Verdict
from casework.models import Case, Facts, Screening
from casework.services.findings import root
from casework.services.readiness import facts_of
from visas.requirements import title

WORDS = {Verdict.MET: "met", Verdict.NOT_MET: "not_met", Verdict.UNKNOWN: "unknown"}
SOON = 3600
"""Seconds after which "so long after submission" says nothing any more: another version came into force."""


@dataclass(frozen=True)
class Card:
    """What `{% criterion_card %}` prints."""

    title: str
    verdict: str
    value: str
    threshold: str
    gap: str
    proof: str
    source: str
    code: str
    value_label: str = ""


@dataclass(frozen=True)
class Route:
    title: str
    summary: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Check:
    """A finished check. `seconds` it came after submission (or `correction`); None when long after."""

    screening: Screening
    routes: tuple[Route, ...]
    worker: int
    seconds: str | None
    correction: bool


def read(case: Case, screening: Screening) -> Check:
    """The check in the active language; `screening` with its facts and version."""
    facts = screening.facts
    since = case.submitted_at if facts.number == 1 and case.submitted_at else facts.created_at
    waited = (screening.created_at - since).total_seconds()
    return Check(
        screening=screening,
        routes=shown(explain(screening), _corrected(facts)),
        worker=screening.worker_pid,
        seconds=f"{max(waited, 0.1):.1f}" if waited < SOON else None,
        correction=bool(facts.corrects),
    )


def shown(routes: Iterable[RouteExplanation], corrected: Set[str] = frozenset()) -> tuple[Route, ...]:
    """Explained routes as cards; those about facts that an officer `corrected` say so."""
    return tuple(
        Route(route.title, route.summary, tuple(_card(one, corrected) for one in route.criteria))
        for route in routes
    )


def _corrected(facts: Facts) -> set[str]:
    """The facts, as findings name them, that officers corrected up to these."""
    if not facts.corrects:
        return set()
    rows = Facts.objects.filter(case=facts.case_id, number__lte=facts.number).exclude(corrects="")
    return {root(name) for name in rows.values_list("corrects", flat=True)}


def _card(criterion: CriterionExplanation, corrected: Set[str]) -> Card:
    lines = criterion.nearest
    changes = get_text_list(list(criterion.changes), _("and"))
    by_officer = corrected and not corrected.isdisjoint(facts_of(registry.criterion(criterion.code)))
    return Card(
        title=criterion.title,
        verdict=WORDS[criterion.verdict],
        value=_joined(lines, "value"),
        threshold=_joined(lines, "threshold"),
        gap=_("What would meet it: %(changes)s.") % {"changes": changes} if changes else "",
        proof=get_text_list([str(title(code)) for code in criterion.requirements], _("and")),
        source="; ".join([criterion.legal_source, *_editions(lines)]),
        code=criterion.code,
        value_label=_("As an officer corrected it") if by_officer else "",
    )


def _joined(lines: Iterable[Line], part: str) -> str:
    lines = list(lines)
    if len(lines) == 1:
        return str(getattr(lines[0], part))
    return "\n".join(f"{line.label}: {getattr(line, part)}" for line in lines)


def _editions(lines: Iterable[Line]) -> list[str]:
    found = [source for line in lines for source in (line.reading, line.figure) if source]
    return list(dict.fromkeys(_edition(source) for source in found))


def _edition(source: Source) -> str:
    if source.invented:
        return _("%(name)s (invented for the demo)") % {"name": source.name}
    if source.preliminary:
        return _("%(name)s (preliminary)") % {"name": source.name}
    return source.name
