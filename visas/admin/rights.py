"""What an officer may do with a case now, and the reason shown where not."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import Case, Decision, User
from casework.permissions import YES, Answer, may_countersign, may_take_edge
from casework.states import By, machine_of
from visas.enums import Status
from visas.permissions import may_keep_stay

NOT_NOW = Answer(False, _("This is not possible in the present state of the case."))
TAKEN = Answer(False, _("A colleague is working on this case."))
EDGES = {
    "ask": ("ask", By.REVIEWER),
    "cancel_ask": ("cancel_ask", By.REVIEWER),
    "finding": ("propose", By.REVIEWER),
    "propose": ("propose", By.REVIEWER),
    "send_back": ("return", By.APPROVER),
}
"""The edge that must leave the status, and whose it is."""
STAYS = ("stay", "stay_end")


@dataclass(frozen=True)
class Link:
    """A button of the action bar, or the reason why it is not one."""

    code: str
    label: str | Promise
    url: str
    answer: Answer


LABELS: dict[str, str | Promise] = {
    "take": _("Take this case"),
    "ask": _("Ask for a supplement"),
    "cancel_ask": _("Cancel the supplement request"),
    "propose": _("Propose a decision"),
    "countersign": _("Countersign"),
    "send_back": _("Send back to the reviewer"),
}
BAR: dict[str, tuple[str, ...]] = {
    Status.SUBMITTED: ("take",),
    Status.IN_REVIEW: ("propose", "ask"),
    Status.SUPPLEMENT: ("cancel_ask",),
    Status.PROPOSED: ("countersign", "send_back"),
}


def may(action: str, *, officer: User, case: Case, proposal: Decision | None = None) -> Answer:
    """Whether this officer may take this action on this case now."""
    if action == "take":
        return _may_take(officer, case)
    if action == "countersign":
        return may_countersign(actor=officer, decision=proposal) if proposal else NOT_NOW
    if action == "correct":
        possible = _leaves(case, "propose") or _leaves(case, "reopen")
        return may_take_edge(actor=officer, case=case, by=By.REVIEWER) if possible else NOT_NOW
    if action == "reveal":
        return YES
    if action in STAYS:
        return may_keep_stay(actor=officer, case=case)
    edge, by = EDGES[action]
    return may_take_edge(actor=officer, case=case, by=by) if _leaves(case, edge) else NOT_NOW


def action_bar(*, officer: User, case: Case, proposal: Decision | None) -> list[Link]:
    """The actions that belong to the status, the main one first."""
    codes = BAR.get(case.status, ())
    if case.status == Status.IN_REVIEW and case.assignee_id is None:
        codes = ("take", *codes)
    return [
        Link(
            code,
            LABELS[code],
            reverse(f"admin:visas_toptiercase_{code}", args=[case.pk]),
            may(code, officer=officer, case=case, proposal=proposal),
        )
        for code in codes
    ]


def _may_take(officer: User, case: Case) -> Answer:
    if case.assignee_id not in (None, officer.pk):
        return TAKEN
    if not (_leaves(case, "take") or (_leaves(case, "ask") and case.assignee_id is None)):
        return NOT_NOW
    return may_take_edge(actor=officer, case=case, by=By.REVIEWER)


def _leaves(case: Case, action: str) -> bool:
    return machine_of(case.kind).find(case.status, action) is not None
