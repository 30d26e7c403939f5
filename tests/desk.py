"""Submitted top-tier cases for tests of the officers' desk: policy in force, facts frozen, check finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from casework.clock import seoul_date
from casework.enums import DecisionOutcome, DegreeLevel, DocumentState, FindingState, Sector, VaultKind
from casework.models import (
    Case,
    CaseDocument,
    Decision,
    Document,
    DocumentPage,
    Facts,
    PolicyReason,
    PolicyVersion,
    User,
)
from casework.services import assignment, decisions, findings
from casework.services.screening import screen_facts
from casework.transitions import move, open_case
from casework.vault import put
from recruitment.facts import DegreeFact, EmploymentFact
from recruitment.models import Profile
from tests.cast import Cast, make_cast, researcher
from visas.enums import TOP_TIER, Requirement
from visas.facts import FactsPlan
from visas.models import TopTierApplication
from visas.policies import seed_policies
from visas.services.freezing import freeze

KST = ZoneInfo("Asia/Seoul")
ENOUGH, LITTLE, BETWEEN = 260_000_000, 120_000_000, 168_000_000
"""Pay that meets route 2, that meets none, and that leaves route 1 open while no ranking is loaded."""
_numbers = count(1)


@dataclass
class Desk:
    """The cast, the policy in force, and cases made to order."""

    cast: Cast
    version: PolicyVersion
    now: datetime

    def submitted(
        self, *, pay: int = ENOUGH, days_ago: int = 2, applicant: User | None = None, name: str = "DOE"
    ) -> Case:
        """A case submitted so many days ago, screened, with documents and a passport number."""
        number = next(_numbers)
        applicant = applicant or researcher(f"applicant-{number}@example.org")
        now = self.now - timedelta(days=days_ago)
        Profile.objects.get_or_create(
            person=applicant.person,
            defaults={"surname": name, "given_names": "JANE", "hangul_name": "도제인"},
        )
        put(actor=applicant, person=applicant.person, kind=VaultKind.PASSPORT, value=f"M{number:08d}")
        case = open_case(
            case=Case(kind=TOP_TIER, reference=f"T-{number:06d}", person=applicant.person),
            actor=applicant,
            now=now,
        )
        TopTierApplication.objects.create(case=case, annual_pay=pay, sector=Sector.AI, entry="abroad")
        for requirement in (Requirement.DEGREE, Requirement.CAREER, Requirement.CONTRACT):
            self.document(case, applicant, requirement)
        case = move(case=case, action="submit", actor=applicant, now=now, submitted_at=now, revision=1)
        self.freeze(case, applicant, pay=pay)
        return case

    def document(self, case: Case, applicant: User, requirement: str) -> Document:
        document = Document.objects.create(
            person=applicant.person,
            filename=f"{requirement}.pdf",
            content_type="application/pdf",
            size=10_000,
            sha256="0" * 64,
            pages=2,
            state=DocumentState.READY,
            uploaded_by=applicant,
        )
        DocumentPage.objects.create(document=document, number=1, width=800, height=1100)
        CaseDocument.objects.create(case=case, requirement=requirement, document=document)
        return document

    def freeze(self, case: Case, actor: User, *, pay: int) -> Facts:
        """New facts of the case, screened by the version in force."""
        day = seoul_date(self.now)
        facts = freeze(plan=plan(pay, day), case=case, actor=actor)
        screen_facts(self.version, [(facts.pk, facts.as_of)])
        return facts

    def in_review(self, **made: object) -> Case:
        case = self.submitted(**made)  # type: ignore[arg-type]
        return assignment.take(actor=self.cast.reviewer, case=case, now=self.now, expect=case.version)

    def verified(self, **made: object) -> Case:
        """In review with every fact verified."""
        case = self.in_review(**made)
        for fact in ("degree", "employment", "pay"):
            self.verify(case, fact)
        return case

    def verify(self, case: Case, fact: str, state: FindingState = FindingState.VERIFIED) -> None:
        case.refresh_from_db()
        findings.record(
            actor=self.cast.reviewer,
            case=case,
            fact=fact,
            state=state,
            document=None,
            page=None,
            note="as in the certificate",
            now=self.now,
            expect=case.version,
        )
        case.refresh_from_db()

    def proposed(
        self, outcome: DecisionOutcome = DecisionOutcome.GRANT, by: User | None = None, **made: object
    ) -> Decision:
        case = self.verified(**made)
        return self.propose(case, outcome, by=by)

    def propose(
        self, case: Case, outcome: DecisionOutcome, *, by: User | None = None, overrides: str = ""
    ) -> Decision:
        return decisions.propose(
            actor=by or self.cast.reviewer,
            case=case,
            outcome=outcome,
            reasons=[(self.reason(outcome), "As shown by the contract.")],
            note="",
            overrides=overrides,
            now=self.now,
            expect=case.version,
        )

    def reason(self, outcome: DecisionOutcome) -> PolicyReason:
        return PolicyReason.objects.filter(version=self.version, outcome=outcome).first()  # type: ignore[return-value]

    def signed(self, **made: object) -> Decision:
        proposal = self.proposed(**made)  # type: ignore[arg-type]
        return decisions.countersign(
            actor=self.cast.approver, decision=proposal, now=self.now, expect=proposal.case_version
        )


def plan(pay: int, day: date) -> FactsPlan:
    """A doctor of an unranked university with ten years of work, and this pay."""
    return FactsPlan(
        as_of=day,
        experience=(120, 120),
        postdoc=(100, 100),
        degrees=(
            DegreeFact(DegreeLevel.DOCTOR, None, "Example University", date(2014, 2, 1), date(2014, 2, 28)),
        ),
        employments=(EmploymentFact(None, "Example Labs", date(2014, 3, 1), date(2014, 3, 1), day, day),),
        pay=(pay, pay),
        sector=Sector.AI,
        citizenship="SN",
        residence="FR",
    )


def make_desk() -> Desk:
    """In the database the caller is connected to."""
    now = timezone.now()
    return Desk(cast=make_cast(), version=seed_policies(now=now), now=now)


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()
