"""What a draft still lacks before it may become law, said so that its owner can mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from casework.eligibility.criterion import Placed, comparisons
from casework.eligibility.epochs import epochs
from casework.eligibility.errors import EligibilityError, UnknownParameter
from casework.eligibility.interpreter import conditions, program
from casework.enums import DecisionOutcome, EditionKind, RouteKind
from casework.models import PolicyVersion


def problems(version: PolicyVersion) -> list[str]:
    """Each thing that is missing or contradictory, in the active language; none when it may be published."""
    return [*_texts(version), *_rules(version), *_sources(version), *_reasons(version)]


def _texts(version: PolicyVersion) -> list[str]:
    found = []
    if not version.title_en.strip() or not version.title_ko.strip():
        found.append(_("The title is missing in one of the two languages."))
    if not version.legal_source.strip():
        found.append(_("The legal source is missing."))
    if not version.clock_days:
        found.append(_("The processing period is missing."))
    return found


def _rules(version: PolicyVersion) -> list[str]:
    try:
        read = program(version)
        for epoch in epochs(version):
            conditions(read, epoch)
    except UnknownParameter as missing:
        return [_("A figure is missing: %(name)s.") % {"name": missing}]
    except EligibilityError as trouble:
        return [_("The routes cannot be read: %(name)s.") % {"name": f"{type(trouble).__name__} {trouble}"}]
    found = [
        _("Route “%(route)s” counts points but has no pass mark.") % {"route": route.title}
        for route, _rows in read.routes
        if route.kind == RouteKind.POINTS and not route.mark
    ]
    stamped = {row.code: row.rule for _route, rows in read.routes for row in rows}
    return found + [
        _("Criterion %(code)s is not the one this draft was made with.") % {"code": one.code}
        for one in read.criteria
        if stamped[one.code] != one.digest
    ]


def _sources(version: PolicyVersion) -> list[str]:
    try:
        read = program(version)
    except EligibilityError:
        return []
    kinds: set[EditionKind] = set()
    for one in read.criteria:
        for comparison in comparisons(one.rule):
            kinds |= {comparison.times} if comparison.times else set()
            kinds |= {comparison.subject.kind} if isinstance(comparison.subject, Placed) else set()
    ruled = set(version.edition_rules.values_list("kind", flat=True))
    return [
        _("No publisher is named for: %(kind)s.") % {"kind": kind.label} for kind in sorted(kinds - ruled)
    ]


def _reasons(version: PolicyVersion) -> list[str]:
    if not version.based_on_id or not version.based_on or not version.based_on.reasons.exists():
        return []
    outcomes = set(version.reasons.values_list("outcome", flat=True))
    return [
        _("There is no reason for the outcome “%(outcome)s”.") % {"outcome": outcome.label}
        for outcome in DecisionOutcome
        if outcome not in outcomes
    ]
