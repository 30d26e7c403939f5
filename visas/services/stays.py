"""Verbs on a researcher's stay in Korea: record it, end it early."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.clock import seoul_date
from casework.guards import guarded
from casework.models import Case, Person, User
from casework.services.audit import audit
from casework.transitions import Refused
from visas import notices, validators
from visas.enums import TOP_TIER, Status, StayEnd
from visas.models import Stay
from visas.permissions import may_keep_stay


def record(
    *, actor: User, case: Case, status_of_stay: str, starts_on: date, ends_on: date | None, now: datetime
) -> Stay:
    """Record an entry, a change of status or an extension beside a granted case; the applicant is told.

    `ends_on` is the last day, inclusive, and None for permanent residence only. The case stays as it is.
    Raises Refused where the days overlap a recorded stay, and for what `visas.validators.stay` finds.
    """
    with guarded():
        _lock(case.person_id)
        _require(actor, case)
        _refuse(
            validators.stay(
                status=status_of_stay,
                starts_on=starts_on,
                ends_on=ends_on,
                known=Stay.objects.filter(person=case.person_id).counted(),
                today=seoul_date(now),
            )
        )
        stay = Stay.objects.create(
            person_id=case.person_id,
            case=case,
            status_of_stay=status_of_stay,
            starts_on=starts_on,
            ends_on=ends_on,
            recorded_by=actor,
            recorded_at=now,
        )
        audit(actor=actor, verb="stay.record", case=case, subject=str(stay.pk))
        notices.stay_recorded(case, stay)
    return stay


def end(*, actor: User, stay: Stay, ended_on: date | None, reason: str, now: datetime) -> Stay:
    """End a stay before its last day, on `ended_on` (inclusive), or take back one recorded by mistake.

    A mistaken stay never counted: `ended_on` is not kept. Raises Refused for a stay that has ended already.
    """
    with guarded():
        _lock(stay.person_id)
        locked = Stay.objects.select_for_update(of=("self",)).select_related("case").get(pk=stay.pk)
        case = _case_of(locked)
        _require(actor, case)
        if locked.mistaken or (locked.end_reason and reason != StayEnd.MISTAKE):
            raise Refused(_("This stay has ended already."))
        _refuse(validators.stay_end(period=locked, ended_on=ended_on, reason=reason, today=seoul_date(now)))
        locked.ended_on = None if reason == StayEnd.MISTAKE else ended_on
        locked.end_reason = reason
        locked.save(update_fields=["ended_on", "end_reason"])
        audit(actor=actor, verb="stay.end", case=case, subject=str(locked.pk), reason=reason)
        notices.stay_ended(case, locked)
    return locked


def _lock(person_id: UUID) -> None:
    """Stays of one person are written one after another."""
    Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _require(actor: User, case: Case) -> None:
    answer = may_keep_stay(actor=actor, case=case)
    if not answer:
        raise Refused(answer.reason)


def _refuse(wrong: dict[str, str | Promise]) -> None:
    for reason in wrong.values():
        raise Refused(reason)


def _case_of(stay: Stay) -> Case:
    """The case a stay hangs beside; for one recorded without, the person's newest granted one."""
    granted = Case.objects.filter(person=stay.person_id, kind=TOP_TIER, status=Status.GRANTED)
    case = stay.case or granted.order_by("-decided_at").first()
    if case is None:
        raise Refused(_("This person has no granted application, so the stay cannot be ended here."))
    return case
