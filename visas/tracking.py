"""Where an application stands: stages, timeline, clock, who has it. Reads once, then pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework import clock
from casework.models import Case, CaseEvent, Decision, Facts, PolicyVersion, SupplementRequest
from casework.states import machine_of
from visas.enums import DECIDED, TERMINAL, Status
from visas.services.corrections import CORRECTED

SHORTEST_IN_DAYS = 6


@dataclass(frozen=True)
class Happened:
    """One line of the timeline; `who` is "You", an officer or the portal."""

    at: datetime
    what: str | Promise
    who: str
    note: str = ""


def read_clock(case: Case, version: PolicyVersion | None, now: datetime) -> clock.Clock | None:
    """The statutory clock of a submitted case; None before, without a policy, or for periods in hours."""
    if case.submitted_at is None or version is None or version.clock_days < SHORTEST_IN_DAYS:
        return None
    return clock.read(
        received_at=case.submitted_at,
        stops=[(stop.started_at, stop.ended_at) for stop in case.clock_stops.all()],
        limit=version.clock_days,
        now=now,
        ended_at=case.status_since if case.status in TERMINAL else None,
    )


def steps(case: Case, checked: datetime | None) -> list[dict[str, Any]]:
    """The stages as `{% stepper %}` prints them."""
    states = _stages(case, checked)
    notes = (_day(case.submitted_at), _day(checked), "", _day(case.decided_at))
    titles = (_("Submitted"), _("Checked automatically"), _("Review by an officer"), _("Decision"))
    return [
        {"title": title, "note": note, "state": state}
        for title, note, state in zip(titles, notes, states, strict=True)
    ]


def _stages(case: Case, checked: datetime | None) -> tuple[str, ...]:
    done, todo, current = "done", "todo", "current"
    if case.status in DECIDED:
        return done, done, done, done
    if case.status == Status.PROPOSED:
        return done, done, done, current
    if case.status in (Status.IN_REVIEW, Status.SUPPLEMENT):
        return done, done if checked else todo, current, todo
    if case.status == Status.SUBMITTED:
        return done, done if checked else current, current if checked else todo, todo
    return done, done if checked else todo, todo, todo


def timeline(events: Iterable[CaseEvent], corrections: Iterable[Facts], *, case: Case) -> list[Happened]:
    """Every event of a case, the newest first; events with their actor, corrections with their reason."""
    machine, reasons = machine_of(case.kind), list(corrections)
    found = []
    for event in events:
        edge = machine.find(event.source, event.action)
        if event.action == CORRECTED and reasons:
            facts = reasons.pop(0)
            what, note = _("An officer corrected a fact"), f"{fact_title(facts.corrects)}: {facts.reason}"
        else:
            what, note = (str(edge.label) if edge else event.action), ""
        found.append(Happened(event.at, what, _who(event, case), note))
    return found[::-1]


def fact_title(name: str) -> str:
    """A corrected fact in words."""
    kind, _sep, rest = name.partition(".")
    number, _sep, part = rest.partition(".")
    words = {
        "pay": _("Annual pay"),
        "experience": _("Work experience"),
        "postdoc": _("Experience after the doctorate"),
        "degree": _("Degree %(number)s") % {"number": number},
        "employment": _("Employment %(number)s") % {"number": number},
    }
    parts = {
        "awarded": _("date"),
        "started": _("first day"),
        "ended": _("last day"),
        "organisation": _("organisation"),
    }
    title = words.get(kind, name)
    return f"{title}, {parts[part]}" if part in parts else title


def corrections(facts: Facts) -> list[tuple[str, str, str]]:
    """What officers corrected up to these facts: (fact, reason, officer), in order."""
    rows = Facts.objects.filter(case=facts.case_id, number__lte=facts.number).exclude(corrects="")
    return [
        (fact_title(row.corrects), row.reason, row.made_by.display_name if row.made_by else "")
        for row in rows.select_related("made_by").order_by("number")
    ]


def days_left(request: SupplementRequest, today: date) -> int:
    """Days until the last day for an answer; negative once it is over. `today` in Asia/Seoul."""
    return (request.due_on - today).days


def signed_decision(case: Case) -> Decision | None:
    """The decision in force, with officers and policy version."""
    decisions = Decision.objects.filter(case=case, signed_at__isnull=False)
    return decisions.select_related("version", "facts", "proposed_by", "signed_by").first()


def _who(event: CaseEvent, case: Case) -> str:
    if event.actor is None:
        return _("The portal")
    if event.actor.person_id == case.person_id:
        return _("You")
    return f"{event.actor.display_name or _('An officer')}, {case.get_agency_display()}"


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localdate(moment, clock.KST)) if moment else ""
