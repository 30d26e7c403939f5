"""Verbs of officers on a claim: check its lines, return it, propose what is left; sign as the second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.enums import Role
from casework.guards import guarded
from casework.models import Case, User
from casework.services.audit import audit
from casework.transitions import Refused, lock, move
from funding import check_notices as notices
from funding import ledger
from funding.check_reads import acceptable, newest_check, totals
from funding.claim_terms import charged
from funding.duplicates import twins
from funding.enums import ClaimStatus, CutReason, RulingOutcome
from funding.models import Claim, ClaimLine, Remark, Ruling
from funding.permissions import may_officiate
from funding.services import rulings
from funding.words import NOT_NOW

LOADED = ("case__person", "request__team__programme", "request__institution", "request__case__person")
COLUMNS = ("cut", "cut_reason", "cut_note", "checked_by", "checked_at")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an officer says of a line: `cut` KRW, 0 to accept it whole, with a coded reason and words."""

    cut: int = 0
    reason: str = ""
    note: str = ""


def check_lines(
    *,
    actor: User,
    claim: Claim,
    verdicts: Mapping[int, Verdict],
    page: Iterable[int],
    seen: datetime | None,
    now: datetime,
    expect: int,
) -> int:
    """Write verdicts by line (key); how many lines changed. Cuts reach the ledger when two persons sign.

    `page` are the keys of all lines the officer saw and `seen` their newest check then: Refused where a
    colleague checked one of them meanwhile. Raises Stale where the case changed, Refused for a cut above what
    is claimed or without a reason.
    """
    with guarded():
        _at_check(actor, claim, expect)
        lines = {line.pk: line for line in ClaimLine.objects.filter(claim=claim, pk__in=[*page])}
        if newest_check(lines.values()) != seen:
            raise Refused(
                _("A colleague has checked lines of this page meanwhile. Read them, then save again.")
            )
        changed = [line for key, line in lines.items() if key in verdicts and _differs(line, verdicts[key])]
        for line in changed:
            _apply(line, verdicts[line.pk], actor, now)
        ClaimLine.objects.bulk_update(changed, COLUMNS)
        if changed:
            audit(actor=actor, verb="claim.check", case=claim.case, lines=len(changed))
    return len(changed)


def accept_rest(*, actor: User, claim: Claim, now: datetime, expect: int) -> int:
    """Accept every line nobody has looked at that is small, has a receipt, was not objected to before and
    does not look claimed before; how many. Raises Refused and Stale."""
    with guarded():
        _at_check(actor, claim, expect)
        suspicious = [twin.line for twin in twins(Claim.objects.select_related("request").get(pk=claim.pk))]
        rows = acceptable(claim).exclude(pk__in=suspicious)
        number = rows.update(checked_by=actor, checked_at=now)
        if number:
            audit(actor=actor, verb="claim.accept_rest", case=claim.case, lines=number)
    return number


def return_to_team(*, actor: User, claim: Claim, note: str, now: datetime, expect: int) -> Claim:
    """Return the claim for correction, with a note the team reads. What was cut stays as an objection with
    its reason, but every line is checked anew afterwards. Raises Refused and Stale."""
    with guarded():
        case = move(case=claim.case, action="return", actor=actor, now=now, expect=expect)
        own = _load(claim, case)
        checked = ClaimLine.objects.filter(claim=own).exclude(checked_at=None)
        checked.update(cut=0, checked_by=None, checked_at=None)
        Remark.objects.create(case=case, case_version=case.version, text=note, made_by=actor, made_at=now)
        notices.returned(own)
    return own


def propose(*, actor: User, claim: Claim, note: str, now: datetime, expect: int) -> Ruling:
    """Propose to approve what the cuts leave of the claim, or to reject it where they leave nothing.

    Raises Refused while a line is not checked, and Stale.
    """
    with guarded():
        own = _load(claim, lock(claim.case, expect=expect))
        sums = totals(own)
        if sums.unchecked:
            text = ngettext(
                "%(n)s line is not checked yet.", "%(n)s lines are not checked yet.", sums.unchecked
            )
            raise Refused(text % {"n": f"{sums.unchecked:,}"})
        ruling = rulings.propose(
            actor=actor,
            case=own.case,
            outcome=RulingOutcome.APPROVE if sums.approved else RulingOutcome.REFUSE,
            amount=sums.approved,
            note=note,
            now=now,
            expect=expect,
        )
        own.case = ruling.case
        notices.proposed(own, actor=actor)
    return ruling


def sign(*, actor: User, claim: Claim, ruling: Ruling, now: datetime, expect: int) -> Claim:
    """Sign as the second person: the cuts are booked, KRW, and the claim may be paid, or is rejected.

    Raises Refused for the proposer under any account, and Stale.
    """
    approve = ruling.outcome == RulingOutcome.APPROVE
    with guarded():
        action = "approve" if approve else "reject"
        case = rulings.sign(actor=actor, ruling=ruling, action=action, now=now, expect=expect)
        own = _load(claim, case)
        own.approved_amount = ruling.amount
        own.save(update_fields=["approved_amount", "updated_at"])
        notices.decided(own, approved=approve)
        less = charged(own) - ruling.amount
        if less:
            ledger.cut(claim=own, amount=less, key=f"cut:{own.pk}:ruling:{ruling.pk}", actor=actor)
    return own


def send_back(*, actor: User, claim: Claim, ruling: Ruling, remark: str, now: datetime, expect: int) -> Claim:
    """Return the proposal to the first officer with a remark; the checks stay. Raises Refused and Stale."""
    with guarded():
        case = rulings.send_back(actor=actor, ruling=ruling, remark=remark, now=now, expect=expect)
        own = _load(claim, case)
        notices.sent_back(own, actor=actor)
    return own


def _at_check(actor: User, claim: Claim, expect: int) -> None:
    """Lock the case; Refused unless it is being checked and the actor is a finance officer of its agency."""
    case = lock(claim.case, expect=expect)
    answer = may_officiate(actor=actor, agency=case.agency, role=Role.FINANCE_OFFICER, case=case)
    if not answer:
        raise Refused(answer.reason)
    if case.status != ClaimStatus.SUBMITTED:
        raise Refused(NOT_NOW)


def _load(claim: Claim, case: Case) -> Claim:
    own = Claim.objects.select_related(*LOADED).get(pk=claim.pk)
    own.case = case
    return own


def _differs(line: ClaimLine, verdict: Verdict) -> bool:
    return line.checked_at is None or (line.cut, line.cut_reason, line.cut_note) != (
        verdict.cut,
        verdict.reason,
        verdict.note,
    )


def _apply(line: ClaimLine, verdict: Verdict, actor: User, now: datetime) -> None:
    if verdict.cut > line.claimed:
        text = _("Row %(row)s: no more can be cut than the ₩%(claimed)s claimed.")
        raise Refused(text % {"row": line.position, "claimed": f"{line.claimed:,}"})
    if verdict.cut < 0 or (verdict.cut and verdict.reason not in CutReason.values):
        raise Refused(_("Row %(row)s: a cut needs an amount and a reason.") % {"row": line.position})
    if verdict.cut and verdict.reason == CutReason.OTHER and not verdict.note:
        raise Refused(_("Row %(row)s: say in words why it is cut.") % {"row": line.position})
    line.cut, line.checked_by, line.checked_at = verdict.cut, actor, now
    line.cut_reason, line.cut_note = (verdict.reason, verdict.note) if verdict.cut else ("", "")
