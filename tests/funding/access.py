"""What the access table asks for in funding: a team's people and papers, officers, one funded researcher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from casework.documents import store
from casework.enums import DocumentState
from casework.models import Document, DocumentPage, User
from casework.transitions import open_case
from funding.enums import REPORT, InvitationKind, MemberRole, ReceivableKind, ReportKind
from funding.models import (
    Claim,
    Evidence,
    FundingRequest,
    Invitation,
    PaymentBatch,
    Receivable,
    Report,
    Stage,
    Team,
    TeamMember,
)
from recruitment.models import Profile
from tests.funding.build import Funds, make_funds

BIRD = "GELDVOGEL"
"""The funded researcher's surname and a payee: words for the team, its officers and the researcher alone."""

TEAM = "consortium/<slug:code>/"
PEOPLE = f"{TEAM}people/"
REQUEST = f"{TEAM}requests/<slug:reference>/"
CLAIM = f"{TEAM}claims/<uuid:key>/"


@dataclass
class FundingPeople:
    manager: User
    clerk: User
    viewer: User
    removed: User
    rival: User
    finance: User
    payer: User
    candidate: User


def make_funding() -> tuple[FundingPeople, dict[str, dict[str, object]]]:
    """The people by role, and values for the parts of every funding address."""
    funds = make_funds()
    team, rival = funds.team(), funds.team()
    people = FundingPeople(
        manager=funds.member(team, MemberRole.MANAGER),
        clerk=funds.member(team, MemberRole.CLERK),
        viewer=funds.member(team, MemberRole.VIEWER),
        removed=funds.member(team, MemberRole.MANAGER),
        rival=funds.member(rival, MemberRole.CLERK),
        finance=funds.finance,
        payer=funds.payer,
        candidate=funds.researcher(),
    )
    TeamMember.objects.filter(user=people.removed).update(ends_at=funds.now - timedelta(days=1))
    Profile.objects.create(person=people.candidate.person, surname=BIRD, given_names="NOOR")
    invited = _invitation(funds, team, people)
    request = funds.agreed(team, people.candidate, amount=50_000_000)
    claim = _claim(funds, request, people.clerk)
    return people, _values(funds, team, request, claim, invited, people)


def _values(
    funds: Funds,
    team: Team,
    request: FundingRequest,
    claim: Claim,
    invited: Invitation,
    people: FundingPeople,
) -> dict[str, dict[str, object]]:
    proof = claim.evidence.get()
    report = _report(funds, request)
    batch = PaymentBatch.objects.create(
        programme=funds.programme, reference="PB-1", prepared_by=funds.finance, prepared_at=funds.now
    )
    stage = Stage.objects.create(
        programme=funds.programme, number=9, name_en="Ninth", name_ko="9차", held_on=funds.today
    )
    owed = Receivable.objects.create(
        request=request, kind=ReceivableKind.RECOVERY, reference="RV-1", amount=1, reason="Unspent.",
        legal_source="Decree, Art. 26(5)", due_on=funds.today, proposed_by=funds.finance,
        proposed_at=funds.now,
    )  # fmt: skip
    member = team.members.get(user=people.viewer)
    return {
        "consortium/": {"code": team.code, "kind": "csv", "language": "en", "slot": "plan", "number": 1},
        "consortium/programme/": {"code": funds.programme.code},
        "consortium/invitations/": {"key": invited.pk},
        "consortium/candidacies/": {"key": request.gate_id},
        PEOPLE: {"pk": member.pk},
        f"{PEOPLE}invitations/": {"key": invited.pk},
        f"{PEOPLE}institutions/": {"key": request.institution.key},
        f"{TEAM}requests/": {"reference": request.case.reference},
        f"{REQUEST}files/": {"key": proof.document_id},
        f"{TEAM}claims/": {"key": claim.case_id, "line": claim.lines.get().pk, "pk": proof.pk},
        f"{TEAM}reports/": {"reference": report.case.reference},
        "admin/funding/": {"pk": 1, "object_id": 1, "number": 1, "slug": "x", "kind": "csv", "line": 1},
        "admin/funding/fundingrequest/": {"pk": request.pk, "key": proof.document_id},
        "admin/funding/ledgerentry/requests/": {"pk": request.pk},
        "admin/funding/claim/": {"pk": claim.pk, "line": claim.lines.get().pk, "proof": proof.pk},
        "admin/funding/paymentbatch/": {"pk": batch.pk, "order": 1},
        "admin/funding/report/": {"pk": report.pk, "row": 1},
        "admin/funding/stage/": {"pk": stage.pk, "score": 1},
        "admin/funding/receivable/": {"pk": owed.pk, "object_id": owed.pk},
        "admin/funding/programme/": {"pk": funds.programme.pk, "object_id": funds.programme.pk},
        "admin/funding/team/": {"pk": team.pk, "object_id": team.pk},
        "admin/funding/timeline/": {"pk": people.candidate.person_id},
    }


def _invitation(funds: Funds, team: Team, people: FundingPeople) -> Invitation:
    """Asked of the candidate and not answered yet; an earlier one of the same team was accepted."""
    given = {
        "team": team, "kind": InvitationKind.CANDIDATE, "email": people.candidate.email,
        "institution": team.institutions.first(), "invited_by": people.manager, "invited_at": funds.now,
        "expires_at": funds.now + timedelta(days=30),
    }  # fmt: skip
    Invitation.objects.create(
        **given, case=funds.gate(people.candidate), accepted_at=funds.now, answered_by=people.candidate
    )
    return Invitation.objects.create(**given)


def _claim(funds: Funds, request: FundingRequest, clerk: User) -> Claim:
    """A submitted claim of one line with a receipt."""
    claim = funds.claim(request)
    line = claim.lines.get()
    line.payee = BIRD
    line.save(update_fields=["payee"])
    receipt = Document.objects.create(
        person=clerk.person, filename="receipt.pdf", content_type="application/pdf", size=100,
        sha256="1" * 64, pages=1, state=DocumentState.READY, uploaded_by=clerk, personal=False,
    )  # fmt: skip
    page = DocumentPage.objects.create(document=receipt, number=1, width=800, height=1100)
    store.put(receipt.pk, b"%PDF-1.7 receipt")
    store.put(page.pk, b"RIFF page image")
    proof = Evidence.objects.create(
        claim=claim, document=receipt, sha256=receipt.sha256, added_by=clerk, added_at=funds.now
    )
    proof.lines.add(line)
    return funds.submit_claim(claim)


def _report(funds: Funds, request: FundingRequest) -> Report:
    case = open_case(case=funds.case(REPORT, request), actor=None, now=funds.now)
    return Report.objects.create(
        case=case, request=request, kind=ReportKind.USE, due_on=date(funds.today.year, 12, 31)
    )
