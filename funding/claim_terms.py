"""The terms a claim is measured against, read from the agreement, other claims and the researcher's stay."""

from __future__ import annotations

from datetime import date

from django.db.models import BigIntegerField, Case, F, Q, Sum, Value, When

from casework.models import Person, User
from funding import years
from funding.costs import Allotment, Terms, digits
from funding.enums import CLAIM_CHARGED, ClaimStatus, Scope
from funding.imports.names import word_key
from funding.models import Balance, Claim, ClaimLine, CostCategory, FundingRequest, Institution
from recruitment.queries import profile_of
from visas.queries import residence

APPROVED = (ClaimStatus.APPROVED, ClaimStatus.PAID)
COUNTED = (*CLAIM_CHARGED, *APPROVED)
"""Claims that use up an agreement; a draft does so when it is submitted."""


def terms_of(request: FundingRequest, *, claim: Claim | None, today: date) -> Terms:
    """What the lines of `claim` (None: of a new one) must keep to on a day in Asia/Seoul; 10 queries.

    `request` comes with its team, programme, institution and case.
    """
    starts_on, ends_on = period_of(request)
    host, person = request.institution, request.case.person
    stay = residence(person.pk, today)
    names = names_of(person)
    numbers = Institution.objects.filter(team=request.team_id).exclude(business_number="")
    return Terms(
        starts_on=starts_on,
        ends_on=ends_on,
        institution=host.name,
        member_from=host.starts_on,
        member_until=host.ends_on,
        recovers_vat=host.recovers_vat,
        employed_from=request.employed_from,
        employed_until=request.employed_until,
        researcher=names[0] if names else "",
        names=frozenset(map(word_key, names)),
        consortium=frozenset(map(digits, numbers.values_list("business_number", flat=True))),
        categories={one.code: one for one in allotments(request, claim)},
        left=left_of(request, claim),
        residence=stay,
        rates=_rates_elsewhere(person, claim),
        frozen=stay.frozen(today),
    )


def period_of(request: FundingRequest) -> tuple[date, date]:
    """First and last day of the costs of an agreement: from employment or the agreement, whichever is first,
    within the year it is for; until the day the agreement names, or the end of that year."""
    programme = request.team.programme
    first, last = years.period_of(programme.year_basis, request.team.agreed_on, request.year)
    begun = [day for day in (request.employed_from, request.agreed_on) if day]
    if begun:
        first = max(first, min(begun))
    return first, min(request.ends_on, last) if request.ends_on else last


def names_of(person: Person) -> list[str]:
    """What the researcher is called, the name of the account first; 2 queries."""
    accounts = User.objects.filter(person=person, is_staff=False).order_by("date_joined")
    profile = profile_of(person)
    names = [name for account in accounts for name in (account.display_name, account.name, account.name_ko)]
    names += [profile.passport_name, f"{profile.given_names} {profile.surname}".strip()]
    names += [profile.hangul_name, profile.native_name]
    return list(dict.fromkeys(name for name in names if name))


def allotments(request: FundingRequest, claim: Claim | None) -> list[Allotment]:
    """The programme's categories with what was agreed and what claims other than `claim` took; 3 queries."""
    agreed = dict(request.lines.values_list("category", "agreed"))
    lines = ClaimLine.objects.filter(_elsewhere(claim), claim__request=request)
    costs = lines.values("category").annotate(sum=Sum(kept_of_line())).order_by()
    taken = dict(costs.values_list("category", "sum"))
    return [
        Allotment(one.code, one.name, one.salary, agreed.get(one.pk) or 0, taken.get(one.pk) or 0)
        for one in CostCategory.objects.filter(programme=request.team.programme_id)
    ]


def left_of(request: FundingRequest, claim: Claim | None) -> int:
    """KRW of the reservation that claims other than `claim` leave; 1 query."""
    scopes = Q(scope=Scope.REQUEST, scope_id=request.pk)
    if claim is not None:
        scopes |= Q(scope=Scope.CLAIM, scope_id=claim.pk)
    rows = {row.scope: row for row in Balance.objects.filter(scopes)}
    whole, own = rows.get(Scope.REQUEST), rows.get(Scope.CLAIM)
    return whole.reserved - whole.claimed + (own.claimed if own else 0) if whole else 0


def charged(claim: Claim) -> int:
    """KRW of the claim that stand in the ledger now; 1 query."""
    row = Balance.objects.filter(scope=Scope.CLAIM, scope_id=claim.pk).first()
    return row.claimed if row else 0


def kept_of_line() -> Case:
    """What a line takes of its category: all of it until two persons approved less."""
    kept = When(claim__case__status__in=APPROVED, then=F("claimed") - F("cut"))
    return Case(kept, default=F("claimed"), output_field=BigIntegerField())


def _elsewhere(claim: Claim | None) -> Q:
    counted = Q(claim__case__status__in=COUNTED)
    return counted if claim is None else counted & ~Q(claim=claim)


def _rates_elsewhere(person: Person, claim: Claim | None) -> dict[date, int]:
    """Basis points of salary by month in the researcher's other claims, whichever team's."""
    salaries = ClaimLine.objects.filter(_elsewhere(claim), claim__case__person=person, category__salary=True)
    sums = salaries.exclude(cut=F("claimed")).values("month").annotate(sum=Sum("rate", default=Value(0)))
    return {month: rate for month, rate in sums.order_by().values_list("month", "sum") if month}
