"""Verbs of a team on a claim: start, submit, withdraw. One researcher's claims are sent one after another."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.guards import guarded
from casework.models import Case, User
from casework.references import next_reference
from casework.services.receipts import give, replayed
from casework.transitions import Refused, Stale, lock, move, open_case
from funding import claim_notices, ledger
from funding.claim_check import check
from funding.claim_terms import charged
from funding.enums import CLAIM, ClaimStatus
from funding.models import Claim, FundingRequest
from funding.permissions import may_claim, may_edit_claim

SUBMIT = "funding.claim"
LOADED = ("case__person", "request__team__programme", "request__institution", "request__case__person")
"""What a claim comes with, so that rules and pages ask no more."""


class NotClaimable(Refused):
    """Something keeps the claim from being submitted; the check page says what, line by line."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Not submitted: mend what the check shows first (%(n)s).") % {"n": number})


def start(*, actor: User, request: FundingRequest, month: date, now: datetime) -> Claim:
    """Open a claim of costs of a month (its first day), or return the draft there is for it. Raises Refused
    unless the agreement runs and the actor writes for its team."""
    with guarded():
        queue(request)
        answer = may_claim(actor=actor, request=request)
        if not answer:
            raise Refused(answer.reason)
        drafts = Claim.objects.filter(request=request, month=month, case__status=ClaimStatus.DRAFT)
        known = drafts.select_related("case").first()
        if known:
            return known
        case = Case(
            kind=CLAIM,
            reference=next_reference("FC", now),
            person=request.case.person,
            agency=request.case.agency,
            language=actor.language,
        )
        open_case(case=case, actor=actor, now=now)
        return Claim.objects.create(case=case, request=request, month=month)


def editable(*, actor: User, claim: Claim) -> Claim:
    """The claim as it is now, its case locked until the transaction ends. Raises Refused unless the actor may
    change its lines and receipts."""
    lock(claim.case)
    locked = Claim.objects.select_related(*LOADED).get(pk=claim.pk)
    answer = may_edit_claim(actor=actor, claim=locked)
    if not answer:
        raise Refused(answer.reason)
    return locked


def touch(claim: Claim) -> None:
    """Let the version of a locked claim rise, so that a page that is open elsewhere is seen to be old."""
    claim.row_version += 1
    claim.save(update_fields=["row_version", "updated_at"])


def submit(*, actor: User, claim: Claim, token: UUID, row_version: int, now: datetime) -> Claim:
    """Hand in the claim as it was checked at `row_version` and charge it to its agreement, KRW.

    A corrected claim charges or frees the difference. The same token again answers as the first time. Raises
    NotClaimable, Stale where the lines changed meanwhile, Busy, and Refused.
    """
    body = {"claim": claim.pk, "row_version": row_version}
    with guarded():
        queue(claim.request)
        case = lock(claim.case)
        if replayed(actor=actor, token=token, action=SUBMIT, case=case, body=body):
            return Claim.objects.select_related(*LOADED).get(pk=claim.pk)
        locked = editable(actor=actor, claim=claim)
        if locked.row_version != row_version:
            raise Stale
        checked = check(locked, seoul_date(now))
        if checked.faults:
            raise NotClaimable(len(checked.faults))
        locked.case = move(
            case=case, action="submit", actor=actor, now=now, submitted_at=now, revision=case.revision + 1
        )
        locked.amount = checked.amount
        locked.save(update_fields=["amount", "updated_at"])
        give(actor=actor, token=token, action=SUBMIT, case=locked.case, body=body)
        claim_notices.submitted(locked, actor)
        _charge(actor, locked, checked.amount - charged(locked))
    return locked


def withdraw(*, actor: User, claim: Claim, now: datetime, expect: int) -> Claim:
    """Withdraw a claim (취하) whole, or discard a draft; what it took of the agreement is free again.

    Raises Stale where the case changed since `expect`, Busy, and Refused while two persons decide or later.
    """
    with guarded():
        queue(claim.request)
        case = move(case=claim.case, action="withdraw", actor=actor, now=now, expect=expect)
        locked = Claim.objects.select_related(*LOADED).get(pk=claim.pk)
        if case.submitted_at is not None:
            claim_notices.withdrawn(locked, actor)
        _charge(actor, locked, -charged(locked))
    return locked


def queue(request: FundingRequest) -> None:
    """Wait until no other claim of the researcher is being sent, three seconds at most, so that sums over
    categories and months hold, too. The ledger holds the caps by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', '3s', true)")
        cursor.execute("SELECT funding_lock(%s)", [f"claims:{request.case.person_id}"])


def _charge(actor: User, claim: Claim, difference: int) -> None:
    """The money last: the ledger's locks are held until the transaction ends."""
    version = claim.case.version
    if difference > 0:
        ledger.claim(claim=claim, amount=difference, key=f"claim:{claim.pk}:{version}", actor=actor)
    elif difference < 0:
        ledger.cut(claim=claim, amount=-difference, key=f"cut:{claim.pk}:{version}", actor=actor)
