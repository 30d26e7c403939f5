"""The briefing on a simulation: two pages for a meeting: what is proposed, whom it changes, the cost."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.breakdown import Breakdown, breakdowns, overridden
from casework.eligibility.difference import differences
from casework.eligibility.wording import won
from casework.impact import Impact, counted
from casework.models import Simulation
from casework.pdf import render
from casework.pdf.typesetting import Language

SHOWN = ("criterion", "nationality", "sector")
MOST = 5


def briefing(simulation: Simulation, language: Language, today: date) -> bytes:
    """The PDF in the active language; the same result on the same day gives the same bytes."""
    cells = list(simulation.cells.all())
    found = counted(cells, simulation)
    blocks = [
        *_proposal(simulation),
        *_changes(simulation),
        *_result(simulation, found, overridden(simulation, cells)),
        *(_table(one) for one in breakdowns(simulation, cells) if one.code in SHOWN),
        *_opinions(simulation),
        {"is": "note", "text": _("The automatic check decides nothing: an officer decides each case.")},
    ]
    data = {
        "title": simulation.version.title,
        "kind": _("Briefing on a policy draft"),
        "reference": _("What-if %(number)s") % {"number": simulation.pk},
        "date": today.isoformat(),
        "blocks": blocks,
    }
    return render("casework/pdf/templates/letter.typ", data, language)


def _proposal(simulation: Simulation) -> list[dict[str, Any]]:
    proposal = getattr(simulation.version, "proposal", None)
    if proposal is None:
        return []
    rows = [
        (_("Who brings it"), proposal.sponsor),
        (_("Meeting"), proposal.meeting),
        (_("Day of the meeting"), proposal.meeting_on.isoformat() if proposal.meeting_on else ""),
    ]
    told = [[name, words] for name, words in rows if words]
    blocks: list[dict[str, Any]] = [{"is": "keys", "rows": told}] if told else []
    return [*blocks, {"is": "text", "paragraphs": [proposal.text]}] if proposal.text else blocks


def _changes(simulation: Simulation) -> list[dict[str, Any]]:
    if simulation.baseline is None:
        return []
    rows = [
        [one.what, f"{one.before} → {one.after}"]
        for one in differences(simulation.version, simulation.baseline)
    ]
    return [{"is": "heading", "text": _("What would change")}, {"is": "keys", "rows": rows}] if rows else []


def _result(simulation: Simulation, found: Impact, decided_otherwise: int) -> list[dict[str, Any]]:
    rows = [
        [_("Applications compared"), f"{found.cases:,}"],
        [_("Would meet a route"), _open(found.gain, found.gain_open)],
        [_("Would no longer meet a route"), _open(found.lose, found.lose_open)],
        [_("An officer would have to look"), f"{found.unknown:,}"],
        [_("Of the changed, decided otherwise by officers before"), f"{decided_otherwise:,}"],
    ]
    if simulation.exposure is not None:
        words = _("up to %(amount)s a year") % {"amount": won(simulation.exposure)}
        rows.append([_("Funding that open cases may call for"), words])
    return [{"is": "heading", "text": _("Whom it changes")}, {"is": "keys", "rows": rows}]


def _table(one: Breakdown) -> dict[str, Any]:
    return {
        "is": "money",
        "caption": str(one.title),
        "heads": ["", _("would meet it"), _("would no longer meet it")],
        "rows": [[row.label, f"{row.gain:,}", f"{row.lose:,}"] for row in one.rows[:MOST]],
    }


def _opinions(simulation: Simulation) -> list[dict[str, Any]]:
    rows = [
        [one.get_agency_display(), f"{one.get_position_display()}. {one.text}".strip()]
        for one in simulation.version.opinions.all()
    ]
    return [{"is": "heading", "text": _("What agencies say")}, {"is": "keys", "rows": rows}] if rows else []


def _open(all_of_them: int, still_open: int) -> str:
    return _("%(all)s, of them %(open)s still open") % {"all": f"{all_of_them:,}", "open": f"{still_open:,}"}
