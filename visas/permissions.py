"""Who may do what to an application, and why not; (allowed, reason), the reason fit for the page."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from casework.models import Case, User
from casework.permissions import YES, Answer, may_take_edge
from casework.states import By, machine_of
from recruitment.models import Profile
from visas.enums import EDITABLE, TOP_TIER, Status

KOREAN = "KR"


def may_start(*, actor: User, profile: Profile | None, underway: Case | None) -> Answer:
    """One open application per person, and none for citizens of Korea, who need no visa."""
    if actor.is_staff:
        return Answer(False, _("Officers apply with a private account, not with this one."))
    if profile and KOREAN in profile.citizenships:
        return Answer(False, _("As a citizen of Korea you need no visa."))
    if underway and underway.status not in EDITABLE:
        return Answer(
            False, _("You already have an application underway. Withdraw it before you start another.")
        )
    return YES


def may_edit(*, actor: User, case: Case) -> Answer:
    """The applicant, while the application is a draft."""
    answer = may_take_edge(actor=actor, case=case, by=By.APPLICANT)
    if not answer or case.kind != TOP_TIER:
        return answer
    if case.status not in EDITABLE:
        return Answer(False, _("The application is submitted. Its answers can no longer be changed."))
    return YES


def may_submit(*, actor: User, case: Case, gaps: Sequence[str]) -> Answer:
    """The applicant, once nothing is missing; the reason names what is."""
    answer = may_edit(actor=actor, case=case)
    if not answer:
        return answer
    if gaps:
        return Answer(False, _("Still missing: %(names)s.") % {"names": ", ".join(gaps)})
    return YES


def may_withdraw(*, actor: User, case: Case) -> Answer:
    """The applicant, until a decision is proposed."""
    answer = may_take_edge(actor=actor, case=case, by=By.APPLICANT)
    if not answer:
        return answer
    if machine_of(case.kind).find(case.status, "withdraw") is None:
        if case.status == Status.PROPOSED:
            return Answer(
                False, _("A decision is being signed, so the application can no longer be withdrawn.")
            )
        return Answer(False, _("This application is closed."))
    return YES


def may_answer(*, actor: User, case: Case) -> Answer:
    """The applicant, while a supplement request is open."""
    answer = may_take_edge(actor=actor, case=case, by=By.APPLICANT)
    if not answer:
        return answer
    if case.status != Status.SUPPLEMENT:
        return Answer(False, _("Nothing is being asked of you now."))
    return YES


def may_keep_stay(*, actor: User, case: Case) -> Answer:
    """A reviewer or approver of the agency that granted the case: its decision is what the stay rests on."""
    if case.kind != TOP_TIER or case.status != Status.GRANTED:
        return Answer(False, _("A stay is recorded once the application is granted."))
    as_reviewer = may_take_edge(actor=actor, case=case, by=By.REVIEWER)
    return as_reviewer or may_take_edge(actor=actor, case=case, by=By.APPROVER)
