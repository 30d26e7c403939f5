"""Verbs on decisions: one person proposes, another person countersigns (결재) or sends back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.enums import DecisionOutcome, DecisionStatus
from casework.guards import guarded
from casework.models import Case, Decision, DecisionReason, PolicyReason, Screening, User
from casework.permissions import may_countersign, may_take_edge
from casework.registry import Event, tell
from casework.services.audit import audit
from casework.services.readiness import Readiness, governing_screening, readiness
from casework.states import By, machine_of
from casework.transitions import Refused, Stale, lock, move


def propose(
    *,
    actor: User,
    case: Case,
    outcome: DecisionOutcome | str,
    reasons: Sequence[tuple[PolicyReason, str]],
    note: str,
    overrides: str,
    now: datetime,
    expect: int,
) -> Decision:
    """A reviewer proposes to grant or refuse, with coded reasons of the governing version, each with an
    explanation for the applicant (may be empty). `overrides` says why the automatic check is not followed.

    Raises Refused with what is still missing, or Stale.
    """
    outcome = DecisionOutcome(outcome)
    with guarded():
        locked = lock(case, expect=expect)
        answer = may_take_edge(actor=actor, case=locked, by=By.REVIEWER)
        if not answer:
            raise Refused(answer.reason)
        ready = readiness(locked, timezone.localdate(now))
        screening = _check_proposal(ready, outcome, reasons, overrides)
        moved = move(case=locked, action="propose", actor=actor, now=now)
        decision = Decision.objects.create(
            case=moved,
            case_version=moved.version,
            facts=screening.facts,
            version=screening.version,
            outcome=outcome,
            note=note.strip(),
            overrides=overrides.strip() if ready.contrary(outcome) else "",
            proposed_by=actor,
            proposed_at=now,
        )
        for reason, text in reasons:
            DecisionReason.objects.create(decision=decision, reason=reason, text=text.strip())
        audit(actor=actor, verb="decision.propose", case=moved, subject=str(decision.pk), outcome=outcome)
        tell(Event.PROPOSED, case=moved, actor=actor, now=now)
        decision.refresh_from_db()
    return decision


def countersign(*, actor: User, decision: Decision, now: datetime, expect: int) -> Decision:
    """Another person signs: the case is decided, the applicant told.

    Refused unless what was proposed still stands: same case version, newest facts, governing law.
    """
    with guarded():
        case, own = _locked(decision, expect)
        answer = may_countersign(actor=actor, decision=own)
        if not answer:
            raise Refused(answer.reason)
        _check_current(case, own, now)
        own.status, own.signed_by, own.signed_at = DecisionStatus.SIGNED, actor, now
        own.save(update_fields=["status", "signed_by", "signed_at"])
        edges = machine_of(case.kind).leaving(case.status)
        action = next(edge.action for edge in edges if edge.needs_decision == own.outcome)
        moved = move(case=case, action=action, actor=actor, now=now)
        audit(actor=actor, verb="decision.sign", case=moved, subject=str(own.pk), outcome=own.outcome)
        tell(Event.DECIDED, case=moved, actor=actor, now=now)
        own.refresh_from_db()
    return own


def send_back(*, actor: User, decision: Decision, note: str, now: datetime, expect: int) -> Decision:
    """An approver returns the proposal to the reviewer (재검토 요청) with a note. Raises Refused or Stale."""
    if not note.strip():
        raise Refused(_("Say what the reviewer should look at again."))
    with guarded():
        case, own = _locked(decision, expect)
        moved = move(case=case, action="return", actor=actor, now=now)
        own.status, own.returned_note = DecisionStatus.RETURNED, note.strip()
        own.save(update_fields=["status", "returned_note"])
        audit(actor=actor, verb="decision.send_back", case=moved, subject=str(own.pk))
        tell(Event.SENT_BACK, case=moved, actor=actor, now=now)
    return own


def void(*, actor: User | None, case: Case, now: datetime) -> int:
    """End the open proposal of a case that is about to change otherwise; how many were ended (0 or 1).

    For a verb that has locked the case. The database would refuse its signature in any event.
    """
    ended = Decision.objects.filter(case=case, status=DecisionStatus.PROPOSED).update(
        status=DecisionStatus.VOID
    )
    if ended:
        audit(actor=actor, verb="decision.void", case=case, at=now.isoformat())
    return ended


def _locked(decision: Decision, expect: int) -> tuple[Case, Decision]:
    case = lock(decision.case, expect=expect)
    own = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    own.case = case
    if own.status != DecisionStatus.PROPOSED:
        raise Refused(_("This proposal is closed."))
    return case, own


def _check_proposal(
    ready: Readiness,
    outcome: DecisionOutcome,
    reasons: Sequence[tuple[PolicyReason, str]],
    overrides: str,
) -> Screening:
    screening, missing = ready.screening, ready.blockers[outcome]
    if missing or screening is None:
        raise Refused(" ".join(missing))
    if not reasons:
        raise Refused(_("Choose at least one reason."))
    if any(one.version_id != screening.version_id or one.outcome != outcome for one, _text in reasons):
        raise Refused(
            _("A reason must belong to the outcome and to the policy version in force for the case.")
        )
    if ready.contrary(outcome) and not overrides.strip():
        raise Refused(_("This is not what the automatic check found. Say why you decide otherwise."))
    return screening


def _check_current(case: Case, decision: Decision, now: datetime) -> None:
    if decision.case_version != case.version:
        raise Stale
    screening = governing_screening(case, timezone.localdate(now))
    if screening is None or screening.version_id != decision.version_id:
        raise Refused(
            _("The law that governs this case changed after the proposal. Send it back to be proposed again.")
        )
    if screening.facts_id != decision.facts_id:
        raise Stale
