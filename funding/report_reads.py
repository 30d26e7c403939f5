"""Named reads of reports and of money to come back, for the team's pages and the officers' desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F, Q, QuerySet, Sum

from funding.claim_terms import APPROVED
from funding.enums import CLAIM_CHARGED, FROM_PAID, ClaimStatus, ReportStatus, Scope
from funding.models import (
    Balance,
    BudgetLine,
    Claim,
    ClaimLine,
    FundingRequest,
    Receivable,
    Remark,
    Report,
    StageScore,
    Team,
)
from funding.points import written
from funding.settlement import Due, Money, Stated, due

OPEN_CLAIMS = (*CLAIM_CHARGED, ClaimStatus.APPROVED)
"""Claims that are neither paid nor ended."""
LOADED = ("case__person", "request__team__programme", "request__case", "request__institution")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the claims of an agreement show already: KRW of the government share and of the own cash."""

    spent: int
    own_cash: int


def reports_of(team: Team) -> QuerySet[Report]:
    """The team's reports, the earliest due first; 1 query."""
    return Report.objects.filter(request__team=team).select_related("case", "request__case")


def receivables_of(team: Team) -> QuerySet[Receivable]:
    """What officers have ordered the team to pay back, the latest first; 1 query."""
    rows = Receivable.objects.filter(request__team=team, signed_at__isnull=False)
    return rows.select_related("request__case", "report__case")


@dataclass(frozen=True, slots=True)
class Marked:
    """A team's marks in a stage, written as points of 100."""

    score: StageScore
    benchmark: str
    expert: str
    user: str
    total: str


def marked(score: StageScore) -> Marked:
    """The score, which comes with its stage, in points."""
    marks = (score.benchmark, score.expert, score.user, score.total)
    return Marked(score, *map(written, marks))


def stages_of(team: Team) -> QuerySet[StageScore]:
    """The team's results in announced stages, the latest first; 1 query."""
    rows = StageScore.objects.filter(team=team, stage__announced_at__isnull=False)
    return rows.select_related("stage").order_by("-stage__number")


def balance_of(request: FundingRequest) -> Balance:
    """The request's balance; zeros before any entry. 1 query."""
    known = Balance.objects.filter(scope=Scope.REQUEST, scope_id=request.pk).first()
    return known or Balance(scope=Scope.REQUEST, scope_id=request.pk, programme=request.team.programme)


def open_claims(request: FundingRequest) -> QuerySet[Claim]:
    """Claims that still wait for officers or for their money."""
    return Claim.objects.filter(request=request, case__status__in=OPEN_CLAIMS).select_related("case")


def shown_by_claims(request: FundingRequest) -> Shown:
    """What approved lines prove; 1 query."""
    lines = ClaimLine.objects.filter(claim__request=request, claim__case__status__in=APPROVED)
    sums = lines.aggregate(
        spent=Sum(F("claimed") - F("cut"), default=0), own=Sum(F("total") - F("claimed"), default=0)
    )
    return Shown(sums["spent"], sums["own"])


def money_of(request: FundingRequest) -> Money:
    """What final accounts are reckoned from; 3 queries."""
    direct = Q(category__direct=True)
    agreed = BudgetLine.objects.filter(request=request).aggregate(
        direct=Sum("agreed", filter=direct, default=0),
        indirect=Sum("agreed", filter=~direct, default=0),
        own=Sum(F("own_cash") + F("own_in_kind"), default=0),
    )
    lines = ClaimLine.objects.filter(claim__request=request, claim__case__status=ClaimStatus.PAID)
    kept = F("claimed") - F("cut")
    taken = lines.aggregate(
        direct=Sum(kept, filter=direct, default=0), indirect=Sum(kept, filter=~direct, default=0)
    )
    return Money(
        agreed_direct=agreed["direct"],
        agreed_indirect=agreed["indirect"],
        paid=balance_of(request).paid,
        direct=taken["direct"],
        indirect=taken["indirect"],
        own_planned=agreed["own"],
    )


def due_of(report: Report) -> Due:
    """What must come back by these final accounts as they stand, or stood when settled; 5 queries."""
    disallowed = report.disallowances.aggregate(sum=Sum("amount", default=0))["sum"]
    stated = Stated(report.spent, report.own_cash, report.own_in_kind, report.interest)
    money = money_of(report.request)
    return due(replace(money, paid=money.paid + _come_back_since(report)), stated, disallowed)


def _come_back_since(report: Report) -> int:
    """KRW that came back after the report was settled; 0 before."""
    if report.case.status != ReportStatus.SETTLED:
        return 0
    rows = Receivable.objects.filter(request=report.request_id, kind__in=FROM_PAID)
    total: int = rows.filter(received_at__gte=report.case.status_since).aggregate(
        sum=Sum("amount", default=0)
    )["sum"]
    return total


def outstanding(rows: Iterable[Receivable]) -> int:
    """KRW ordered and not received."""
    return sum(row.amount for row in rows if row.received_at is None)


def remarks_of(report: Report) -> QuerySet[Remark]:
    """What officers told the team about the report, the latest first."""
    return Remark.objects.filter(case=report.case_id).select_related("made_by").order_by("-pk")
