"""Builders for eligibility tests: cases with facts, editions, and small policy versions of their own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from casework.enums import DegreeLevel, EditionKind, Governing, MatchMethod, RouteKind
from casework.models import (
    Case,
    Edition,
    EditionEntry,
    EditionFigure,
    Facts,
    FactsDegree,
    FactsEmployment,
    Person,
    PolicyCriterion,
    PolicyEditionRule,
    PolicyParameter,
    PolicyRoute,
    PolicyVersion,
)
from casework.services.editions import seal
from casework.services.policies import enact
from visas.enums import TOP_TIER, Status
from visas.models import TopTierFacts

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
PUBLISHED = date(2026, 1, 5)
Bounds = tuple[int | None, int | None]
OPEN: Bounds = (None, None)
_counter = itertools.count(1)

RANKING = "Ranking of the tests"
SECOND_RANKING = "Second ranking of the tests"
FIRMS = "Firms of the tests"
INSTITUTES = "Institutes of the tests"
GNI = "Statistics office of the tests"
RULES = (
    (EditionKind.RANKING, RANKING),
    (EditionKind.FIRMS, FIRMS),
    (EditionKind.INSTITUTES, INSTITUTES),
    (EditionKind.GNI, GNI),
)
PARAMETERS = {
    "degree_rank": (100, "rank"),
    "experience_months": (96, "months"),
    "firm_months": (36, "months"),
    "postdoc_months": (60, "months"),
    "institute_months": (36, "months"),
    "pay_with_degree": (300, "gni_hundredths"),
    "pay_alone": (400, "gni_hundredths"),
}
ROUTE_1 = ("TT-DEGREE-01", "TT-EXPERIENCE-01", "TT-PAY3-01")
ROUTE_2 = ("TT-PAY4-01",)


@contextmanager
def rolled_back() -> Iterator[None]:
    """One example of a property: what it writes is gone when the next begins."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_case(*, submitted_at: datetime | None = NOW, kind: str = TOP_TIER) -> Case:
    return Case.objects.create(
        kind=kind,
        reference=f"T-{next(_counter)}",
        person=Person.objects.create(),
        status=Status.DRAFT,
        status_since=NOW,
        submitted_at=submitted_at,
    )


def make_facts(
    *,
    case: Case | None = None,
    as_of: date = TODAY,
    number: int = 1,
    experience: Bounds = OPEN,
    postdoc: Bounds = OPEN,
    pay: Bounds = OPEN,
    degrees: Sequence[tuple[DegreeLevel, str | None]] = (),
    jobs: Sequence[tuple[str | None, date, date, date, date]] = (),
) -> Facts:
    facts = Facts.objects.create(
        case=case or make_case(),
        number=number,
        as_of=as_of,
        experience_low=experience[0],
        experience_high=experience[1],
        postdoc_low=postdoc[0],
        postdoc_high=postdoc[1],
        digest="f" * 64,
    )
    TopTierFacts.objects.create(
        facts=facts, pay_low=pay[0], pay_high=pay[1], sector="ai", citizenship="FR", residence="FR"
    )
    for level, ror_id in degrees:
        FactsDegree.objects.create(facts=facts, level=level, ror_id=ror_id, institution=ror_id or "?")
    for ror_id, started_low, started_high, ended_low, ended_high in jobs:
        FactsEmployment.objects.create(
            facts=facts,
            ror_id=ror_id,
            employer=ror_id or "?",
            started_low=started_low,
            started_high=started_high,
            ended_low=ended_low,
            ended_high=ended_high,
        )
    return facts


def make_edition(
    kind: EditionKind,
    publisher: str,
    *,
    published_on: date = PUBLISHED,
    complete_to: int | None = None,
    entries: Sequence[tuple[str | None, int | None, int | None, MatchMethod]] = (),
    figures: dict[int, int] | None = None,
    sealed_at: datetime | None = NOW,
) -> Edition:
    edition = Edition.objects.create(
        kind=kind,
        publisher=publisher,
        year=published_on.year,
        published_on=published_on,
        source="tests",
        invented=True,
        complete_to=complete_to,
    )
    EditionEntry.objects.bulk_create(
        EditionEntry(
            edition=edition,
            row=row,
            name=f"Row {row}",
            ror_id=ror_id,
            rank_low=low,
            rank_high=high,
            method=method,
        )
        for row, (ror_id, low, high, method) in enumerate(entries, start=1)
    )
    EditionFigure.objects.bulk_create(
        EditionFigure(edition=edition, year=year, value=value) for year, value in (figures or {}).items()
    )
    return seal(edition=edition, actor=None, now=sealed_at) if sealed_at else edition


def make_gni() -> Edition:
    return make_edition(
        EditionKind.GNI,
        GNI,
        published_on=date(2026, 3, 10),
        figures={2023: 47_250_000, 2024: 49_955_000, 2025: 52_420_000},
    )


def make_version(
    policy: str = "tests",
    *,
    number: int = 1,
    parameters: dict[str, tuple[int, str]] | None = None,
    rules: Sequence[tuple[EditionKind, str]] = RULES,
    every: bool = False,
    routes: Sequence[Sequence[str]] = (ROUTE_1, ROUTE_2),
    governing: Governing = Governing.DECISION,
    effective_from: date | None = date(2020, 1, 1),
    points: tuple[int, dict[str, int]] | None = None,
) -> PolicyVersion:
    """A version of its own policy; in force from `effective_from`, or a draft when that is None."""
    version = PolicyVersion.objects.create(
        policy=policy,
        number=number,
        title_en="Test",
        title_ko="시험",
        legal_source="tests",
        governing=governing,
    )
    for code, (value, unit) in (PARAMETERS | (parameters or {})).items():
        PolicyParameter.objects.create(version=version, code=code, value=value, unit=unit)
    for kind, publisher in rules:
        PolicyEditionRule.objects.create(version=version, kind=kind, publisher=publisher, every=every)
    for position, codes in enumerate(routes, start=1):
        extra: dict[str, Any] = {"kind": RouteKind.POINTS, "mark": points[0]} if points else {}
        route = PolicyRoute.objects.create(
            version=version,
            code=f"route-{position}",
            position=position,
            title_en=f"Route {position}",
            title_ko=f"{position}유형",
            **extra,
        )
        for place, code in enumerate(codes, start=1):
            worth = points[1][code] if points else 0
            PolicyCriterion.objects.create(route=route, code=code, position=place, points=worth)
    if effective_from is None:
        return version
    return enact(version=version, actor=None, effective_from=effective_from, now=NOW)


def limit(version: PolicyVersion, first: date, after: date) -> PolicyVersion:
    """End a version in force since `first` on the day before `after`."""
    version.effective = DateRange(first, after, "[)")
    version.save(update_fields=["effective"])
    return version
