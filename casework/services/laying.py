"""Law that comes with the portal, written down as data and laid down once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.enums import DecisionOutcome, EditionKind, RouteKind
from casework.models import (
    PolicyCriterion,
    PolicyEditionRule,
    PolicyParameter,
    PolicyReason,
    PolicyRemedy,
    PolicyRoute,
    PolicyVersion,
)
from casework.services.policies import enact

Sources = Sequence[tuple[EditionKind, str]]
"""The publisher of each kind of edition a version reads; several of one kind: any one is enough."""


@dataclass(frozen=True)
class Way:
    """A route: its criteria, each with the points it is worth; `mark` makes it a points route."""

    code: str
    title_en: str
    title_ko: str
    criteria: tuple[tuple[str, int], ...]
    mark: int | None = None


@dataclass(frozen=True)
class Reason:
    code: str
    outcome: DecisionOutcome
    criterion: str
    title_en: str
    title_ko: str


@dataclass(frozen=True)
class Remedy:
    """`days` is its time limit, counted from learning of the decision."""

    code: str
    days: int
    title_en: str
    title_ko: str
    legal_source: str


@dataclass(frozen=True)
class Law:
    """One version as the portal ships it, yet to be confirmed by the ministry. `effective_from` is a day in
    Asia/Seoul; `parameters` are code, value and unit."""

    policy: str
    number: int
    title_en: str
    title_ko: str
    legal_source: str
    effective_from: date
    parameters: tuple[tuple[str, int, str], ...]
    ways: tuple[Way, ...]
    reasons: tuple[Reason, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    fictional: bool = False


def all_of(*codes: str) -> tuple[tuple[str, int], ...]:
    """Criteria of a route that asks for every one of them."""
    return tuple((code, 0) for code in codes)


def lay_down(law: Law, sources: Sources, now: datetime) -> PolicyVersion:
    """Make sure the version is there; return it, in force from its day on."""
    known = PolicyVersion.objects.filter(policy=law.policy, number=law.number).first()
    if known:
        return known
    version = PolicyVersion.objects.create(
        policy=law.policy,
        number=law.number,
        title_en=law.title_en,
        title_ko=law.title_ko,
        legal_source=law.legal_source,
        fictional=law.fictional,
    )
    PolicyParameter.objects.bulk_create(
        PolicyParameter(version=version, code=code, value=value, unit=unit)
        for code, value, unit in law.parameters
    )
    PolicyEditionRule.objects.bulk_create(
        PolicyEditionRule(version=version, kind=kind, publisher=publisher) for kind, publisher in sources
    )
    for position, way in enumerate(law.ways, start=1):
        _add_way(version, way, position)
    _add_outcomes(version, law)
    return enact(version=version, actor=None, effective_from=law.effective_from, now=now)


def _add_way(version: PolicyVersion, way: Way, position: int) -> None:
    route = PolicyRoute.objects.create(
        version=version,
        code=way.code,
        position=position,
        kind=RouteKind.ALL if way.mark is None else RouteKind.POINTS,
        mark=way.mark,
        title_en=way.title_en,
        title_ko=way.title_ko,
    )
    PolicyCriterion.objects.bulk_create(
        PolicyCriterion(route=route, code=code, points=points, position=place)
        for place, (code, points) in enumerate(way.criteria, start=1)
    )


def _add_outcomes(version: PolicyVersion, law: Law) -> None:
    PolicyReason.objects.bulk_create(
        PolicyReason(
            version=version,
            code=reason.code,
            outcome=reason.outcome,
            criterion=reason.criterion,
            title_en=reason.title_en,
            title_ko=reason.title_ko,
            legal_source=law.legal_source,
            position=position,
        )
        for position, reason in enumerate(law.reasons, start=1)
    )
    PolicyRemedy.objects.bulk_create(
        PolicyRemedy(
            version=version,
            code=remedy.code,
            days=remedy.days,
            title_en=remedy.title_en,
            title_ko=remedy.title_ko,
            legal_source=remedy.legal_source,
        )
        for remedy in law.remedies
    )
