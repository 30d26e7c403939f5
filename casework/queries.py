"""Named reads on cases and the policy versions that govern them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from casework.enums import Governing, Outcome
from casework.models import Case, CaseEdge, Facts, PolicyVersion, Screening

FAVOUR = {Outcome.ELIGIBLE: 2, Outcome.NEEDS_OFFICER: 1, Outcome.NOT_ELIGIBLE: 0}


def governing_versions(case: Case, today: date) -> list[PolicyVersion]:
    """Versions that govern a case on a day (Asia/Seoul), the newest first; none while no policy is in force.

    The law at decision (General Act on Public Administration, Art. 14(2)) unless the version in force cites a
    transitional clause: the law at submission, or both, of which the more favourable counts.
    """
    current = PolicyVersion.objects.in_force(policy=case.kind, day=today).first()
    if current is None:
        return []
    if current.governing == Governing.DECISION or case.submitted_at is None:
        return [current]
    earlier = PolicyVersion.objects.in_force(
        policy=case.kind, day=timezone.localdate(case.submitted_at)
    ).first()
    if earlier is None or earlier == current:
        return [current]
    return [earlier] if current.governing == Governing.SUBMISSION else [current, earlier]


def most_favourable(screenings: Iterable[Screening]) -> Screening | None:
    """Of the screenings by the governing versions the one that counts: eligible over needs an officer over
    not eligible; of equals the one of the later version."""
    ranked = sorted(screenings, key=lambda one: (FAVOUR[Outcome(one.outcome)], one.version.number))
    return ranked[-1] if ranked else None


def current_screening(case: Case, today: date) -> Screening | None:
    """The screening that counts for the newest facts of a case on a day; None while it is owed."""
    facts = case.facts.order_by("-number").first()
    if facts is None:
        return None
    found = facts.screenings.filter(version__in=governing_versions(case, today)).select_related(
        "version", "facts"
    )
    return most_favourable(found)


def governed_facts(version: PolicyVersion, today: date) -> QuerySet[Facts]:
    """Newest facts of every open, submitted case that `governing_versions` gives this version on this day."""
    current = PolicyVersion.objects.in_force(policy=version.policy, day=today).first()
    if current is None:
        return Facts.objects.none()
    newer = Facts.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    leaving = CaseEdge.objects.filter(kind=OuterRef("case__kind"), source=OuterRef("case__status"))
    open_facts = Facts.objects.filter(
        Exists(leaving), ~Exists(newer), case__kind=version.policy, case__submitted_at__isnull=False
    )
    return open_facts.filter(_governed(version, current))


def _governed(version: PolicyVersion, current: PolicyVersion) -> Q:
    nothing, everything = Q(pk__in=[]), Q()
    if current.governing == Governing.DECISION:
        return everything if version == current else nothing
    own = _submitted_within(version)
    if version != current:
        return own
    if current.governing == Governing.FAVOURABLE:
        return everything
    others = PolicyVersion.objects.enacted().filter(policy=version.policy).exclude(pk=version.pk)
    covered = nothing
    for other in others:
        covered |= _submitted_within(other)
    return ~covered


def _submitted_within(version: PolicyVersion) -> Q:
    """Submitted while the version was in force, in days of Asia/Seoul."""
    span = version.effective
    if span is None:
        return Q(pk__in=[])
    within = Q()
    if span.lower is not None:
        within &= Q(case__submitted_at__gte=_midnight(span.lower))
    if span.upper is not None:
        within &= Q(case__submitted_at__lt=_midnight(span.upper))
    return within


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
