"""One timeline per researcher across profile, visa and money; each officer reads what their roles may see.

Days are those of Asia/Seoul, amounts KRW.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.clock import KST, seoul_date
from casework.enums import CASE_ROLES
from casework.models import Case, CaseEvent, Person, User
from casework.states import machine_of
from funding.costs import month_words
from funding.enums import CLAIM, GATE, REPORT, REQUEST, EntryKind, InvitationKind, TimelineKind
from funding.models import (
    DESK_ROLES,
    Claim,
    FundingRequest,
    Invitation,
    LedgerEntry,
    PaymentOrder,
    Receivable,
    Report,
    Team,
    Timeline,
)
from visas.enums import TOP_TIER
from visas.queries import visa_timeline

ROLES = (*DESK_ROLES, *CASE_ROLES)
"""Who has a timeline at all; only the first two read its money."""
TOLD = {
    GATE: ("revoke",),
    REQUEST: ("submit", "return", "withdraw", "agree", "refuse", "wind_down", "close"),
    CLAIM: ("submit", "return", "withdraw", "approve", "reject"),
    REPORT: ("submit", "return", "settle"),
}
"""Events worth a line; the officers' own steps between them are in the papers."""
KIND_OF = {
    GATE: TimelineKind.GATE,
    REQUEST: TimelineKind.REQUEST,
    CLAIM: TimelineKind.CLAIM,
    REPORT: TimelineKind.REPORT,
}
ORDER = list(TimelineKind)


@dataclass(frozen=True)
class Item:
    """One line: when, what happened, about what, how much, and the officers' page of it, if any."""

    at: datetime
    kind: TimelineKind
    what: str
    detail: str
    amount: int | None = None
    url: str = ""

    @property
    def on(self) -> date:
        return seoul_date(self.at)


@dataclass(frozen=True)
class Paper:
    """A request, claim or report as its events tell of it; `amounts` by action."""

    detail: str
    url: str
    amounts: dict[str, int | None]


def people_at_desk(officer: User) -> QuerySet[Timeline]:
    """Persons with a submitted case of a kind and agency the officer is there for, never their own."""
    if not officer.holds(*ROLES):
        return Timeline.objects.none()
    return Timeline.objects.filter(pk__in=Case.objects.visible_to(officer).values("person"))


def reads_money(officer: User) -> bool:
    return officer.holds(*DESK_ROLES)


def timeline_of(person: Person, officer: User) -> list[Item]:
    """Everything the officer may read of a person, the earliest first; 13 queries with money, 3 without."""
    items = [Item(person.created_at, TimelineKind.PROFILE, _("Joined the portal"), "")]
    pages = _visa_pages(person, officer)
    items += [
        Item(_midnight(one.on), TimelineKind.VISA, one.what, one.detail, url=pages.get(one.detail, ""))
        for one in visa_timeline(person)
    ]
    if reads_money(officer):
        items += _money(person, officer)
    return sorted(items, key=lambda item: (item.at, ORDER.index(item.kind)))


def _visa_pages(person: Person, officer: User) -> dict[str, str]:
    """The officers' page of each visa case they may open, by its reference."""
    cases = Case.objects.visible_to(officer).filter(person=person, kind=TOP_TIER)
    return {
        reference: reverse("admin:visas_toptiercase_change", args=[key])
        for key, reference in cases.values_list("pk", "reference")
    }


def _money(person: Person, officer: User) -> Iterator[Item]:
    requests = FundingRequest.objects.visible_to(officer).filter(case__person=person)
    requests = requests.select_related("case", "team")
    rows = list(requests)
    claims = list(Claim.objects.visible_to(officer).filter(request__in=rows).select_related("case"))
    reports = list(Report.objects.visible_to(officer).filter(request__in=rows).select_related("case"))
    gates = Case.objects.visible_to(officer).filter(person=person, kind=GATE)
    teams = {row.pk: row.team.label for row in rows}
    papers = dict(_papers(rows, claims, reports, teams))
    yield from _invited(person, officer)
    yield from _events(papers, gates)
    yield from _paid(claims)
    yield from _back(rows)


def _papers(
    requests: Iterable[FundingRequest],
    claims: Iterable[Claim],
    reports: Iterable[Report],
    teams: dict[int, str],
) -> Iterator[tuple[UUID, Paper]]:
    for row in requests:
        amounts = {"submit": row.amount, "agree": row.agreed_amount}
        url = reverse("admin:funding_fundingrequest_change", args=[row.pk])
        yield row.case_id, Paper(f"{row.case.reference} · {teams[row.pk]}", url, amounts)
    for claim in claims:
        amounts = {"submit": claim.amount, "approve": claim.approved_amount}
        url = reverse("admin:funding_claim_change", args=[claim.pk])
        detail = f"{claim.case.reference} · {month_words(claim.month)} · {teams[claim.request_id]}"
        yield claim.case_id, Paper(detail, url, amounts)
    for report in reports:
        url = reverse("admin:funding_report_change", args=[report.pk])
        detail = f"{report.case.reference} · {report.get_kind_display()} · {teams[report.request_id]}"
        yield report.case_id, Paper(detail, url, {"submit": report.spent})


def _invited(person: Person, officer: User) -> Iterator[Item]:
    rows = Invitation.objects.filter(
        team__in=Team.objects.visible_to(officer),
        kind=InvitationKind.CANDIDATE,
        answered_by__person=person,
        accepted_at__isnull=False,
    )
    for row in rows.select_related("team"):
        yield Item(row.invited_at, TimelineKind.GATE, _("Invited to be funded"), row.team.label)
        if row.accepted_at:
            yield Item(row.accepted_at, TimelineKind.GATE, _("Invitation accepted"), row.team.label)


def _events(papers: dict[UUID, Paper], gates: Iterable[Case]) -> Iterable[Item]:
    """What happened to papers and gates. An amount stands beside the last submission alone, whose it is."""
    known = papers | {gate.pk: Paper(gate.reference, "", {}) for gate in gates}
    events = CaseEvent.objects.filter(case__in=list(known)).select_related("case").order_by("-at", "-id")
    seen: set[tuple[UUID, str]] = set()
    items = []
    for event in events:
        kind, edge = event.case.kind, machine_of(event.case.kind).find(event.source, event.action)
        if event.action not in TOLD[kind] or edge is None:
            continue
        paper, key = known[event.case_id], (event.case_id, event.action)
        amount = None if key in seen else paper.amounts.get(event.action)
        seen.add(key)
        items.append(Item(event.at, KIND_OF[kind], str(edge.label), paper.detail, amount, paper.url))
    return reversed(items)


def _paid(claims: Iterable[Claim]) -> Iterator[Item]:
    orders = PaymentOrder.objects.filter(claim__in=list(claims), batch__signed_at__isnull=False)
    for order in orders.select_related("batch", "claim__case"):
        detail = f"{order.batch.reference} · {order.claim.case.reference}"
        url = reverse("admin:funding_paymentbatch_change", args=[order.batch_id])
        told = (
            (order.batch.signed_at, _("Sent to the bank")),
            (order.confirmed_at, _("Paid, confirmed by the bank")),
            (order.failed_at, _("Payment failed")),
        )
        for at, what in told:
            if at is not None:
                yield Item(at, TimelineKind.PAYMENT, what, detail, order.amount, url)


def _back(requests: list[FundingRequest]) -> Iterator[Item]:
    ordered = Receivable.objects.filter(request__in=requests, signed_at__isnull=False, dropped_at=None)
    for row in ordered:
        url = reverse("admin:funding_receivable_change", args=[row.pk])
        detail = f"{row.reference} · {row.get_kind_display()}"
        for at, what in (
            (row.signed_at, _("Ordered to be paid back")),
            (row.received_at, _("Received back")),
        ):
            if at is not None:
                yield Item(at, TimelineKind.RECOVERY, what, detail, row.amount, url)
    reversals = LedgerEntry.objects.filter(request__in=requests, kind=EntryKind.REVERSE)
    for entry in reversals.select_related("reverses", "request__case"):
        undone = entry.reverses.get_kind_display() if entry.reverses else ""
        detail = f"{entry.request.case.reference} · {undone}"
        yield Item(entry.at, TimelineKind.RECOVERY, _("Entry of the ledger undone"), detail, entry.amount)


def _midnight(day: date) -> datetime:
    """The beginning of a day in Asia/Seoul: of visa and stay only the days are known."""
    return datetime(day.year, day.month, day.day, tzinfo=KST)
