"""Who hears what of a top-tier application, written in the transaction of the event."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from casework.enums import Role
from casework.models import Case, Decision, RoleGrant, User
from casework.registry import Event, hear
from casework.services.notices import owe
from visas.enums import TOP_TIER
from visas.models import Stay


def submitted(case: Case) -> None:
    """The applicant: received."""
    _to_applicant(case, "submitted", "visas/submitted", reverse("application", args=[case.pk]))


def supplement_asked(*, case: Case, actor: User | None, now: datetime) -> None:
    """The applicant: something is missing."""
    _to_applicant(case, "asked", "visas/supplement_asked", reverse("application_supplement", args=[case.pk]))


def supplement_cancelled(*, case: Case, actor: User | None, now: datetime) -> None:
    """The applicant: nothing is missing any more."""
    _to_applicant(case, "ask_cancelled", "visas/supplement_cancelled", reverse("application", args=[case.pk]))


def decided(*, case: Case, actor: User | None, now: datetime) -> None:
    """The applicant: there is a decision, whichever it is."""
    _to_applicant(case, "decided", "visas/decided", reverse("application_decision", args=[case.pk]))


def returned(case: Case) -> None:
    """The applicant: no answer came in time, the application is returned."""
    _to_applicant(case, "returned", "visas/returned", reverse("application", args=[case.pk]))


def stay_recorded(case: Case, stay: Stay) -> None:
    """The applicant: the period of stay is recorded."""
    _to_applicant(
        case, f"stay-{stay.pk}", "visas/stay_recorded", reverse("application_decision", args=[case.pk])
    )


def stay_ended(case: Case, stay: Stay) -> None:
    """The applicant: the period of stay has changed, whatever the reason."""
    event = f"stay-{stay.pk}-{stay.end_reason}"
    _to_applicant(case, event, "visas/stay_ended", reverse("application_decision", args=[case.pk]))


def supplement_answered(case: Case) -> None:
    """The officer who has the case: the answer is in."""
    _to_assignee(case, "answered", "visas/supplement_answered")


def withdrawn(case: Case) -> None:
    """The officer who has the case: it is withdrawn."""
    _to_assignee(case, "withdrawn", "visas/withdrawn")


def proposed(*, case: Case, actor: User | None, now: datetime) -> None:
    """Every approver of the agency but the proposer: a decision waits for a countersignature."""
    grants = RoleGrant.objects.current().filter(role=Role.APPROVER, agency=case.agency)
    approvers = User.objects.filter(role_grants__in=grants, is_active=True).distinct()
    for approver in approvers.exclude(person=actor.person_id if actor else None):
        _to_officer(case, approver, "proposed", "visas/proposed")


def sent_back(*, case: Case, actor: User | None, now: datetime) -> None:
    """The proposer: the proposal came back with a remark."""
    returned_one = Decision.objects.filter(case=case).select_related("proposed_by").order_by("-pk").first()
    if returned_one:
        _to_officer(case, returned_one.proposed_by, "sent_back", "visas/sent_back")


def check_changed(*, case: Case, actor: User | None, now: datetime) -> None:
    """The applicant: new law took effect, and the automatic check came out differently."""
    _to_applicant(case, "check_changed", "visas/check_changed", reverse("application", args=[case.pk]))


def listen() -> None:
    """Hear what officers do to cases of this kind; called when the app is ready."""
    hear(TOP_TIER, Event.PROPOSED, proposed)
    hear(TOP_TIER, Event.SENT_BACK, sent_back)
    hear(TOP_TIER, Event.ASKED, supplement_asked)
    hear(TOP_TIER, Event.ASK_CANCELLED, supplement_cancelled)
    hear(TOP_TIER, Event.DECIDED, decided)
    hear(TOP_TIER, Event.CHECK_CHANGED, check_changed)


def _to_applicant(case: Case, event: str, template: str, path: str) -> None:
    for account in User.objects.filter(person=case.person_id, is_active=True, is_staff=False):
        owe(event=_key(case, event), recipient=account, template=template, path=path, case=case)


def _to_assignee(case: Case, event: str, template: str) -> None:
    if case.assignee is not None:
        _to_officer(case, case.assignee, event, template)


def _to_officer(case: Case, officer: User, event: str, template: str) -> None:
    path = reverse("admin:visas_toptiercase_change", args=[case.pk])
    owe(event=_key(case, event), recipient=officer, template=template, path=path, case=case)


def _key(case: Case, event: str) -> str:
    """Names one event of one case once; the version tells a second supplement request from the first."""
    return f"{case.pk}:{case.version}:{event}"
