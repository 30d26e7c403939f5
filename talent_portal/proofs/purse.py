"""What money proofs stand on: a programme, two teams, researchers, and agreements signed by two persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from django.utils import timezone

from casework import vault
from casework.clock import seoul_date
from casework.enums import Agency, Role, VaultKind
from casework.models import Case, Person, User
from casework.services.roles import grant_role
from casework.transitions import move, open_case
from funding.enums import (
    CLAIM,
    GATE,
    REQUEST,
    FirmSize,
    InstitutionRole,
    MemberRole,
    PaymentMethod,
    RulingOutcome,
)
from funding.models import (
    BudgetLine,
    Claim,
    ClaimLine,
    FundingRequest,
    Institution,
    PaymentBatch,
    PaymentOrder,
    Programme,
    Subject,
    Team,
    TeamMember,
)
from funding.programmes import AGREED_ON, seed_programme
from funding.services import rulings

_numbers = count(1)


@dataclass(frozen=True)
class Purse:
    """The programme, its two officers, two teams and a clerk of each."""

    programme: Programme
    finance: User
    payer: User
    teams: tuple[Team, Team]
    clerks: tuple[User, User]
    now: datetime

    @property
    def today(self) -> date:
        return seoul_date(self.now)


def make_purse() -> Purse:
    """In the database Django is connected to. The programme's budget is far above what proofs reserve."""
    programme = seed_programme()
    programme.budget = None
    programme.save(update_fields=["budget"])
    granting = _staff(Role.ADMINISTRATOR, None), _staff(Role.ADMINISTRATOR, None)
    teams = _team(programme), _team(programme)
    return Purse(
        programme=programme,
        finance=_staff(Role.FINANCE_OFFICER, granting),
        payer=_staff(Role.PAYMENT_APPROVER, granting),
        teams=teams,
        clerks=(_clerk(teams[0]), _clerk(teams[1])),
        now=timezone.now(),
    )


def submitted(purse: Purse, side: int, person: Person, *, amount: int) -> FundingRequest:
    """A submitted request of one of the two teams with a budget line, nothing reserved yet."""
    request = draft(purse, side, person, amount=amount)
    request.case = move(
        case=request.case, action="submit", actor=purse.clerks[side], now=purse.now, submitted_at=purse.now
    )
    return request


def agreed(purse: Purse, side: int, person: Person, *, amount: int) -> FundingRequest:
    """As submitted, and signed by two persons."""
    request = submitted(purse, side, person, amount=amount)
    ruling = rulings.propose(
        actor=purse.finance, case=request.case, outcome=RulingOutcome.APPROVE, amount=amount, note="",
        now=purse.now, expect=request.case.version,
    )  # fmt: skip
    request.case = rulings.sign(
        actor=purse.payer, ruling=ruling, action="agree", now=purse.now, expect=ruling.case_version
    )
    request.agreed_amount, request.agreed_on = amount, purse.today
    request.save(update_fields=["agreed_amount", "agreed_on"])
    request.lines.update(agreed=amount)
    return request


def draft(purse: Purse, side: int, person: Person, *, amount: int) -> FundingRequest:
    """A complete draft of one of the two teams, for this year."""
    team = purse.teams[side]
    case = open_case(case=_case(REQUEST, person), actor=purse.clerks[side], now=purse.now)
    subject, _made = Subject.objects.get_or_create(person=person)
    request = FundingRequest.objects.create(
        case=case, team=team, subject=subject, gate=_gate(purse, person), institution=team.institutions.get(),
        year=purse.today.year, employed_from=date(purse.today.year, 1, 1),
        employed_until=date(purse.today.year, 12, 31), purpose="Pre-training of a model.", amount=amount,
    )  # fmt: skip
    category = purse.programme.categories.get(code="research")
    BudgetLine.objects.create(request=request, category=category, government=amount, own_cash=amount)
    return request


def claim(purse: Purse, side: int, request: FundingRequest, *, amount: int) -> Claim:
    """A draft claim of one line."""
    case = open_case(case=_case(CLAIM, request.case.person), actor=purse.clerks[side], now=purse.now)
    made = Claim.objects.create(case=case, request=request, month=purse.today.replace(day=1), amount=amount)
    ClaimLine.objects.create(
        claim=made, position=1, spent_on=purse.today, payee=f"Payee {made.pk}", supply=amount, total=amount,
        claimed=amount, category=purse.programme.categories.get(code="research"),
        fingerprint=f"proof:{made.pk}", method=PaymentMethod.TRANSFER, no_receipt="Proof of the ledger.",
    )  # fmt: skip
    return made


def order(purse: Purse, of: Claim) -> PaymentOrder:
    """A payment in a batch that nobody has signed."""
    batch = PaymentBatch.objects.create(
        programme=purse.programme,
        reference=f"PB-{next(_numbers)}",
        prepared_by=purse.finance,
        prepared_at=purse.now,
    )
    institution = of.request.institution
    account = vault.put_for(
        actor=purse.clerks[0], holder=institution.key, kind=VaultKind.BANK_ACCOUNT, value="00411122233344"
    )
    return PaymentOrder.objects.create(
        batch=batch, claim=of, institution=institution, account=account, amount=of.amount
    )


def person() -> Person:
    """A researcher with an account."""
    return User.objects.create_user(f"funded-{next(_numbers)}@proof.invalid").person


def _case(kind: str, of: Person) -> Case:
    return Case(kind=kind, reference=f"PR-{next(_numbers):08d}", person=of, agency=Agency.SCIENCE)


def _gate(purse: Purse, of: Person) -> Case:
    known = Case.objects.filter(person=of, kind=GATE).first()
    if known:
        return known
    case = _case(GATE, of)
    case.submitted_at = purse.now
    account = of.accounts.get()
    return open_case(case=case, actor=account, now=purse.now)


def _team(programme: Programme) -> Team:
    number = next(_numbers)
    team = Team.objects.create(
        programme=programme, code=f"proof-{number}", name_en=f"Proof {number}", name_ko=f"증명 {number}",
        fictional=True, agreed_on=AGREED_ON,
    )  # fmt: skip
    Institution.objects.create(
        team=team, role=InstitutionRole.LEAD, firm_size=FirmSize.SMALL, name_en=team.name_en,
        name_ko=team.name_ko, starts_on=AGREED_ON, business_number="1058647211",
    )  # fmt: skip
    return team


def _clerk(team: Team) -> User:
    user = User.objects.create_user(f"clerk-{next(_numbers)}@proof.invalid", name="Clerk")
    TeamMember.objects.create(team=team, user=user, role=MemberRole.MANAGER)
    return user


def _staff(role: Role, granting: tuple[User, User] | None) -> User:
    number = next(_numbers)
    own = Person.objects.create(staff_number=f"PROOF-{number}")
    user = User.objects.create_user(f"staff-{number}@proof.invalid", person=own, is_staff=True)
    first, second = granting or (None, None)
    agency = Agency.OPERATOR if role == Role.ADMINISTRATOR else Agency.SCIENCE
    grant_role(user=user, role=role, agency=agency, actor=first, confirmed_by=second)
    return user
