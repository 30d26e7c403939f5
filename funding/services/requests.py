"""Verbs of a team on a funding request: start, save, submit, withdraw; and winding down when it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.guards import guarded
from casework.models import Case, Person, User
from casework.references import next_reference
from casework.services.audit import audit
from casework.services.receipts import give, replayed
from casework.transitions import Refused, Stale, lock, move, open_case
from funding import ledger
from funding.enums import REQUEST, REQUEST_EDITABLE, CapSubject, GateStatus, RequestStatus
from funding.models import BudgetLine, FundingRequest, Institution, Programme, Subject, Team
from funding.permissions import may_request, may_write
from funding.request_notices import decided, submitted, withdrawn
from funding.request_reads import accepted_gates, asked, carried_into, gaps, reserved_of
from funding.years import years_offered

SUBMIT = "funding.request.submit"
UNDERWAY = (RequestStatus.SUBMITTED, RequestStatus.RETURNED, RequestStatus.PROPOSED)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What one category of the budget asks for, in KRW."""

    government: int = 0
    own_cash: int = 0
    own_in_kind: int = 0


def subject_of(programme: Programme, team: Team, person: Person) -> Subject:
    """Whom the programme's cap counts for: the researcher, or the team."""
    if programme.cap_subject == CapSubject.TEAM:
        return Subject.objects.get_or_create(team=team)[0]
    return Subject.objects.get_or_create(person=person)[0]


def start(
    *, actor: User, team: Team, gate: Case, institution: Institution, year: int, now: datetime
) -> FundingRequest:
    """Open a draft for a researcher and year, or return the team's one there is.

    Raises Refused for a team that has left, a researcher who did not accept this team's invitation, a year
    not offered, an institution not of the team, and while another request for the same is in review.
    """
    today = seoul_date(now)
    with guarded():
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        _may(actor, team, today)
        if not accepted_gates(team).filter(pk=gate.pk).exists():
            raise Refused(_("The researcher has not accepted an invitation of this team."))
        if institution not in members_on(team, today):
            raise Refused(_("Choose an institution that is a member of the team now."))
        if year not in years_offered(team.programme.year_basis, team.agreed_on, today):
            raise Refused(_("Requests are made for this year or the next."))
        known = _known(team, gate, year)
        return known or _open(actor, team, gate, institution, year, now)


def save(
    *,
    actor: User,
    request: FundingRequest,
    purpose: str,
    employed_from: date | None,
    employed_until: date | None,
    amounts: Mapping[str, Amounts],
    row_version: int,
) -> FundingRequest:
    """Write a draft or returned request as it was seen at `row_version`; `amounts` by code of the category.

    Raises Stale when a colleague changed it meanwhile, Refused when it is with the officers.
    """
    with guarded():
        own = _editable(actor, request)
        if own.row_version != row_version:
            raise Stale
        own.purpose, own.employed_from, own.employed_until = purpose, employed_from, employed_until
        own.row_version += 1
        own.save(update_fields=["purpose", "employed_from", "employed_until", "row_version", "updated_at"])
        lines = {line.category.code: line for line in own.lines.select_related("category")}
        for category in own.team.programme.categories.all():
            line = lines.get(category.code) or BudgetLine(request=own, category=category)
            planned = amounts.get(category.code, Amounts())
            line.government, line.own_cash = planned.government, planned.own_cash
            line.own_in_kind = planned.own_in_kind
            line.save()
        audit(actor=actor, verb="request.save", case=own.case, row_version=own.row_version)
    return own


def submit(
    *, actor: User, request: FundingRequest, token: UUID, row_version: int, now: datetime
) -> FundingRequest:
    """Submit and reserve the government share under the cap, in one transaction; a corrected request
    reserves or releases the difference. The same token again changes nothing.

    Raises Refused (ledger.OverCap with what remains), and Stale when the answers changed meanwhile.
    """
    body = {"request": request.pk, "row_version": row_version}
    with guarded():
        case = lock(request.case)
        own = load(request.pk)
        if replayed(actor=actor, token=token, action=SUBMIT, case=case, body=body):
            return own
        _may(actor, own.team, seoul_date(now))
        _complete(own, row_version)
        own.case = move(
            case=case, action="submit", actor=actor, now=now, submitted_at=now, revision=case.revision + 1
        )
        own.amount = asked(own)
        own.save(update_fields=["amount", "updated_at"])
        submitted(own, actor=actor)
        give(actor=actor, token=token, action=SUBMIT, case=own.case, body=body)
        settle(own, own.amount + sum(carried_into(own).values()), actor)
    return own


def withdraw(*, actor: User, request: FundingRequest, now: datetime, expect: int) -> FundingRequest:
    """Discard a draft, or withdraw (취하) a request before it is proposed; what it reserved is released."""
    with guarded():
        case = lock(request.case, expect=expect)
        own = load(request.pk)
        told = case.submitted_at is not None
        own.case = move(case=case, action="withdraw", actor=actor, now=now)
        if told:
            withdrawn(own, actor=actor)
        settle(own, 0, actor)
    return own


def wind_down(request: FundingRequest, now: datetime) -> FundingRequest:
    """The team left the programme: an agreement pays costs until the programme's days to wind down are over.

    Raises Refused unless the request is agreed.
    """
    with guarded():
        own = load(request.pk)
        left_on = own.team.cut_on or seoul_date(now)
        own.case = move(case=own.case, action="wind_down", actor=None, now=now)
        last = left_on + timedelta(days=own.team.programme.wind_down_days)
        own.ends_on = min(own.ends_on, last) if own.ends_on else last
        own.save(update_fields=["ends_on", "updated_at"])
        decided(own, "request_winding_down")
    return own


def settle(request: FundingRequest, amount: int, actor: User | None, note: str = "") -> None:
    """Reserve or release what lacks until the request holds `amount` KRW. Last in its transaction: the
    ledger keeps its locks until that ends."""
    held = reserved_of(request)
    key = f"request:{request.pk}:{request.case.version}"
    if amount > held:
        ledger.reserve(request=request, amount=amount - held, key=key, actor=actor)
    elif amount < held:
        ledger.release(request=request, amount=held - amount, key=key, actor=actor, note=note)


def load(pk: int) -> FundingRequest:
    """The request with everything its rules read."""
    rows = FundingRequest.objects.select_related("case__person", "team__programme", "institution", "subject")
    return rows.get(pk=pk)


def members_on(team: Team, day: date) -> list[Institution]:
    """The institutions of the team on a day."""
    rows = team.institutions.filter(starts_on__lte=day)
    return [row for row in rows if row.ends_on is None or row.ends_on >= day]


def _may(actor: User, team: Team, today: date) -> None:
    answer = may_request(actor=actor, team=team, today=today)
    if not answer:
        raise Refused(answer.reason)


def _known(team: Team, gate: Case, year: int) -> FundingRequest | None:
    rows = FundingRequest.objects.filter(team=team, case__person=gate.person_id, year=year)
    known = rows.filter(case__status__in=(*UNDERWAY, RequestStatus.DRAFT)).select_related("case").first()
    if known and known.case.status in UNDERWAY:
        raise Refused(_("A request for this researcher and year is in review already."))
    return known


def _open(
    actor: User, team: Team, gate: Case, institution: Institution, year: int, now: datetime
) -> FundingRequest:
    case = Case(
        kind=REQUEST,
        reference=next_reference("FR", now),
        person=gate.person,
        agency=team.programme.agency,
        language=actor.language,
    )
    open_case(case=case, actor=actor, now=now)
    request = FundingRequest.objects.create(
        case=case,
        team=team,
        subject=subject_of(team.programme, team, gate.person),
        gate=gate,
        institution=institution,
        year=year,
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(request=request, category=category) for category in team.programme.categories.all()
    )
    return request


def _editable(actor: User, request: FundingRequest) -> FundingRequest:
    case = lock(request.case)
    own = load(request.pk)
    own.case = case
    answer = may_write(actor=actor, team=own.team)
    if not answer:
        raise Refused(answer.reason)
    if case.status not in REQUEST_EDITABLE:
        raise Refused(_("The request is with the officers and cannot be changed now."))
    return own


def _complete(request: FundingRequest, row_version: int) -> None:
    if request.row_version != row_version:
        raise Stale
    if not Case.objects.filter(pk=request.gate_id, status=GateStatus.ACCEPTED).exists():
        raise Refused(_("The researcher no longer accepts to be funded through this team."))
    missing = gaps(request)
    if missing:
        raise Refused(missing[0].words)
