"""Everything the case page shows, gathered for its template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from casework.clock import Clock, seoul_date
from casework.eligibility.explain import explain
from casework.eligibility.explanation import Line
from casework.eligibility.registry import criterion
from casework.enums import DecisionStatus, FindingState, VaultKind
from casework.models import (
    Case,
    CaseDocument,
    CaseEvent,
    Decision,
    Facts,
    Finding,
    Screening,
    SupplementItem,
    SupplementRequest,
    User,
    VaultItem,
)
from casework.services.findings import standing
from casework.services.readiness import facts_of, governing_screening
from casework.states import machine_of
from recruitment.models import Profile
from visas.admin.queue import clock_days, clock_of
from visas.admin.words import CORRECTED, FACTS, FINDING, VERDICT, Badge, fact_name, status_badge
from visas.enums import TERMINAL, Requirement
from visas.requirements import title as requirement_title


@dataclass(frozen=True)
class FactView:
    """Something to verify: what was found so far, if anything."""

    code: str
    label: str | Promise
    finding: Finding | None
    badge: Badge | None


@dataclass(frozen=True)
class LineView:
    """A value now, and what the applicant claimed where an officer corrected it."""

    now: Line
    claimed: str
    badge: Badge


@dataclass(frozen=True)
class DocumentView:
    use: CaseDocument
    title: str | Promise


@dataclass(frozen=True)
class CriterionView:
    title: str
    code: str
    clause: str
    badge: Badge
    ways: list[list[LineView]]
    facts: list[FactView]
    documents: list[DocumentView]
    change: str


@dataclass(frozen=True)
class RouteView:
    title: str
    badge: Badge
    criteria: list[CriterionView]


@dataclass(frozen=True)
class FindingView:
    finding: Finding
    name: str
    badge: Badge


@dataclass(frozen=True)
class EventView:
    event: CaseEvent
    label: str | Promise
    by_applicant: bool


@dataclass(frozen=True)
class SupplementView:
    request: SupplementRequest
    items: list[tuple[str | Promise, SupplementItem]]


@dataclass(frozen=True)
class CasePage:
    case: Case
    profile: Profile | None
    badge: Badge
    clock: Clock
    screening: Screening | None
    routes: list[RouteView]
    facts: Facts | None
    documents: list[DocumentView]
    timeline: list[EventView]
    findings: list[FindingView]
    decisions: list[Decision]
    supplements: list[SupplementView]
    passport: VaultItem | None

    @property
    def closed(self) -> bool:
        return self.case.status in TERMINAL


def case_page(case: Case, now: datetime) -> CasePage:
    """Gather the page; the automatic check is the one of the version that governs the case now."""
    screening = governing_screening(case, seoul_date(now))
    documents = [DocumentView(use, requirement_title(use.requirement)) for use in current_documents(case)]
    return CasePage(
        case=case,
        profile=Profile.objects.filter(person=case.person_id).first(),
        badge=status_badge(case.status),
        clock=clock_of(case, clock_days(now), now),
        screening=screening,
        routes=_routes(case, screening, documents) if screening else [],
        facts=newest_facts(case),
        documents=documents,
        timeline=_timeline(case),
        findings=_findings(case),
        decisions=list(decisions_of(case)),
        supplements=_supplements(case),
        passport=VaultItem.objects.filter(person=case.person_id, kind=VaultKind.PASSPORT).first(),
    )


def newest_facts(case: Case) -> Facts | None:
    rows = case.facts.select_related("top_tier").prefetch_related("degrees", "employments")
    return rows.order_by("-number").first()


def claimed_facts(case: Case) -> Facts | None:
    """The newest facts the applicant stated, before officers' corrections."""
    return case.facts.filter(corrects="").order_by("-number").first()


def current_documents(case: Case) -> list[CaseDocument]:
    rows = case.documents.filter(replaced_at=None).select_related("document")
    return list(rows.prefetch_related("document__page_images").order_by("id"))


def decisions_of(case: Case) -> list[Decision]:
    rows = case.decisions.select_related("proposed_by", "signed_by", "version")
    return list(rows.prefetch_related("reasons__reason").order_by("-id"))


def live_proposal(case: Case) -> Decision | None:
    return next((row for row in decisions_of(case) if row.status == DecisionStatus.PROPOSED), None)


def _routes(case: Case, screening: Screening, documents: list[DocumentView]) -> list[RouteView]:
    found = standing(case)
    claimed = _claimed_values(case, screening)
    return [
        RouteView(
            title=route.title,
            badge=VERDICT[route.verdict],
            criteria=[
                CriterionView(
                    title=one.title,
                    code=one.code,
                    clause=one.legal_source,
                    badge=VERDICT[one.verdict],
                    ways=[[_line(one.code, line, claimed) for line in way] for way in one.alternatives],
                    facts=[_fact(code, found) for code in facts_of(criterion(one.code))],
                    documents=[view for view in documents if view.use.requirement in one.requirements],
                    change=", ".join(one.changes),
                )
                for one in route.criteria
            ],
        )
        for route in explain(screening)
    ]


def _claimed_values(case: Case, screening: Screening) -> dict[tuple[str, str], str]:
    """Values by criterion and line as the applicant stated them; empty when nothing was corrected."""
    first = claimed_facts(case)
    if first is None or first.pk == screening.facts_id:
        return {}
    earlier = Screening.objects.filter(facts=first, version=screening.version_id)
    before = earlier.select_related("facts", "version").first()
    if before is None:
        return {}
    return {
        (one.code, line.label): line.value
        for route in explain(before)
        for one in route.criteria
        for way in one.alternatives
        for line in way
    }


def _line(code: str, line: Line, claimed: dict[tuple[str, str], str]) -> LineView:
    before = claimed.get((code, line.label), line.value)
    return LineView(line, before if before != line.value else "", VERDICT[line.verdict])


def _fact(code: str, found: dict[str, Finding]) -> FactView:
    finding = found.get(code)
    badge = FINDING[FindingState(finding.state)] if finding else None
    return FactView(code, FACTS.get(code, code), finding, badge)


def _findings(case: Case) -> list[FindingView]:
    rows = case.findings.select_related("officer", "document").order_by("-id")
    return [FindingView(row, fact_name(row.fact), FINDING[FindingState(row.state)]) for row in rows]


def _supplements(case: Case) -> list[SupplementView]:
    rows = case.supplements.select_related("asked_by").prefetch_related("items").order_by("-id")
    return [
        SupplementView(row, [(requirement_title(item.requirement), item) for item in row.items.all()])
        for row in rows
    ]


def _timeline(case: Case) -> list[EventView]:
    machine = machine_of(case.kind)
    views = []
    for event in case.events.select_related("actor").order_by("-at", "-id"):
        edge = machine.find(event.source, event.action)
        own = isinstance(event.actor, User) and event.actor.person_id == case.person_id
        views.append(EventView(event, edge.label if edge else CORRECTED, own))
    return views


def document_titles() -> dict[str, str | Promise]:
    """Names of the document slots."""
    return {code.value: requirement_title(code.value) for code in Requirement}
