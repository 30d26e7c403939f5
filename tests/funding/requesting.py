"""A team with an accepted researcher, ready to ask for money."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import pytest

from casework.models import Case, User
from funding.enums import InvitationKind, MemberRole, RulingOutcome
from funding.models import FundingRequest, Invitation, Ruling, Team
from funding.services import request_review, requests
from funding.services.requests import Amounts
from tests.funding.build import Funds

_numbers = count(1)


@dataclass
class Asking:
    """One team, its clerk, manager and viewer, and a researcher who accepted its invitation."""

    funds: Funds
    team: Team
    clerk: User
    manager: User
    viewer: User
    person: User
    gate: Case

    def start(self, *, year: int | None = None, gate: Case | None = None) -> FundingRequest:
        return requests.start(
            actor=self.clerk,
            team=self.team,
            gate=gate or self.gate,
            institution=self.team.institutions.get(),
            year=year or self.funds.today.year,
            now=self.funds.now,
        )

    def saved(self, amount: int, *, year: int | None = None, **amounts: Amounts) -> FundingRequest:
        """A draft that keeps every rule; `amount` KRW of salary from the government."""
        request = self.start(year=year)
        return self.save(request, amount, **amounts)

    def save(self, request: FundingRequest, amount: int, **amounts: Amounts) -> FundingRequest:
        return requests.save(
            actor=self.clerk,
            request=request,
            purpose="To lead pre-training.",
            employed_from=date(request.year, 1, 1),
            employed_until=date(request.year, 12, 31),
            amounts={"salary": Amounts(amount, amount // 3 + 1), **amounts},
            row_version=requests.load(request.pk).row_version,
        )

    def submit(self, request: FundingRequest, token: uuid.UUID | None = None) -> FundingRequest:
        own = requests.load(request.pk)
        return requests.submit(
            actor=self.clerk,
            request=own,
            token=token or uuid.uuid4(),
            row_version=own.row_version,
            now=self.funds.now,
        )

    def submitted(
        self, amount: int = 100_000_000, *, year: int | None = None, **amounts: Amounts
    ) -> FundingRequest:
        return self.submit(self.saved(amount, year=year, **amounts))

    def propose(
        self,
        request: FundingRequest,
        *,
        outcome: RulingOutcome = RulingOutcome.APPROVE,
        override: str = "Checked by hand.",
        **agreed: int,
    ) -> Ruling:
        own = requests.load(request.pk)
        asked = {line.category.code: line.government for line in own.lines.select_related("category")}
        return request_review.propose(
            actor=self.funds.finance,
            request=own,
            outcome=outcome,
            agreed={**asked, **agreed},
            note="As agreed in the programme.",
            override=override,
            now=self.funds.now,
            expect=own.case.version,
        )

    def sign(self, request: FundingRequest) -> FundingRequest:
        own = requests.load(request.pk)
        ruling = Ruling.objects.select_related("case").get(case=own.case, status="proposed")
        return request_review.sign(
            actor=self.funds.payer, request=own, ruling=ruling, now=self.funds.now, expect=own.case.version
        )

    def agreed(
        self, amount: int = 100_000_000, *, year: int | None = None, **amounts: Amounts
    ) -> FundingRequest:
        request = self.submitted(amount, year=year, **amounts)
        self.propose(request)
        return self.sign(request)


def accepted(funds: Funds, team: Team, person: User) -> Case:
    """The researcher's gate for this team, through an accepted invitation."""
    gate = funds.gate(person)
    if not Invitation.objects.filter(case=gate).exists():
        Invitation.objects.create(
            team=team, kind=InvitationKind.CANDIDATE, email=person.email, invited_by=funds.clerk_of(team),
            invited_at=funds.now - timedelta(days=2), expires_at=funds.now + timedelta(days=28),
            answered_by=person, accepted_at=funds.now - timedelta(days=1), case=gate,
        )  # fmt: skip
    return gate


def make_asking(funds: Funds, **team: object) -> Asking:
    made, person = funds.team(**team), funds.researcher()
    return Asking(
        funds=funds,
        team=made,
        clerk=funds.clerk_of(made),
        manager=funds.member(made, MemberRole.MANAGER),
        viewer=funds.member(made, MemberRole.VIEWER),
        person=person,
        gate=accepted(funds, made, person),
    )


@pytest.fixture
def asking(funds: Funds) -> Asking:
    return make_asking(funds)
