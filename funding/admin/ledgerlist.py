"""The ledger as officers and auditors read it: filters, pages by key, and the table to take along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.clock import KST
from casework.enums import Role
from casework.exports import Cell
from casework.models import User
from funding.admin.plainactions import desk_agencies
from funding.enums import EntryKind
from funding.models import LedgerEntry, Programme, Team

PAGE = 50
MOST = 50_000
"""Rows in one file; more are reached by narrower filters."""
FILTERS = ("programme", "team", "request", "kind", "year")


def desk_entries(officer: User) -> QuerySet[LedgerEntry]:
    """Entries of the programmes of the officer's agencies; all for an auditor. Never of one's own money."""
    rows = LedgerEntry.objects.exclude(request__case__person=officer.person_id)
    if officer.holds(Role.AUDITOR):
        return rows
    return rows.filter(programme__agency__in=desk_agencies(officer))


def list_context(officer: User, query: Mapping[str, str]) -> dict[str, Any]:
    """The page's context; 3 queries however many rows it shows."""
    kept = {name: query[name].strip()[:40] for name in FILTERS if query.get(name, "").strip()}
    rows = filtered(desk_entries(officer), kept)
    after = query.get("after", "")
    if _number(after):
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.select_related("request__case", "claim__case", "team", "actor")[: PAGE + 1])
    shown = found[:PAGE]
    return {
        "rows": shown,
        "kept": kept,
        "next_url": _url({**kept, "after": str(shown[-1].pk)}) if len(found) > PAGE else "",
        "first_url": _url(kept) if after else "",
        "export_query": urlencode(kept),
        "programmes": Programme.objects.filter(pk__in=_programmes(officer)),
        "teams": Team.objects.filter(programme__in=_programmes(officer)),
        "kinds": EntryKind.choices,
    }


def filtered(rows: QuerySet[LedgerEntry], kept: Mapping[str, str]) -> QuerySet[LedgerEntry]:
    """Entries that match; what makes no sense as a filter matches nothing."""
    if "programme" in kept:
        rows = rows.filter(programme__code=kept["programme"])
    if "team" in kept:
        rows = rows.filter(team__code=kept["team"])
    if "request" in kept:
        text = kept["request"].upper()
        rows = rows.filter(Q(request__case__reference=text) | Q(claim__case__reference=text))
    if "kind" in kept:
        rows = rows.filter(kind=kept["kind"])
    if "year" in kept:
        rows = rows.filter(year=int(kept["year"])) if _number(kept["year"], 4) else rows.none()
    return rows


def headers() -> list[str]:
    return [
        _("Number"), _("When"), _("Movement"), _("Amount in won"), _("Programme"), _("Team"), _("Year"),
        _("Request"), _("Claim"), _("Undoes"), _("Officer"), _("Why"),
    ]  # fmt: skip


def table(rows: QuerySet[LedgerEntry]) -> Iterator[list[Cell]]:
    """Rows of the export, the latest first, in the active language."""
    loaded = rows.select_related("request__case", "claim__case", "team", "programme", "actor")
    for row in loaded[:MOST]:
        yield [
            row.pk,
            f"{row.at.astimezone(KST):%Y-%m-%d %H:%M:%S}",
            str(row.get_kind_display()),
            row.amount,
            row.programme.code,
            row.team.code,
            row.year,
            row.request.case.reference,
            row.claim.case.reference if row.claim else "",
            row.reverses_id,
            str(row.actor) if row.actor else "",
            row.note,
        ]


def _programmes(officer: User) -> QuerySet[Programme]:
    if officer.holds(Role.AUDITOR):
        return Programme.objects.all()
    return Programme.objects.filter(agency__in=desk_agencies(officer))


def _number(text: str, digits: int = 18) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= digits


def _url(query: Mapping[str, str]) -> str:
    return f"?{urlencode(query)}"
