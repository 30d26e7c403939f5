"""Named reads of a researcher's own view: what is funded for them, by whom, and how far their cap is used.

Amounts are KRW of the government share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise

from casework.models import User
from funding.dashboard import OVER
from funding.enums import CapSubject, RequestStatus, Scope
from funding.models import Balance, BudgetLine, FundingRequest
from funding.request_pages import TONES
from funding.request_reads import year_of


@dataclass(frozen=True)
class Funded:
    """One request made for the researcher; `balance` is None while nothing is reserved."""

    request: FundingRequest
    year: str
    status: str | Promise
    tone: str
    lines: Sequence[BudgetLine]
    balance: Balance | None

    @property
    def agreed(self) -> bool:
        return self.request.agreed_amount is not None


@dataclass(frozen=True)
class CapUse:
    """How far the cap of a programme and year is used for the researcher, by all teams together."""

    programme: str
    year: str
    cap: int
    used: int


def funded(user: User) -> list[Funded]:
    """Every request that was handed in for the account's own person, the latest first; 3 queries."""
    own = FundingRequest.objects.filter(case__person=user.person_id, case__submitted_at__isnull=False)
    return with_money(own)


def with_money(requests: QuerySet[FundingRequest]) -> list[Funded]:
    """These requests with lines and balances, the latest first; 3 queries."""
    rows = list(_loaded(requests))
    held = Balance.objects.filter(scope=Scope.REQUEST, scope_id__in=[row.pk for row in rows])
    balances = {row.scope_id: row for row in held}
    return [_funded(row, balances.get(row.pk)) for row in rows]


def caps(own: Sequence[Funded]) -> list[CapUse]:
    """The caps these requests count under, the latest year first; where a cap is a team's it is left out. 1
    query."""
    counted: dict[tuple[int, int, int], FundingRequest] = {}
    for one in own:
        row, programme = one.request, one.request.team.programme
        if row.case.status not in OVER and programme.cap_subject == CapSubject.PERSON:
            root = row.subject.merged_into_id or row.subject_id
            counted.setdefault((programme.pk, root, row.year), row)
    subjects = Q(scope=Scope.SUBJECT, scope_id__in={root for _programme, root, _year in counted})
    used: dict[tuple[int, int, int], int] = defaultdict(int)
    for balance in Balance.objects.filter(subjects):
        used[balance.programme_id, balance.scope_id, balance.year] = balance.reserved
    return [
        CapUse(row.team.programme.name, year_of(row), row.team.programme.cap, used[key])
        for key, row in sorted(counted.items(), key=lambda item: -item[1].year)
    ]


def _loaded(requests: QuerySet[FundingRequest]) -> QuerySet[FundingRequest]:
    rows = requests.select_related("case", "team__programme", "institution", "subject")
    lines = BudgetLine.objects.select_related("category").order_by("category__position")
    return rows.prefetch_related(Prefetch("lines", lines)).order_by("-year", "-pk")


def _funded(request: FundingRequest, balance: Balance | None) -> Funded:
    status = RequestStatus(request.case.status)
    shown = [line for line in request.lines.all() if line.government or line.agreed]
    return Funded(request, year_of(request), status.label, TONES.get(status, "info"), shown, balance)
