"""Named reads of top-tier applications; "today" and "now" are parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from casework.enums import SupplementStatus
from casework.models import (
    AccessLog,
    Case,
    CaseDocument,
    CaseEvent,
    Document,
    Facts,
    Person,
    SupplementRequest,
    User,
)
from recruitment.facts import ProfileFacts
from recruitment.models import Degree, Employment, Profile
from recruitment.queries import Section, facts_of, profile_of, profile_sections
from visas.enums import TERMINAL, TOP_TIER
from visas.milestones import TimelineItem, visa_timeline
from visas.models import Stay, TopTierApplication
from visas.requirements import BY_CODE, Situation
from visas.residence import Residence, residence, residences

__all__ = [
    "Answers",
    "CasePage",
    "Residence",
    "TimelineItem",
    "answers_of",
    "case_page",
    "library",
    "looks_at",
    "own_cases",
    "own_stays",
    "residence",
    "residences",
    "slots",
    "underway",
    "visa_timeline",
]


@dataclass(frozen=True)
class Answers:
    """Everything a draft says: profile, rows, application, and the document in each slot."""

    case: Case
    profile: Profile
    profile_sections: list[Section]
    degrees: list[Degree]
    employments: list[Employment]
    application: TopTierApplication
    documents: dict[str, CaseDocument]

    @property
    def situation(self) -> Situation:
        levels = frozenset(degree.level for degree in self.degrees)
        return Situation(degree_levels=levels, has_employment=bool(self.employments))

    def career(self, today: date) -> ProfileFacts:
        """What the profile adds up to on a day in Asia/Seoul (2 queries)."""
        return facts_of(self.case.person, today)


def own_cases(user: User) -> QuerySet[Case]:
    """Top-tier cases this account may see, with application, applicant and officer."""
    cases = Case.objects.visible_to(user).filter(kind=TOP_TIER)
    return cases.select_related("top_tier", "person", "assignee").order_by("-created_at")


def underway(person: Person) -> Case | None:
    """The person's application that is not closed, drafts included; at most one."""
    cases = Case.objects.filter(person=person, kind=TOP_TIER).exclude(status__in=TERMINAL)
    return cases.order_by("-created_at").first()


def answers_of(case: Case) -> Answers:
    """What a draft says now; 10 queries whatever its size."""
    return Answers(
        case=case,
        profile=profile_of(case.person),
        profile_sections=profile_sections(case.person),
        degrees=list(Degree.objects.filter(person=case.person).select_related("organisation")),
        employments=list(Employment.objects.filter(person=case.person).select_related("organisation")),
        application=TopTierApplication.objects.get(case=case),
        documents=slots(case),
    )


def slots(case: Case) -> dict[str, CaseDocument]:
    """The document that stands in each slot, in the order they are asked for, with page images; 2 queries."""
    rows = CaseDocument.objects.filter(case=case, replaced_at=None)
    rows = rows.select_related("document").prefetch_related("document__page_images")
    found = {row.requirement: row for row in rows}
    order = [*BY_CODE, *sorted(found.keys() - BY_CODE.keys())]
    return {code: found[code] for code in order if code in found}


def library(user: User) -> QuerySet[Document]:
    """The documents a person may use again, the newest first."""
    return Document.objects.visible_to(user).order_by("-created_at")


def own_stays(user: User) -> list[Stay]:
    """The person's stays in Korea that count, the earliest first."""
    return list(Stay.objects.visible_to(user).counted())


@dataclass(frozen=True)
class CasePage:
    """What the page of a submitted case reads: 3 queries whatever its length."""

    events: list[CaseEvent]
    corrections: list[Facts]
    supplement: SupplementRequest | None


def case_page(case: Case) -> CasePage:
    """Events with their actors, corrections in order, and the open supplement request with its items."""
    requests = SupplementRequest.objects.filter(case=case, status=SupplementStatus.OPEN)
    return CasePage(
        events=list(CaseEvent.objects.filter(case=case).select_related("actor")),
        corrections=list(Facts.objects.filter(case=case).exclude(corrects="").order_by("number")),
        supplement=requests.prefetch_related("items__document").first(),
    )


def looks_at(user: User) -> QuerySet[AccessLog]:
    """Who looked at this person's data, the newest first, with account and case."""
    looks = AccessLog.objects.filter(person=user.person_id).exclude(actor=user)
    return looks.select_related("actor", "case").order_by("-id")
