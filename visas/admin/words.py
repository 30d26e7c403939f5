"""Statuses and automatic checks in the words of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import DecisionStatus, FindingState, Outcome, Verdict
from visas.enums import Status


@dataclass(frozen=True)
class Badge:
    """What a chip needs: words, tone and icon."""

    text: str | Promise
    tone: str
    icon: str


STATUS = {
    Status.DRAFT: Badge(_("Draft"), "neutral", "edit"),
    Status.SUBMITTED: Badge(_("Received"), "info", "file"),
    Status.IN_REVIEW: Badge(_("In review"), "info", "search"),
    Status.SUPPLEMENT: Badge(_("With the applicant"), "neutral", "pause"),
    Status.PROPOSED: Badge(_("To be signed"), "warning", "users"),
    Status.GRANTED: Badge(_("Granted"), "success", "check"),
    Status.REFUSED: Badge(_("Refused"), "danger", "x"),
    Status.WITHDRAWN: Badge(_("Withdrawn"), "neutral", "arrow-left"),
    Status.RETURNED: Badge(_("Returned without a decision"), "neutral", "arrow-left"),
}

CHECK = {
    Outcome.ELIGIBLE: Badge(_("A route is met"), "success", "check"),
    Outcome.NOT_ELIGIBLE: Badge(_("No route met"), "danger", "x"),
    Outcome.NEEDS_OFFICER: Badge(_("To be confirmed"), "warning", "help"),
}
CHECK_RUNNING = Badge(_("Check not finished"), "neutral", "clock")


def status_badge(status: str) -> Badge:
    return STATUS[Status(status)]


def check_badge(outcome: int | None) -> Badge:
    return CHECK_RUNNING if outcome is None else CHECK[Outcome(outcome)]


FACTS: dict[str, str | Promise] = {
    "degree": _("Degrees"),
    "employment": _("Employment"),
    "pay": _("Annual pay before tax"),
}
"""What officers verify, by `casework.services.findings.root`."""

VERDICT = {
    Verdict.MET: Badge(_("Met"), "success", "check"),
    Verdict.NOT_MET: Badge(_("Not met"), "danger", "x"),
    Verdict.UNKNOWN: Badge(_("To be confirmed"), "warning", "help"),
}

FINDING = {
    FindingState.VERIFIED: Badge(_("Verified"), "success", "check"),
    FindingState.CORRECTED: Badge(_("Corrected"), "info", "edit"),
    FindingState.CANNOT_TELL: Badge(_("Cannot tell"), "warning", "help"),
}

DECISION = {
    DecisionStatus.PROPOSED: Badge(_("Waiting for countersignature"), "warning", "users"),
    DecisionStatus.SIGNED: Badge(_("Countersigned"), "success", "check"),
    DecisionStatus.RETURNED: Badge(_("Sent back to the reviewer"), "neutral", "arrow-left"),
    DecisionStatus.VOID: Badge(_("Void: the case changed"), "neutral", "x"),
}

CORRECTED = _("A fact was corrected")


def fact_name(fact: str) -> str:
    """A fact's name for people: "Employment 2: last day" for employment.2.ended."""
    first, *rest = fact.split(".")
    if len(rest) == 2:
        thing = {"degree": _("Degree %(number)s"), "employment": _("Employment %(number)s")}[first]
        return f"{thing % {'number': rest[0]}}: {PARTS[rest[1]]}"
    return str(WHOLE.get(fact) or FACTS.get(fact, fact))


PARTS: dict[str, str | Promise] = {
    "awarded": _("date of award"),
    "organisation": _("organisation"),
    "started": _("first day"),
    "ended": _("last day"),
}
WHOLE: dict[str, str | Promise] = {
    "experience": _("Work experience"),
    "postdoc": _("Experience after the doctorate"),
}
