"""What officers' tests share: a second pair of officers, an account for an institution, checked claims."""

from __future__ import annotations

from casework import vault
from casework.enums import Agency, DocumentState, Role, VaultKind
from casework.models import Document, DocumentPage, Person, User
from casework.services.roles import grant_role
from funding.banks import written
from funding.enums import CutReason, InstitutionRole
from funding.models import Claim, Evidence, PaymentBatch, Team
from funding.services import checks, payments
from funding.services.checks import Verdict
from funding.services.rulings import open_ruling
from tests.cast import officer
from tests.funding.build import Funds

NUMBER = "110123456789"


def account(funds: Funds, team: Team) -> None:
    """Give the lead institution of the team an account in the vault."""
    holder = team.institutions.get(role=InstitutionRole.LEAD).key
    vault.put_for(
        actor=funds.clerk_of(team), holder=holder, kind=VaultKind.BANK_ACCOUNT, value=written("088", NUMBER)
    )


def submitted(funds: Funds, *amounts: int, team: Team | None = None, researcher: User | None = None) -> Claim:
    """A submitted claim with a line for each amount, of a team with an account."""
    team = team or funds.team()
    account(funds, team)
    agreed = funds.agreed(team, researcher or funds.researcher())
    return funds.claimed(agreed, amounts=amounts or (1_000_000,))


def another(key: str, role: Role, *, person: Person | None = None) -> User:
    """One more officer of the agency; with `person` a second account of that human being."""
    first, second = User.objects.filter(email__startswith="fund-administrator").order_by("email")
    if person is None:
        return officer(key, role, agency=Agency.SCIENCE, granting=(first, second))
    user = User.objects.create_user(f"{key}@ministry.example", person=person, is_staff=True)
    grant_role(user=user, role=role, agency=Agency.SCIENCE, actor=first, confirmed_by=second)
    return user


def receipt(funds: Funds, claim: Claim, *positions: int, digest: str = "") -> Evidence:
    """A receipt with one page, as if drawn, that proves these rows."""
    clerk = funds.clerk_of(claim.request.team)
    digest = digest or f"{claim.pk:064d}"
    document = Document.objects.create(
        person=clerk.person, filename="receipt.pdf", content_type="application/pdf", size=1_000,
        sha256=digest, state=DocumentState.READY, uploaded_by=clerk, personal=False,
    )  # fmt: skip
    DocumentPage.objects.create(document=document, number=1, width=800, height=1100)
    proof = Evidence.objects.create(
        claim=claim, document=document, sha256=digest, added_by=clerk, added_at=funds.now
    )
    proof.lines.set(claim.lines.filter(position__in=positions))
    return proof


def check_all(funds: Funds, claim: Claim, cuts: dict[int, int] | None = None, by: User | None = None) -> None:
    """Accept every line, but cut those named by position, KRW."""
    cuts = cuts or {}
    verdicts = {
        line.pk: Verdict(cuts[line.position], CutReason.EVIDENCE, "") if line.position in cuts else Verdict()
        for line in claim.lines.all()
    }
    claim.case.refresh_from_db()
    checks.check_lines(
        actor=by or funds.finance, claim=claim, verdicts=verdicts, page=verdicts, seen=None, now=funds.now,
        expect=claim.case.version,
    )  # fmt: skip


def proposed(funds: Funds, claim: Claim, cuts: dict[int, int] | None = None) -> Claim:
    check_all(funds, claim, cuts)
    checks.propose(actor=funds.finance, claim=claim, note="", now=funds.now, expect=claim.case.version)
    claim.case.refresh_from_db()
    return claim


def approved(
    funds: Funds, *amounts: int, cuts: dict[int, int] | None = None, team: Team | None = None
) -> Claim:
    """A claim that two persons approved."""
    claim = proposed(funds, submitted(funds, *amounts, team=team), cuts)
    ruling = open_ruling(claim.case)
    assert ruling is not None
    return checks.sign(
        actor=funds.payer, claim=claim, ruling=ruling, now=funds.now, expect=claim.case.version
    )


def batch(funds: Funds, *claims: Claim) -> PaymentBatch:
    """A batch of these claims, prepared and not signed."""
    keys = [claim.pk for claim in claims]
    return payments.prepare(actor=funds.finance, programme=funds.programme, claims=keys, now=funds.now)


def signed(funds: Funds, *claims: Claim) -> PaymentBatch:
    """A batch of these claims, signed by two persons."""
    made = batch(funds, *claims)
    total = sum(order.amount for order in made.orders.all())
    return payments.sign(actor=funds.payer, batch=made, total=total, now=funds.now)
