"""The desk's queue: which cases an officer sees, in which tab, in which order. Constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.clock import Clock, read, seoul_date
from casework.models import Case, Facts, PolicyVersion, Screening, User
from casework.models.case import CaseQuerySet
from visas.admin.words import Badge, check_badge, status_badge
from visas.enums import DECIDED, OPEN, TERMINAL, TOP_TIER, WITH_OFFICER, Status

PAGE = 25
DEFAULT_DAYS = 14
"""Processing days shown while no policy version is in force."""


@dataclass(frozen=True)
class Tab:
    code: str
    label: str | Promise
    condition: Q


def tabs(officer: User) -> list[Tab]:
    return [
        Tab("open", _("All open"), Q(status__in=OPEN)),
        Tab("mine", _("Mine"), Q(status__in=OPEN, assignee=officer)),
        Tab("unassigned", _("Unassigned"), Q(status__in=OPEN, assignee=None)),
        Tab("waiting", _("With the applicant"), Q(status=Status.SUPPLEMENT)),
        Tab("sign", _("To sign"), Q(status=Status.PROPOSED)),
        Tab("decided", _("With a decision"), Q(status__in=DECIDED)),
        Tab("closed", _("Closed otherwise"), Q(status__in=set(TERMINAL) - set(DECIDED))),
    ]


def desk_cases(officer: User) -> CaseQuerySet:
    """Every submitted top-tier case the officer may see."""
    return Case.objects.visible_to(officer).filter(kind=TOP_TIER)


def tab_counts(officer: User) -> dict[str, int]:
    """Cases in each tab; one query."""
    counts = {tab.code: Count("pk", filter=tab.condition) for tab in tabs(officer)}
    return desk_cases(officer).aggregate(**counts)


@dataclass(frozen=True)
class Row:
    case: Case
    name: str
    hangul: str
    status: Badge
    check: Badge
    clock: Clock


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    next_key: str
    """Where the next page begins; empty on the last one."""


def page(cases: CaseQuerySet, *, after: str, now: datetime) -> Page:
    """Up to PAGE cases after the key, oldest submission first, with everything a row shows. Three queries."""
    cases = _after(cases, after).order_by("submitted_at", "id")
    cases = with_columns(cases)
    found = list(cases[: PAGE + 1])
    limit = clock_days(now)
    rows = [row_of(case, limit, now) for case in found[:PAGE]]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(rows, f"{last.submitted_at.isoformat()}~{last.pk}" if last and last.submitted_at else "")


def with_columns(cases: CaseQuerySet) -> CaseQuerySet:
    newest = Facts.objects.filter(case=OuterRef("pk")).order_by("-number").values("pk")[:1]
    check = Screening.objects.filter(facts=OuterRef("newest_facts")).order_by("-version__number")
    return (
        cases.alias(newest_facts=Subquery(newest))
        .annotate(check_outcome=Subquery(check.values("outcome")[:1]))
        .select_related("assignee", "person__profile")
        .prefetch_related("clock_stops")
    )


def search(cases: CaseQuerySet, text: str) -> CaseQuerySet:
    """Cases whose reference or applicant's name (Latin, Hangul, own script) holds every word of the text."""
    for word in text.split():
        profile = "person__profile__"
        cases = cases.filter(
            Q(reference__icontains=word)
            | Q(**{f"{profile}surname__icontains": word})
            | Q(**{f"{profile}given_names__icontains": word})
            | Q(**{f"{profile}hangul_name__icontains": word})
            | Q(**{f"{profile}native_name__icontains": word})
        )
    return cases


def row_of(case: Case, limit: int, now: datetime) -> Row:
    profile = getattr(case.person, "profile", None)
    return Row(
        case=case,
        name=profile.passport_name if profile else "",
        hangul=profile.hangul_name if profile else "",
        status=status_badge(case.status),
        check=check_badge(getattr(case, "check_outcome", None)),
        clock=clock_of(case, limit, now),
    )


def clock_of(case: Case, limit: int, now: datetime) -> Clock:
    """The clock of a submitted case, stopped at its decision or end. Reads the prefetched stops."""
    stops = [(stop.started_at, stop.ended_at) for stop in case.clock_stops.all()]
    ended = case.decided_at or (case.status_since if case.status in TERMINAL else None)
    return read(received_at=case.submitted_at or now, stops=stops, limit=limit, now=now, ended_at=ended)


def clock_days(now: datetime) -> int:
    """Processing days of the policy version in force."""
    version = PolicyVersion.objects.in_force(policy=TOP_TIER, day=seoul_date(now)).first()
    return version.clock_days if version else DEFAULT_DAYS


def overdue(officer: User, now: datetime) -> list[Case]:
    """Cases past their processing days while with an officer, oldest first. Two queries and the policy's."""
    limit = clock_days(now)
    aged = Q(status__in=WITH_OFFICER, submitted_at__lt=now - timedelta(days=limit))
    rows = desk_cases(officer).filter(aged).prefetch_related("clock_stops").order_by("submitted_at", "id")
    return [case for case in rows if clock_of(case, limit, now).late]


def _after(cases: CaseQuerySet, key: str) -> CaseQuerySet:
    moment, _tilde, pk = key.partition("~")
    try:
        since, key_id = parse_datetime(moment), UUID(pk)
    except ValueError:
        return cases
    if since is None:
        return cases
    return cases.filter(Q(submitted_at__gt=since) | Q(submitted_at=since, id__gt=key_id))
