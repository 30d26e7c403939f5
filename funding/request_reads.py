"""Named reads of funding requests, for the team's pages and the officers' desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet, Sum
from django.utils.translation import gettext as _

from casework.models import Case, CaseDocument, Person, User
from funding.budget import Item, Matching, Violation, violations
from funding.claim_reads import researcher_of
from funding.enums import ChangeKind, FirmSize, GateStatus, InvitationKind, Scope
from funding.models import Balance, BudgetLine, ChangeLine, FundingRequest, MatchingRule, Team
from funding.years import period_of, year_name

SLOTS = ("contract", "plan", "quotation", "other")
AGREEMENT = "agreement_"
"""Slots of a request's files: what the team attaches, and the written agreement in each language."""


@dataclass(frozen=True, slots=True)
class Cap:
    """The cap of a researcher (or team) and year in KRW: what all requests hold, and what this one does."""

    cap: int
    reserved: int
    own: int

    @property
    def remaining(self) -> int:
        return self.cap - self.reserved

    @property
    def open(self) -> int:
        """What this request may ask for."""
        return self.remaining + self.own

    def after(self, amount: int) -> int:
        """What remains once this request holds `amount`; below zero where it may not."""
        return self.open - amount


def accepted_gates(team: Team) -> QuerySet[Case]:
    """Gates of the researchers who accepted this team's invitation and have not revoked it."""
    return Case.objects.filter(
        kind=team.programme.policy,
        status=GateStatus.ACCEPTED,
        invitation__team=team,
        invitation__kind=InvitationKind.CANDIDATE,
    ).select_related("person")


def requests_of(rows: QuerySet[FundingRequest]) -> QuerySet[FundingRequest]:
    """Requests with case, team, researcher's accounts and what their lines ask for (`planned`); 2 queries."""
    rows = rows.select_related("case__person", "team__programme", "institution")
    accounts = Prefetch("case__person__accounts", User.objects.filter(is_staff=False))
    return rows.annotate(planned=Sum("lines__government")).prefetch_related(accounts)


def cap_of(request: FundingRequest) -> Cap:
    """How far the cap is used; 2 queries."""
    subject = request.subject.merged_into_id or request.subject_id
    programme = request.team.programme
    row = Balance.objects.filter(
        scope=Scope.SUBJECT, scope_id=subject, programme=programme, year=request.year
    ).first()
    return Cap(programme.cap, row.reserved if row else 0, reserved_of(request))


def reserved_of(request: FundingRequest) -> int:
    """KRW the request holds in the ledger now."""
    row = Balance.objects.filter(scope=Scope.REQUEST, scope_id=request.pk).first()
    return row.reserved if row else 0


def lines_of(request: FundingRequest) -> list[BudgetLine]:
    """The budget in the order of the programme's table."""
    return list(request.lines.select_related("category").order_by("category__position"))


def asked(request: FundingRequest) -> int:
    """The government share of all lines, KRW."""
    return sum(line.government for line in lines_of(request))


def item_of(line: BudgetLine) -> Item:
    category = line.category
    return Item(
        code=category.code,
        name=category.name,
        government=line.government,
        own_cash=line.own_cash,
        own_in_kind=line.own_in_kind,
        direct=category.direct,
        salary=category.salary,
        ceiling_kind=category.ceiling_kind,
        ceiling=category.ceiling,
    )


def matching_of(request: FundingRequest) -> Matching | None:
    """The programme's rule for the host institution's size."""
    size = request.institution.firm_size
    row = MatchingRule.objects.filter(programme=request.team.programme_id, firm_size=size).first()
    return Matching(FirmSize(size), row.government_percent, row.cash_percent) if row else None


def gaps(request: FundingRequest) -> list[Violation]:
    """What keeps the stored request from being submitted; `where` names the field of its form."""
    found = []
    if not request.purpose.strip():
        found.append(Violation("purpose", _("Say what the money is for.")))
    if request.employed_from is None or request.employed_until is None:
        found.append(Violation("employed_from", _("Enter the employment at the host institution.")))
    elif wrong := outside_year(request, request.employed_from, request.employed_until):
        found.append(Violation("employed_from", wrong))
    return found + violations([item_of(line) for line in lines_of(request)], matching_of(request))


def outside_year(request: FundingRequest, first: date, last: date) -> str:
    """Why an employment cannot carry costs of the request's year; empty where it can."""
    begins, ends = period(request)
    if first <= ends and last >= begins:
        return ""
    return _("The employment lies outside the year of the request.")


def period(request: FundingRequest) -> tuple[date, date]:
    """First and last day of the request's year."""
    return period_of(request.team.programme.year_basis, request.team.agreed_on, request.year)


def year_of(request: FundingRequest) -> str:
    """The request's year in words."""
    return year_name(request.team.programme.year_basis, request.team.agreed_on, request.year)


def carried_into(request: FundingRequest) -> dict[int, int]:
    """KRW that changes in force brought over from the year before, by category."""
    rows = ChangeLine.objects.filter(
        change__to_request=request, change__kind=ChangeKind.CARRY_OVER, change__in_force_at__isnull=False
    )
    carried: dict[int, int] = defaultdict(int)
    for row in rows:
        carried[row.category_id] -= row.delta
    return dict(carried)


def files_of(request: FundingRequest) -> dict[str, CaseDocument]:
    """The file that stands in each slot, with its page images; 2 queries."""
    rows = CaseDocument.objects.filter(case=request.case_id, replaced_at=None)
    return {row.requirement: row for row in rows.select_related("document")}


def names_of(people: Iterable[Person]) -> dict[object, str]:
    """What researchers are called; reads `person.accounts`, one query where they are not prefetched."""
    found = list(people)
    rows = Person.objects.filter(pk__in=[person.pk for person in found]).prefetch_related("accounts")
    return {person.pk: researcher_of(person) for person in rows}


def name_of(request: FundingRequest) -> str:
    """What the request's researcher is called."""
    return researcher_of(request.case.person)
