"""The invented teams' way to an agreement, verb by verb, on the portal's own services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from casework.clock import KST, seoul_date
from casework.models import Case, User
from funding.enums import RulingOutcome
from funding.models import FundingRequest, Institution, Programme, Ruling, Team
from funding.services import request_review, requests
from funding.services.requests import Amounts
from talent_portal.demo.consortium import lead_of, writer_of

LATELY = 20


@dataclass(frozen=True)
class Purse:
    """Who checks and who signs, and the moment the stories are told."""

    finance: User
    payer: User
    programme: Programme
    now: datetime

    def ago(self, **span: float) -> datetime:
        return self.now - timedelta(**span)

    def lately(self, days: float) -> datetime:
        """So many days ago, up to LATELY, but this year: in the first days of January closer together."""
        elapsed = self.now - datetime(self.today.year, 1, 1, tzinfo=KST)
        return self.ago(days=days * min(1, elapsed / timedelta(days=LATELY)))

    @property
    def today(self) -> date:
        return seoul_date(self.now)


@dataclass(frozen=True)
class Ask:
    """What a team asks for a researcher and year: KRW by category; the whole year unless a day is given."""

    team: Team
    gate: Case
    year: int
    purpose: str
    amounts: Mapping[str, Amounts]
    employed_from: date | None = None
    host: Institution | None = None


def drafted(ask: Ask, now: datetime) -> FundingRequest:
    """Filled in and saved, not submitted."""
    actor = writer_of(ask.team)
    host = ask.host or lead_of(ask.team)
    request = requests.start(
        actor=actor, team=ask.team, gate=ask.gate, institution=host, year=ask.year, now=now
    )
    return requests.save(
        actor=actor,
        request=request,
        purpose=ask.purpose,
        employed_from=ask.employed_from or date(ask.year, 1, 1),
        employed_until=date(ask.year, 12, 31),
        amounts=ask.amounts,
        row_version=request.row_version,
    )


def submitted(ask: Ask, now: datetime) -> FundingRequest:
    """Handed in; the amount is reserved."""
    own = drafted(ask, now)
    return requests.submit(
        actor=writer_of(ask.team), request=own, token=uuid4(), row_version=own.row_version, now=now
    )


def proposed(
    purse: Purse, request: FundingRequest, now: datetime, *, refuse: str = "", override: str = ""
) -> Ruling:
    """All that was asked, or a refusal with its reason, proposed by the finance officer; `override`: why the
    gate need not be met."""
    lines = request.lines.select_related("category")
    return request_review.propose(
        actor=purse.finance,
        request=request,
        outcome=RulingOutcome.REFUSE if refuse else RulingOutcome.APPROVE,
        agreed={} if refuse else {line.category.code: line.government for line in lines},
        note=refuse or "Within the rules of the programme. 사업 기준에 부합합니다.",
        override=override,
        now=now,
        expect=request.case.version,
    )


def ruled(purse: Purse, ask: Ask, now: datetime, *, refuse: str = "", override: str = "") -> FundingRequest:
    """Submitted, proposed after three days, signed after five by another person."""
    own = submitted(ask, now)
    ruling = proposed(purse, own, now + timedelta(days=3), refuse=refuse, override=override)
    return request_review.sign(
        actor=purse.payer,
        request=own,
        ruling=ruling,
        now=now + timedelta(days=5),
        expect=ruling.case.version,
    )
