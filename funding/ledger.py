"""The only writer of money. Every movement is one entry; Postgres locks, checks and keeps the balances.

Amounts are integer KRW above zero. `key` names the movement once and for all: the same again changes nothing
and answers as the first time. All raise Refused (OverCap with what remains); casework.guards maps a lock
that could not be had within three seconds to Busy. Inside a transaction, call them last:
the locks are held until it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import User
from casework.transitions import Refused
from funding.enums import EntryKind, Scope
from funding.models import Balance, Claim, FundingRequest, LedgerEntry, PaymentOrder, Subject

POST = "SELECT entry, fresh, refused, remaining FROM funding_post(%s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry in the ledger; `fresh` unless written by an earlier call. `remaining`: KRW under the cap."""

    entry: int
    fresh: bool
    remaining: int


class OverCap(Refused):
    """The cap of the researcher (or team) and year leaves less; `remaining` in KRW."""

    def __init__(self, remaining: int) -> None:
        super().__init__(
            _("Only ₩%(remaining)s remains under the cap for this researcher and year.")
            % {"remaining": f"{remaining:,}"}
        )
        self.remaining = remaining


REASONS: dict[str, str | Promise] = {
    "balance_cap": _("The budget of the team or of the programme does not cover this amount."),
    "balance_claimed": _("This is more than what the agreement still leaves to claim, or to release."),
    "balance_paid": _("This is more than what was claimed and not cut, or more than was paid."),
    "ledger_frozen": _("Two records of this researcher are being made one. An officer is looking at it."),
    "ledger_cut": _("The team has left the programme. It can reserve nothing new."),
    "ledger_status": _("The request is closed and reserves nothing."),
    "ledger_agreed": _("Costs can be claimed once two persons have signed the agreement."),
    "ledger_payment": _("A payment belongs to a batch that two persons have signed."),
    "ledger_key": _(
        "This was already sent with other figures, which count. Open the page again to see them."
    ),
}


def reserve(*, request: FundingRequest, amount: int, key: str, actor: User | None) -> Posted:
    """Hold money of the cap for a request."""
    return _post(EntryKind.RESERVE, request.pk, amount, key, actor)


def release(*, request: FundingRequest, amount: int, key: str, actor: User | None, note: str = "") -> Posted:
    """Give reserved and unclaimed money back."""
    return _post(EntryKind.RELEASE, request.pk, amount, key, actor, note=note)


def claim(*, claim: Claim, amount: int, key: str, actor: User | None) -> Posted:
    """Charge a claim to its agreement's reservation."""
    return _post(EntryKind.CLAIM, claim.request_id, amount, key, actor, claim=claim.pk)


def cut(*, claim: Claim, amount: int, key: str, actor: User | None, note: str = "") -> Posted:
    """Take claimed and unpaid money off a claim; it can be claimed again for other costs."""
    return _post(EntryKind.CUT, claim.request_id, amount, key, actor, claim=claim.pk, note=note)


def pay(*, order: PaymentOrder, actor: User | None) -> Posted:
    """Send the money of a signed batch's order; once per order, whatever is called how often."""
    return _pay(EntryKind.PAY, order, actor)


def payment_failed(*, order: PaymentOrder, actor: User | None) -> Posted:
    """The bank sent the money of an order back; once per order."""
    return _pay(EntryKind.PAYMENT_FAILED, order, actor)


def recover(*, request: FundingRequest, amount: int, key: str, actor: User | None, note: str = "") -> Posted:
    """Paid money came back (회수); the cap's headroom stays used."""
    return _post(EntryKind.RECOVER, request.pk, amount, key, actor, note=note)


def claw_back(
    *, request: FundingRequest, amount: int, key: str, actor: User | None, note: str = ""
) -> Posted:
    """Paid money was taken back as a sanction (환수); the cap's headroom stays used."""
    return _post(EntryKind.CLAW_BACK, request.pk, amount, key, actor, note=note)


def reverse(*, entry: LedgerEntry, actor: User | None, note: str) -> Posted:
    """Undo one whole entry, once; refused where later entries build on it."""
    key = f"reverse:{entry.pk}"
    return _post(EntryKind.REVERSE, entry.request_id, entry.amount, key, actor, reverses=entry.pk, note=note)


def merge(*, winner: Subject, loser: Subject) -> bool:
    """Count both subjects' entries as the winner's. False: a year's sum exceeds the cap, both are frozen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT funding_merge(%s, %s)", [winner.pk, loser.pk])
        (answer,) = cursor.fetchone()
    return bool(answer == "merged")


def remaining(*, request: FundingRequest) -> int:
    """What the cap of the request's subject and year still leaves, in KRW; the whole cap before any entry."""
    subject = request.subject.merged_into_id or request.subject_id
    programme = request.team.programme
    row = Balance.objects.filter(
        scope=Scope.SUBJECT, scope_id=subject, programme=programme, year=request.year
    ).first()
    return programme.cap - (row.reserved if row else 0)


def _pay(kind: EntryKind, order: PaymentOrder, actor: User | None) -> Posted:
    key = f"{kind.value}:{order.pk}"
    return _post(
        kind, order.claim.request_id, order.amount, key, actor, claim=order.claim_id, payment=order.pk
    )


def _post(
    kind: EntryKind,
    request: int,
    amount: int,
    key: str,
    actor: User | None,
    *,
    claim: int | None = None,
    payment: int | None = None,
    reverses: int | None = None,
    note: str = "",
) -> Posted:
    account: UUID | None = actor.pk if actor else None
    with connection.cursor() as cursor:
        cursor.execute(POST, [key, kind.value, request, amount, claim, payment, reverses, account, note])
        entry, fresh, refused, left = cursor.fetchone()
    if refused == "balance_cap" and left is not None and amount > left:
        raise OverCap(left)
    if refused is not None:
        raise Refused(REASONS.get(refused, _("The ledger does not allow this movement.")))
    return Posted(entry, fresh, 0 if left is None else left)
