"""From the queue's address to what its page shows: tab, filters, search, where the next page begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import Outcome, Role, Sector
from casework.models import User
from casework.models.case import CaseQuerySet
from visas.admin.queue import desk_cases, page, search, tab_counts, tabs, with_columns
from visas.enums import EntryRoute

KEPT = ("q", "sector", "entry", "check")
"""Filters that stay when another tab is chosen."""

CHECKS: list[tuple[str, str | Promise]] = [
    ("eligible", _("A route is met")),
    ("not_eligible", _("No route met")),
    ("needs_officer", _("To be confirmed")),
    ("running", _("Check not finished")),
]
EMPTY: dict[str, tuple[str | Promise, str | Promise]] = {
    "mine": (_("You have no cases"), _("Take the next case, or one of the unassigned ones.")),
    "unassigned": (_("Every case has an officer"), _("New applications appear here as they arrive.")),
    "waiting": (_("Nobody is asked for anything"), _("Cases wait here while a supplement is owed.")),
    "sign": (_("Nothing to sign"), _("Proposals of reviewers appear here for countersignature.")),
}
EMPTY_ELSE = (_("No cases here"), _("New applications appear here as they arrive."))


def queue_context(officer: User, query: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The page's context; five queries however many rows it shows."""
    known = {tab.code: tab for tab in tabs(officer)}
    tab = known.get(query.get("tab", ""), known["open"])
    kept = {name: query[name] for name in KEPT if query.get(name)}
    counts = tab_counts(officer)
    cases = _filtered(desk_cases(officer).filter(tab.condition), kept)
    shown = page(cases, after=query.get("after", ""), now=now)
    return {
        "tabs": [
            {
                "label": one.label,
                "count": counts[one.code],
                "url": _url(kept | {"tab": one.code}),
                "current": one is tab,
            }
            for one in known.values()
        ],
        "tab": tab.code,
        "rows": shown.rows,
        "next_url": _url(kept | {"tab": tab.code, "after": shown.next_key}) if shown.next_key else "",
        "first_url": _url(kept | {"tab": tab.code}) if query.get("after") else "",
        "query": kept,
        "filtered": bool(kept),
        "clear_url": _url({"tab": tab.code}),
        "sectors": Sector.choices,
        "entries": EntryRoute.choices,
        "checks": CHECKS,
        "empty": EMPTY.get(tab.code, EMPTY_ELSE),
        "may_take": officer.holds(Role.REVIEWER),
    }


def _filtered(cases: CaseQuerySet, kept: Mapping[str, str]) -> CaseQuerySet:
    if "q" in kept:
        cases = search(cases, kept["q"])
    if kept.get("sector") in Sector.values:
        cases = cases.filter(top_tier__sector=kept["sector"])
    if kept.get("entry") in EntryRoute.values:
        cases = cases.filter(top_tier__entry=kept["entry"])
    if "check" in kept:
        cases = with_columns(cases).filter(_check(kept["check"]))
    return cases


def _check(name: str) -> Q:
    if name == "running":
        return Q(check_outcome=None)
    outcome = {one.name.lower(): one for one in Outcome}.get(name)
    return Q() if outcome is None else Q(check_outcome=outcome)


def _url(query: Mapping[str, str]) -> str:
    return f"?{urlencode(query)}"
