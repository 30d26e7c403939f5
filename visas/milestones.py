"""What happened to a person's visa and stay, for an officer's timeline of the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casework.clock import seoul_date
from casework.models import Case, Person
from visas.enums import TOP_TIER, Status
from visas.models import Stay


@dataclass(frozen=True)
class TimelineItem:
    """One line: the day in Asia/Seoul, what happened, and which case or status it concerns."""

    on: date
    what: str
    detail: str


def visa_timeline(person: Person) -> list[TimelineItem]:
    """Applications handed in and decided, stays begun and ended, the earliest first; 2 queries.

    The last day of a stay is listed before it comes, too. Who may read this is the caller's matter.
    """
    items: list[TimelineItem] = []
    for case in Case.objects.submitted().filter(person=person, kind=TOP_TIER):
        items += _of_case(case)
    for stay in Stay.objects.filter(person=person).counted():
        items += _of_stay(stay)
    return sorted(items, key=lambda item: item.on)


def _of_case(case: Case) -> list[TimelineItem]:
    items = []
    if case.submitted_at:
        items.append(
            TimelineItem(seoul_date(case.submitted_at), _("Visa application submitted"), case.reference)
        )
    if case.decided_at:
        what = _("Visa granted") if case.status == Status.GRANTED else _("Visa refused")
        items.append(TimelineItem(seoul_date(case.decided_at), what, case.reference))
    return items


def _of_stay(stay: Stay) -> list[TimelineItem]:
    status = stay.get_status_of_stay_display()
    items = [TimelineItem(stay.starts_on, _("First day of stay"), status)]
    if stay.last_day:
        why = stay.get_end_reason_display()
        items.append(
            TimelineItem(stay.last_day, _("Last day of stay"), f"{status}: {why}" if why else status)
        )
    return items
