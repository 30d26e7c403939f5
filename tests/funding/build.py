"""Teams, people and papers for funding tests, made to order: gate passed, requests agreed, claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from django.utils import timezone

from casework.clock import seoul_date
from casework.enums import Agency, Role
from casework.models import Case, User
from casework.transitions import move, open_case
from funding import ledger
from funding.enums import (
    CLAIM,
    GATE,
    REQUEST,
    FirmSize,
    InstitutionRole,
    MemberRole,
    PaymentMethod,
    RulingOutcome,
    RulingStatus,
)
from funding.models import (
    BudgetLine,
    Claim,
    ClaimLine,
    CostCategory,
    FundingRequest,
    Institution,
    Programme,
    Ruling,
    Subject,
    Team,
    TeamMember,
)
from funding.programmes import seed_programme
from tests.cast import officer, researcher

_numbers = count(1)


@dataclass
class Funds:
    """The programme, two officers, and whatever a test asks for. Amounts are KRW."""

    programme: Programme
    finance: User
    payer: User
    now: datetime
    categories: dict[str, CostCategory] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return seoul_date(self.now)

    def team(self, **extra: object) -> Team:
        number = next(_numbers)
        team = Team.objects.create(
            programme=self.programme, code=f"team-{number}", name_en=f"Team {number} AI",
            name_ko=f"{number}팀", fictional=True, agreed_on=date(2025, 8, 4), **extra,
        )  # fmt: skip
        Institution.objects.create(
            team=team, role=InstitutionRole.LEAD, firm_size=FirmSize.SMALL, name_en=f"Lead {number}",
            name_ko=f"주관 {number}", business_number="1058647211", starts_on=date(2025, 8, 4),
        )  # fmt: skip
        return team

    def member(self, team: Team, role: MemberRole = MemberRole.CLERK) -> User:
        user = researcher(f"member-{next(_numbers)}@example.org", name="Member")
        TeamMember.objects.create(team=team, user=user, role=role, starts_at=self.now - timedelta(days=300))
        return user

    def researcher(self) -> User:
        return researcher(f"funded-{next(_numbers)}@example.org", name="Funded Researcher")

    def gate(self, person_of: User) -> Case:
        """An accepted gate of the researcher, without facts; the same one again for the same person."""
        known = Case.objects.filter(person=person_of.person, kind=GATE).first()
        if known:
            return known
        case = Case(
            kind=GATE, reference=f"G-{next(_numbers):06d}", person=person_of.person, agency=Agency.SCIENCE,
            submitted_at=self.now,
        )  # fmt: skip
        return open_case(case=case, actor=person_of, now=self.now)

    def draft(
        self, team: Team, person_of: User, *, amount: int = 100_000_000, year: int | None = None
    ) -> FundingRequest:
        """A draft request with one budget line of salary; `amount` is the government share."""
        clerk = self.clerk_of(team)
        case = Case(
            kind=REQUEST, reference=f"Q-{next(_numbers):06d}", person=person_of.person, agency=Agency.SCIENCE
        )
        open_case(case=case, actor=clerk, now=self.now)
        subject, _made = Subject.objects.get_or_create(person=person_of.person)
        request = FundingRequest.objects.create(
            case=case, team=team, subject=subject, gate=self.gate(person_of),
            institution=team.institutions.get(role=InstitutionRole.LEAD), year=year or self.today.year,
            employed_from=date(self.today.year, 1, 1), employed_until=date(self.today.year, 12, 31),
            purpose="To lead pre-training.", amount=amount,
        )  # fmt: skip
        BudgetLine.objects.create(
            request=request, category=self.category("salary"), government=amount, own_cash=amount // 3 + 1
        )
        return request

    def submitted(self, team: Team, person_of: User, **made: object) -> FundingRequest:
        """A submitted request whose amount is reserved."""
        request = self.draft(team, person_of, **made)  # type: ignore[arg-type]
        request.case = move(
            case=request.case, action="submit", actor=self.clerk_of(team), now=self.now, submitted_at=self.now
        )
        ledger.reserve(request=request, amount=request.amount, key=f"test:reserve:{request.pk}", actor=None)
        return request

    def agreed(self, team: Team, person_of: User, **made: object) -> FundingRequest:
        """An agreement of two persons over the whole amount asked for."""
        request = self.submitted(team, person_of, **made)
        request.case = self.rule(request.case, RulingOutcome.APPROVE, "agree", amount=request.amount)
        request.agreed_amount, request.agreed_on = request.amount, self.today
        request.save(update_fields=["agreed_amount", "agreed_on"])
        for line in request.lines.all():
            line.agreed = line.government
            line.save(update_fields=["agreed"])
        return request

    def rule(self, case: Case, outcome: RulingOutcome, action: str, *, amount: int) -> Case:
        """Propose by the finance officer, sign by the payment approver, and take the edge."""
        case = move(case=case, action="propose", actor=self.finance, now=self.now)
        ruling = Ruling.objects.create(
            case=case, case_version=case.version, outcome=outcome, amount=amount,
            proposed_by=self.finance, proposed_at=self.now,
        )  # fmt: skip
        ruling.status, ruling.signed_by, ruling.signed_at = RulingStatus.SIGNED, self.payer, self.now
        ruling.save(update_fields=["status", "signed_by", "signed_at"])
        return move(case=case, action=action, actor=self.payer, now=self.now)

    def claim(self, request: FundingRequest, *, amounts: tuple[int, ...] = (1_000_000,)) -> Claim:
        """A draft claim with a line of research activity for each amount."""
        case = Case(
            kind=CLAIM, reference=f"C-{next(_numbers):06d}", person=request.case.person, agency=Agency.SCIENCE
        )
        open_case(case=case, actor=self.clerk_of(request.team), now=self.now)
        claim = Claim.objects.create(
            case=case, request=request, month=self.today.replace(day=1), amount=sum(amounts)
        )
        for position, amount in enumerate(amounts, start=1):
            ClaimLine.objects.create(
                claim=claim, position=position, spent_on=self.today, payee=f"Payee {position}",
                category=self.category("salary"), supply=amount, total=amount, claimed=amount,
                method=PaymentMethod.TRANSFER, fingerprint=f"{claim.pk}:{position}",
            )  # fmt: skip
        return claim

    def claimed(self, request: FundingRequest, *, amounts: tuple[int, ...] = (1_000_000,)) -> Claim:
        """A submitted claim that stands in the ledger."""
        return self.submit_claim(self.claim(request, amounts=amounts))

    def submit_claim(self, claim: Claim) -> Claim:
        """Submit a draft claim and charge it."""
        actor = self.clerk_of(claim.request.team)
        claim.case = move(case=claim.case, action="submit", actor=actor, now=self.now, submitted_at=self.now)
        ledger.claim(claim=claim, amount=claim.amount, key=f"test:claim:{claim.pk}", actor=None)
        return claim

    def case(self, kind: str, request: FundingRequest) -> Case:
        """A case about the request's researcher, not stored yet."""
        number = f"{kind[8].upper()}-{next(_numbers):06d}"
        return Case(kind=kind, reference=number, person=request.case.person, agency=Agency.SCIENCE)

    def clerk_of(self, team: Team) -> User:
        known = team.members.filter(role=MemberRole.CLERK, ends_at=None).first()
        return known.user if known else self.member(team)

    def category(self, code: str) -> CostCategory:
        if code not in self.categories:
            self.categories[code] = CostCategory.objects.get(programme=self.programme, code=code)
        return self.categories[code]


def make_funds() -> Funds:
    """In the database the caller is connected to."""
    first = officer("fund-administrator", Role.ADMINISTRATOR, agency=Agency.OPERATOR)
    second = officer("fund-administrator-2", Role.ADMINISTRATOR, agency=Agency.OPERATOR)
    granting = (first, second)
    return Funds(
        programme=seed_programme(),
        finance=officer("finance", Role.FINANCE_OFFICER, agency=Agency.SCIENCE, granting=granting),
        payer=officer("payer", Role.PAYMENT_APPROVER, agency=Agency.SCIENCE, granting=granting),
        now=timezone.now(),
    )


@pytest.fixture
def funds(db: None) -> Funds:
    return make_funds()
