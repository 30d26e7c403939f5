"""Claims for tests: an agreement with money in two categories, a stay, and lines as a clerk pastes them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import F

from casework.models import User
from casework.transitions import move
from funding import ledger
from funding.claim_drafts import category_names
from funding.enums import RulingOutcome
from funding.imports.drafts import LineDraft
from funding.imports.parse import parse
from funding.imports.table import Table, read_paste
from funding.models import BudgetLine, Claim, ClaimLine, Evidence, FundingRequest, StagedLines, Team
from funding.services import claims, evidence, lines, staging
from tests.files import pdfs
from tests.files.uploads import upload
from tests.funding.build import Funds
from visas.enums import StayStatus
from visas.models import Stay

HEADER = "Date\tPayee\tBusiness number\tCategory\tSupply value\tVAT\tTotal\tPayment method\tNote"


def agreement(funds: Funds, team: Team | None = None, *, research: int = 50_000_000) -> FundingRequest:
    """An agreement of 100 million for salary and as much as said for research, employed all year."""
    team = team or funds.team()
    request = funds.draft(team, funds.researcher(), amount=100_000_000)
    BudgetLine.objects.create(request=request, category=funds.category("research"), government=research)
    request.amount += research
    request.save(update_fields=["amount"])
    request.case = move(
        case=request.case, action="submit", actor=funds.clerk_of(team), now=funds.now, submitted_at=funds.now
    )
    ledger.reserve(request=request, amount=request.amount, key=f"test:reserve:{request.pk}", actor=None)
    request.case = funds.rule(request.case, RulingOutcome.APPROVE, "agree", amount=request.amount)
    request.agreed_amount, request.agreed_on = request.amount, funds.today
    request.save(update_fields=["agreed_amount", "agreed_on"])
    request.lines.update(agreed=F("government"))
    return FundingRequest.objects.select_related("case__person", "team__programme", "institution").get(
        pk=request.pk
    )


def stays(funds: Funds, request: FundingRequest, *, until: date | None = None) -> Stay:
    """The researcher may stay from the first day of the year."""
    year = funds.today.year
    return Stay.objects.create(
        person=request.case.person, status_of_stay=StayStatus.RESIDENT, starts_on=date(year, 1, 1),
        ends_on=until or date(year + 1, 12, 31), recorded_by=funds.finance, recorded_at=funds.now,
    )  # fmt: skip


def started(funds: Funds, request: FundingRequest, month: date | None = None) -> Claim:
    month = month or funds.today.replace(day=1)
    return claims.start(actor=funds.clerk_of(request.team), request=request, month=month, now=funds.now)


def row(funds: Funds, number: int = 1, **cells: str) -> str:
    """One pasted row of research activity; 1,100,000 won with VAT unless said otherwise."""
    day = funds.today - timedelta(days=1)
    usual = {
        "spent_on": max(day, date(day.year, 1, 1)).isoformat(),
        "payee": f"Invented Labs {number}",
        "business_number": "",
        "category": "Research activity",
        "supply": "1,000,000",
        "vat": "100,000",
        "total": "",
        "method": "card",
        "note": "",
    }
    return "\t".join((usual | cells).values())


def paste(*rows: str) -> Table:
    return read_paste("\n".join([HEADER, *rows]))


def draft(funds: Funds, claim: Claim, **cells: str) -> LineDraft:
    """One row, read."""
    (read,) = parse(paste(row(funds, **cells)), categories=category_names(claim), today=funds.today).lines
    return read


def added(funds: Funds, claim: Claim, **cells: str) -> ClaimLine:
    """One line entered by hand, with a reason why there is no receipt."""
    entry = lines.Entry(draft(funds, claim, **cells), None, "Lost in the post")
    actor = funds.clerk_of(claim.request.team)
    return lines.add_line(actor=actor, claim=claim, entry=entry, token=uuid4(), now=funds.now)


def copies(line: ClaimLine, count: int) -> None:
    """So many more lines like this one below it, each to another payee."""
    columns = {field.attname for field in ClaimLine._meta.concrete_fields} - {"id", "position", "payee"}
    same = {column: getattr(line, column) for column in columns}
    numbers = range(line.position + 1, line.position + 1 + count)
    ClaimLine.objects.bulk_create(
        ClaimLine(**same | {"fingerprint": f"{line.pk}:{number}"}, position=number, payee=f"Payee {number}")
        for number in numbers
    )


def staged(funds: Funds, claim: Claim, *rows: str, replaces: bool = False) -> StagedLines:
    actor = funds.clerk_of(claim.request.team)
    return staging.stage(
        actor=actor, claim=claim, table=paste(*rows), source="Pasted", replaces=replaces, now=funds.now
    )


def ready(funds: Funds, request: FundingRequest, *, count: int = 1) -> Claim:
    """A draft that can be submitted: lines, each with a reason for having no receipt."""
    claim = started(funds, request)
    for number in range(count):
        added(funds, claim, payee=f"Ready {request.pk}-{number}")
    return Claim.objects.select_related(*claims.LOADED).get(pk=claim.pk)


def submit(funds: Funds, claim: Claim, **extra: Any) -> Claim:
    usual = {"actor": funds.clerk_of(claim.request.team), "token": uuid4(), "now": funds.now}
    usual["row_version"] = Claim.objects.get(pk=claim.pk).row_version
    return claims.submit(claim=claim, **(usual | extra))


def proof(
    funds: Funds, claim: Claim, *keys: int, actor: User | None = None, name: str = "slip.pdf", pages: int = 1
) -> Evidence:
    file = upload(pdfs.pdf(pages=pages), name)
    actor = actor or funds.clerk_of(claim.request.team)
    return evidence.add(actor=actor, claim=claim, upload=file, lines=keys, now=funds.now)
