"""What officers do in the stories, on the same services as the real desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.eligibility.interpreter import program
from casework.enums import DecisionOutcome, FindingState, Verdict
from casework.models import Case, Decision, PolicyReason, Screening, User
from casework.services import assignment, decisions, findings
from casework.services.readiness import facts_of, readiness

EVIDENCE = {"rank": "degree", "pay": "contract"}
"""Requirement whose document shows a fact; certificates of career for the others."""


@dataclass(frozen=True)
class Desk:
    """Who works in the stories, and the moment they are told."""

    reviewer: User
    approver: User
    now: datetime

    def ago(self, **span: float) -> datetime:
        return self.now - timedelta(**span)


def later(case: Case, **span: float) -> datetime:
    """A moment so long after the case was submitted."""
    if case.submitted_at is None:
        raise ValueError("the case is a draft")
    return case.submitted_at + timedelta(**span)


def take(cast: Desk, case: Case, *, days: float) -> Case:
    return assignment.take(actor=cast.reviewer, case=case, now=later(case, days=days), expect=case.version)


def verify(cast: Desk, case: Case, *, now: datetime) -> Case:
    """Record every fact of every criterion as verified, on the document that shows it."""
    screening = readiness(case, now.date()).screening
    if screening is None:
        raise ValueError("the case is not screened yet")
    slots = {used.requirement: used.document for used in case.documents.filter(replaced_at=None)}
    names = {name for one in program(screening.version).criteria for name in facts_of(one)}
    for name in sorted(names):
        case.refresh_from_db()
        findings.record(
            actor=cast.reviewer,
            case=case,
            fact=name,
            state=FindingState.VERIFIED,
            document=slots.get(EVIDENCE.get(name, "career")),
            page=1,
            note="",
            now=now,
            expect=case.version,
        )
    case.refresh_from_db()
    return case


def propose(cast: Desk, case: Case, *, days: float) -> Decision:
    """Verify everything, then propose what the check found, with the version's reasons for it."""
    now = later(case, days=days)
    verified = verify(cast, case, now=now)
    ready = readiness(verified, now.date())
    if ready.screening is None or ready.suggested is None:
        raise ValueError("the check leaves it to an officer")
    return decisions.propose(
        actor=cast.reviewer,
        case=verified,
        outcome=ready.suggested,
        reasons=[(reason, "") for reason in _reasons(ready.screening, ready.suggested)],
        note="",
        overrides="",
        now=now,
        expect=verified.version,
    )


def _reasons(checked: Screening, outcome: DecisionOutcome) -> list[PolicyReason]:
    """Reasons that fit: of every criterion not met for a refusal, of one met for a grant."""
    wanted = Verdict.MET if outcome == DecisionOutcome.GRANT else Verdict.NOT_MET
    pairs = zip(program(checked.version).criteria, checked.verdicts, strict=True)
    found = [one.code for one, verdict in pairs if verdict == wanted]
    reasons = PolicyReason.objects.filter(version=checked.version, outcome=outcome)
    return list(reasons.filter(criterion__in=found)) or list(reasons[:1])


def decide(cast: Desk, case: Case, *, days: float) -> Decision:
    proposed = propose(cast, case, days=days)
    proposed.case.refresh_from_db()
    now = later(proposed.case, days=days + 1)
    return decisions.countersign(
        actor=cast.approver, decision=proposed, now=now, expect=proposed.case.version
    )
