"""The officer's correction of one fact, with its evidence: new facts, a finding, a new automatic check."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.enums import FindingState
from casework.guards import guarded
from casework.models import Case, CaseEvent, Document, Facts, User
from casework.permissions import may_take_edge
from casework.services import decisions, findings, screening
from casework.services.audit import audit
from casework.states import By, machine_of
from casework.transitions import Refused, lock, move, save
from visas.facts import FactsPlan, UnknownFact, corrected, plan_of
from visas.services.freezing import freeze

CORRECTED = "correct"
"""Action of the event that tells the applicant of a correction."""


def correct_fact(
    *,
    actor: User,
    case: Case,
    fact: str,
    low: Any,
    high: Any,
    reason: str,
    evidence: Document | None,
    now: datetime,
    expect: int,
) -> Facts:
    """Freeze new facts in which `fact` is (low, high); names and values as in `visas.facts.corrected`.

    For a reviewer of the case's agency, while it is in review; a live proposal becomes void. `evidence` must
    be a document of the case. Raises Refused with words for the officer, or Stale.
    """
    if not reason.strip():
        raise Refused(_("Say why the fact is corrected."))
    if evidence is None:
        raise Refused(_("Name the document that shows it."))
    with guarded():
        locked = _reviewable(case, actor, now, expect)
        if not locked.documents.filter(document=evidence).exists():
            raise Refused(_("This document does not belong to the case."))
        facts = freeze(
            plan=_changed(locked, fact, low, high),
            case=locked,
            actor=actor,
            corrects=fact,
            reason=reason.strip(),
            evidence=evidence,
        )
        findings.write(
            actor=actor,
            case=locked,
            facts=facts,
            fact=fact,
            state=FindingState.CORRECTED,
            document=evidence,
            note=reason,
            now=now,
        )
        save(locked)
        _tell_timeline(locked, actor, now)
        audit(actor=actor, verb="facts.correct", case=locked, subject=fact, facts=facts.number)
        screening.owe(facts, today=seoul_date(now))
    return facts


def _reviewable(case: Case, actor: User, now: datetime, expect: int) -> Case:
    """The locked case in review, taken back from a proposal where there is one."""
    locked = lock(case, expect=expect)
    answer = may_take_edge(actor=actor, case=locked, by=By.REVIEWER)
    if not answer:
        raise Refused(answer.reason)
    machine = machine_of(locked.kind)
    if machine.find(locked.status, "reopen"):
        decisions.void(actor=actor, case=locked, now=now)
        return move(case=locked, action="reopen", actor=actor, now=now)
    if machine.find(locked.status, "propose") is None:
        raise Refused(_("Facts are corrected while the case is in review."))
    return locked


def _changed(case: Case, fact: str, low: Any, high: Any) -> FactsPlan:
    newest = case.facts.select_related("top_tier").order_by("-number").first()
    if newest is None:
        raise Refused(_("Nothing has been submitted yet."))
    before = plan_of(newest)
    try:
        after = corrected(before, fact=fact, low=low, high=high)
    except UnknownFact:
        raise Refused(_("This fact cannot have that value.")) from None
    if after == before:
        raise Refused(_("This is the value the case has already."))
    return after


def _tell_timeline(case: Case, actor: User, now: datetime) -> None:
    CaseEvent.objects.create(
        case=case,
        at=now,
        actor=actor,
        action=CORRECTED,
        source=case.status,
        target=case.status,
        case_version=case.version,
    )
