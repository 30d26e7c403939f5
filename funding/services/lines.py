"""Verbs on the lines of a claim one by one: add, change, remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from casework.clock import seoul_date
from casework.guards import guarded
from casework.models import User
from casework.services.audit import audit
from casework.services.receipts import give, replayed
from casework.transitions import lock
from funding.claim_drafts import unfit
from funding.claim_terms import terms_of
from funding.costs import Terms, claimable
from funding.duplicates import fingerprint
from funding.imports.drafts import LineDraft, Problem
from funding.models import Claim, ClaimLine, CostCategory
from funding.services.claims import editable, touch

ADD = "funding.line"
UNCHECKED = {"cut": 0, "cut_reason": "", "cut_note": "", "checked_by": None, "checked_at": None}
"""A changed line is checked anew."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as asked for: `claimed` KRW (None: all that is claimable), and why there is no receipt."""

    draft: LineDraft
    claimed: int | None = None
    no_receipt: str = ""


class Unfit(Exception):
    """Nothing was written; `problems` say why, by row and column."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Conflict(Exception):
    """The claim changed in another window meanwhile; `stored` is the line as it is now, None when removed."""

    def __init__(self, stored: ClaimLine | None, row_version: int) -> None:
        super().__init__()
        self.stored = stored
        self.row_version = row_version


def add_line(*, actor: User, claim: Claim, entry: Entry, token: UUID, now: datetime) -> ClaimLine:
    """Add a line below the others; the same token again answers as the first time. Raises Unfit, Refused."""
    body = {"claim": claim.pk, **_body(entry)}
    with guarded():
        case = lock(claim.case)
        if replayed(actor=actor, token=token, action=ADD, case=case, body=body):
            return ClaimLine.objects.filter(claim=claim).latest("pk")
        locked = editable(actor=actor, claim=claim)
        beside = list(locked.lines.select_related("category"))
        terms = _fit(locked, entry, beside, now)
        line = line_of(locked, entry, next_position(locked), terms, categories_of(locked))
        line.save(force_insert=True)
        touch(locked)
        give(actor=actor, token=token, action=ADD, case=locked.case, body=body)
        audit(actor=actor, verb="claim.line_add", case=locked.case, subject=str(line.pk))
    return line


def change_line(
    *, actor: User, claim: Claim, line: int, entry: Entry, row_version: int, now: datetime
) -> ClaimLine:
    """Write a line anew as it was seen at `row_version`. Raises Unfit, Refused, and Conflict where the claim
    changed meanwhile."""
    with guarded():
        locked, stored = _seen(actor, claim, line, row_version)
        beside = list(locked.lines.select_related("category").exclude(pk=line))
        terms = _fit(locked, entry, beside, now)
        changed = line_of(locked, entry, stored.position, terms, categories_of(locked))
        changed.pk = stored.pk
        columns = [field.name for field in ClaimLine._meta.concrete_fields if not field.primary_key]
        changed.save(force_update=True, update_fields=columns)
        touch(locked)
        audit(actor=actor, verb="claim.line_change", case=locked.case, subject=str(line))
    return changed


def remove_line(*, actor: User, claim: Claim, line: int, row_version: int) -> None:
    """Take a line out as it was seen at `row_version`. Raises Refused and Conflict."""
    with guarded():
        locked, stored = _seen(actor, claim, line, row_version)
        stored.delete()
        touch(locked)
        audit(actor=actor, verb="claim.line_remove", case=locked.case, subject=str(line))


def line_of(
    claim: Claim, entry: Entry, position: int, terms: Terms, categories: Mapping[str, CostCategory]
) -> ClaimLine:
    """The line, not saved, that an entry makes."""
    draft = entry.draft
    most = claimable(supply=draft.supply, total=draft.total, recovers_vat=terms.recovers_vat)
    return ClaimLine(
        claim=claim, position=position, spent_on=draft.spent_on, payee=draft.payee,
        business_number=draft.business_number, category=categories[draft.category], supply=draft.supply,
        vat=draft.vat, total=draft.total, claimed=most if entry.claimed is None else entry.claimed,
        method=draft.method, invoice=draft.invoice, participant=draft.participant, rate=draft.rate,
        month=draft.month, currency=draft.currency, foreign_amount=draft.foreign,
        exchange_rate=draft.exchange_rate, rate_on=draft.rate_date, note=draft.note,
        no_receipt=entry.no_receipt, fingerprint=fingerprint(draft), **UNCHECKED,
    )  # fmt: skip


def categories_of(claim: Claim) -> dict[str, CostCategory]:
    """The programme's categories by code; 1 query."""
    categories = CostCategory.objects.filter(programme=claim.request.team.programme_id)
    return {one.code: one for one in categories}


def next_position(claim: Claim) -> int:
    last: int | None = claim.lines.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _seen(actor: User, claim: Claim, line: int, row_version: int) -> tuple[Claim, ClaimLine]:
    locked = editable(actor=actor, claim=claim)
    stored = locked.lines.select_related("category").filter(pk=line).first()
    if stored is None or locked.row_version != row_version:
        raise Conflict(stored, locked.row_version)
    return locked, stored


def _fit(claim: Claim, entry: Entry, beside: list[ClaimLine], now: datetime) -> Terms:
    today = seoul_date(now)
    terms = terms_of(claim.request, claim=claim, today=today)
    asked = {} if entry.claimed is None else {entry.draft.row: entry.claimed}
    wrong = unfit(claim=claim, terms=terms, drafts=[entry.draft], beside=beside, today=today, claimed=asked)
    if wrong:
        raise Unfit(wrong)
    return terms


def _body(entry: Entry) -> dict[str, object]:
    written = {name: value for name, value in asdict(entry.draft).items() if name != "raw"}
    return {**written, "claimed": entry.claimed, "no_receipt": entry.no_receipt}
