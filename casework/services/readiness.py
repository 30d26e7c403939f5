"""What still stands in the way of a decision: the newest facts' check, and the findings a route needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from casework.eligibility.criterion import Criterion, Placed, Subject, comparisons
from casework.eligibility.interpreter import Program, program
from casework.enums import DecisionOutcome, EditionKind, FindingState, Outcome, Verdict
from casework.models import Case, Finding, Screening
from casework.queries import governing_versions, most_favourable
from casework.services.findings import root, standing

FITS = {Outcome.ELIGIBLE: DecisionOutcome.GRANT, Outcome.NOT_ELIGIBLE: DecisionOutcome.REFUSE}
SHOWN_BY = {
    EditionKind.RANKING: "degree",
    EditionKind.FIRMS: "employment",
    EditionKind.INSTITUTES: "employment",
}
"""What an officer verifies for a value that is read from an edition."""
CONFIRMED = (FindingState.VERIFIED, FindingState.CORRECTED)


@dataclass(frozen=True)
class Readiness:
    """`blockers` by outcome, in words; an outcome without any may be proposed."""

    screening: Screening | None
    suggested: DecisionOutcome | None
    blockers: dict[DecisionOutcome, list[str]]

    def contrary(self, outcome: DecisionOutcome) -> bool:
        """Whether the outcome is another than the automatic check's, so that the officer says why."""
        return self.screening is None or FITS.get(Outcome(self.screening.outcome)) != outcome


def governing_screening(case: Case, today: date) -> Screening | None:
    """The finished check of the newest facts by the version that governs the case on `today`.

    Of several governing versions the more favourable result counts, then the later version (경과조치). None
    while a check is still owed.
    """
    facts = case.facts.order_by("-number").first()
    versions = list(governing_versions(case, today))
    if facts is None or not versions:
        return None
    rows = Screening.objects.filter(facts=facts, version__in=versions).select_related("version", "facts")
    found = list(rows)
    if len(found) < len(versions):
        return None
    return most_favourable(found)


def readiness(case: Case, today: date) -> Readiness:
    """What may be proposed for the case on `today`, and why anything else may not."""
    screening = governing_screening(case, today)
    if screening is None:
        waiting = _("The automatic check of the newest facts is not finished yet.")
        return Readiness(None, None, {outcome: [waiting] for outcome in DecisionOutcome})
    found = standing(case)
    read = program(screening.version)
    blockers = {
        DecisionOutcome.GRANT: _against_grant(screening, read, found),
        DecisionOutcome.REFUSE: _against_refusal(screening, read, found),
    }
    return Readiness(screening, FITS.get(Outcome(screening.outcome)), blockers)


def facts_of(criterion: Criterion) -> list[str]:
    """What an officer verifies for a criterion, as findings name it (`findings.root`)."""
    return list(dict.fromkeys(_verified(part.subject) for part in comparisons(criterion.rule)))


def _verified(subject: Subject) -> str:
    return SHOWN_BY[subject.kind] if isinstance(subject, Placed) else root(subject.name)


def _against_grant(screening: Screening, read: Program, found: dict[str, Finding]) -> list[str]:
    """A grant needs a route without an open criterion whose every fact an officer has confirmed."""
    verdicts = _verdicts(screening, read)
    if screening.outcome == Outcome.NEEDS_OFFICER:
        unknown = [one for one in read.criteria if verdicts[one.code] == Verdict.UNKNOWN]
        return [
            _("Still to be confirmed: %(names)s. Correct the facts with evidence first.")
            % {"names": _names(unknown)}
        ]
    met = [
        [one for one in read.criteria if one.code in {row.code for row in rows}]
        for (_route, rows), verdict in zip(read.routes, screening.routes, strict=True)
        if verdict == Verdict.MET or screening.outcome == Outcome.NOT_ELIGIBLE
    ]
    missing = [[one for one in route if not _confirmed(one, found)] for route in met]
    fewest = min(missing, key=len, default=[])
    if not fewest:
        return []
    return [_("Not verified by an officer yet: %(names)s.") % {"names": _names(fewest)}]


def _against_refusal(screening: Screening, read: Program, found: dict[str, Finding]) -> list[str]:
    """A refusal that follows the check needs, for each route, a criterion not met whose facts are confirmed;
    one against it, any finding at all (and the officer's reason)."""
    if screening.outcome != Outcome.NOT_ELIGIBLE:
        return [] if found else [_("Record at least one finding first.")]
    verdicts = _verdicts(screening, read)
    failed = [one for one in read.criteria if verdicts[one.code] == Verdict.NOT_MET]
    settled = {one.code for one in failed if _confirmed(one, found)}
    for _route, rows in read.routes:
        codes = {row.code for row in rows}
        if not codes & settled:
            open_ones = [one for one in failed if one.code in codes]
            return [_("Not verified by an officer yet: %(names)s.") % {"names": _names(open_ones)}]
    return []


def _verdicts(screening: Screening, read: Program) -> dict[str, int]:
    return dict(zip((one.code for one in read.criteria), screening.verdicts, strict=True))


def _confirmed(criterion: Criterion, found: dict[str, Finding]) -> bool:
    return all(name in found and found[name].state in CONFIRMED for name in facts_of(criterion))


def _names(criteria: Iterable[Criterion]) -> str:
    titles: list[str | Promise] = [one.title for one in criteria]
    return get_text_list([str(title) for title in titles], _("and"))
