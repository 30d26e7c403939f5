"""Whether a person may stay in Korea, day by day, as funding reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.clock import seoul_date
from casework.models import Case
from recruitment.models import Profile
from visas.enums import DECIDED, OPEN, TOP_TIER, Status
from visas.models import Stay
from visas.permissions import KOREAN

Days = tuple[date, date]
"""First and last day, both included."""
ONE_DAY = timedelta(days=1)
COUNTING = (*OPEN, *DECIDED)
"""Applications withdrawn or returned say nothing: an earlier refusal stands."""


@dataclass(frozen=True)
class Residence:
    """Citizenship of Korea, or the periods of stay in order (an open-ended one until `date.max`).

    `refused_on` is the day the latest application was refused, None where it was not; `has_case` says whether
    the person ever handed in an application.
    """

    citizen: bool
    periods: tuple[Days, ...]
    refused_on: date | None
    has_case: bool

    def covers(self, first: date, last: date) -> bool:
        """Whether every day from `first` to `last`, both included, is a day of citizenship or stay.

        Periods join where one begins the day after the other. Raises ValueError for a span without days.
        """
        if last < first:
            raise ValueError("the last day is before the first")
        day = first
        for begins, ends in self.periods:
            if begins <= day <= ends:
                if last <= ends:
                    return True
                day = ends + ONE_DAY
        return self.citizen

    def valid_on(self, day: date) -> bool:
        return self.covers(day, day)

    def frozen(self, today: date) -> str:
        """Why no new claim may be made for this person on a day in Asia/Seoul; empty where it may.

        Not frozen: citizens, people whose application is open, and people who have not arrived yet.
        """
        if self.citizen:
            return ""
        if self.refused_on and (not self.periods or self.periods[-1][0] <= self.refused_on):
            return _("The visa application was refused on %(day)s.") % {"day": date_format(self.refused_on)}
        if self.periods and self.periods[-1][1] < today:
            return _("The stay in Korea ended on %(day)s.") % {"day": date_format(self.periods[-1][1])}
        return ""


def residence(person_id: UUID, today: date) -> Residence:
    """One person's residence as known on a day in Asia/Seoul; 3 queries."""
    return residences([person_id], today)[person_id]


def residences(person_ids: Iterable[UUID], today: date) -> dict[UUID, Residence]:
    """Everybody's residence as known on a day in Asia/Seoul, strangers to the portal included; 3 queries."""
    people = set(person_ids)
    periods: dict[UUID, list[Days]] = defaultdict(list)
    for stay in Stay.objects.filter(person__in=people).counted():
        periods[stay.person_id].append((stay.starts_on, stay.last_day or date.max))
    profiles = Profile.objects.filter(person__in=people, citizenships__contains=[KOREAN])
    citizens = set(profiles.values_list("person", flat=True))
    applied, refused = _applications(people, today)
    return {
        person: Residence(person in citizens, tuple(periods[person]), refused.get(person), person in applied)
        for person in people
    }


def _applications(people: set[UUID], today: date) -> tuple[set[UUID], dict[UUID, date]]:
    """Who handed in an application, and who was refused on their latest one by `today`, when."""
    rows = Case.objects.submitted().filter(person__in=people, kind=TOP_TIER)
    applied: set[UUID] = set()
    refused: dict[UUID, date] = {}
    for case in rows.only("person", "status", "decided_at").order_by("submitted_at", "pk"):
        applied.add(case.person_id)
        if case.status not in COUNTING:
            continue
        refused.pop(case.person_id, None)
        if case.status == Status.REFUSED and case.decided_at and seoul_date(case.decided_at) <= today:
            refused[case.person_id] = seoul_date(case.decided_at)
    return applied, refused
