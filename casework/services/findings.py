"""Verbs on findings: what an officer found about each fact, and which findings still count."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from casework.enums import FindingState
from casework.guards import guarded
from casework.models import Case, Document, Facts, Finding, User
from casework.permissions import may_take_edge
from casework.services.audit import audit
from casework.states import By, machine_of
from casework.transitions import Refused, lock, save

DERIVED = {"experience": "employment", "postdoc": "employment"}
"""Facts that are counted from others: verifying the jobs verifies the months."""


def root(fact: str) -> str:
    """What an officer verifies for a fact: "degree" for degree.1.awarded, "employment" for months."""
    first = fact.split(".")[0]
    return DERIVED.get(first, first)


def record(
    *,
    actor: User,
    case: Case,
    fact: str,
    state: FindingState | str,
    document: Document | None,
    page: int | None,
    note: str,
    now: datetime,
    expect: int,
) -> Finding:
    """Note that a fact is verified, or that it cannot be told (then `note` says why), on the newest facts.

    A correction is another verb: it makes new facts. Raises Refused or Stale.
    """
    state = FindingState(state)
    if state is FindingState.CORRECTED:
        raise Refused(_("A correction needs the corrected value."))
    if state is FindingState.CANNOT_TELL and not note.strip():
        raise Refused(_("Say why it cannot be told."))
    with guarded():
        locked = lock(case, expect=expect)
        answer = may_take_edge(actor=actor, case=locked, by=By.REVIEWER)
        if not answer:
            raise Refused(answer.reason)
        if machine_of(locked.kind).find(locked.status, "propose") is None:
            raise Refused(_("Findings are recorded while the case is in review."))
        facts = locked.facts.order_by("-number").first()
        if facts is None:
            raise Refused(_("Nothing has been submitted yet."))
        _check_evidence(locked, document, page)
        finding = write(
            actor=actor,
            case=locked,
            facts=facts,
            fact=fact,
            state=state,
            document=document,
            page=page,
            note=note,
            now=now,
        )
        save(locked)
    return finding


def write(
    *,
    actor: User,
    case: Case,
    facts: Facts,
    fact: str,
    state: FindingState | str,
    now: datetime,
    document: Document | None = None,
    page: int | None = None,
    note: str = "",
) -> Finding:
    """The row and its audit alone, for a verb that has locked the case and checked the actor."""
    state = FindingState(state)
    finding = Finding.objects.create(
        case=case,
        facts=facts,
        fact=fact,
        state=state,
        document=document,
        page=page if document else None,
        note=note.strip(),
        officer=actor,
        created_at=now,
    )
    audit(actor=actor, verb=f"finding.{state}", case=case, subject=fact, facts=facts.number)
    return finding


def standing(case: Case) -> dict[str, Finding]:
    """Per `root` fact the finding that counts: the newest one, unless the applicant has since submitted other
    facts or an officer has since corrected that very fact."""
    rows = list(case.facts.order_by("number"))
    found: dict[str, Finding] = {}
    for finding in case.findings.select_related("facts", "document", "officer").order_by("id"):
        if any(_renews(row, finding) for row in rows):
            found.pop(root(finding.fact), None)
        else:
            found[root(finding.fact)] = finding
    return found


def _renews(facts: Facts, finding: Finding) -> bool:
    if facts.number <= finding.facts.number:
        return False
    if facts.corrects:
        return root(facts.corrects) == root(finding.fact)
    return facts.digest != finding.facts.digest


def _check_evidence(case: Case, document: Document | None, page: int | None) -> None:
    if document is None:
        return
    if not case.documents.filter(document=document).exists():
        raise Refused(_("This document does not belong to the case."))
    if page is not None and not 1 <= page <= document.pages:
        raise Refused(_("The document has no such page."))
