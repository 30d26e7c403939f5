"""Verbs of the data steward on editions: import a file, match a row, discard a draft, seal."""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework.enums import EditionKind, MatchMethod, Role
from casework.models import Edition, EditionEntry, EditionFigure, User
from casework.services.audit import audit
from casework.services.editions import AlreadySealed, seal
from recruitment.imports.match import match_rows
from recruitment.imports.parse import Parsed, parse
from recruitment.models import Organisation


class ImportRefused(Exception):
    """Nothing was imported; `parsed` says which rows could be read and what is wrong with the others."""

    def __init__(self, parsed: Parsed) -> None:
        super().__init__(f"{len(parsed.problems)} problems")
        self.parsed = parsed


class TakenBy(Exception):
    """Another row of the edition already names the organisation."""

    def __init__(self, entry: EditionEntry) -> None:
        super().__init__(str(entry.pk))
        self.entry = entry


@transaction.atomic
def import_edition(
    *,
    actor: User,
    kind: EditionKind | str,
    publisher: str,
    year: int,
    published_on: datetime.date,
    source: str,
    complete_to: int | None,
    file: bytes,
    invented: bool = False,
) -> Edition:
    """Read a publisher's file into a new, unsealed edition with every name matched or marked unsure.

    `complete_to`: ranks up to it are all listed; None where a list is incomplete. All or nothing: raises
    ImportRefused with row numbers of the file, PermissionDenied without the data steward's role.
    """
    require_steward(actor)
    parsed = parse(file, kind)
    if parsed.problems:
        raise ImportRefused(parsed)
    edition = Edition.objects.create(
        kind=kind,
        publisher=publisher,
        year=year,
        published_on=published_on,
        source=source,
        invented=invented,
        complete_to=complete_to,
        made_by=actor,
    )
    unsure = _store(edition, parsed)
    audit(
        actor=actor,
        verb="edition.imported",
        subject=str(edition.pk),
        rows=len(parsed.entries) + len(parsed.figures),
        unsure=unsure,
    )
    return edition


@transaction.atomic
def resolve_entry(*, actor: User, entry: EditionEntry, organisation: Organisation | None) -> EditionEntry:
    """The steward's word on a row: this organisation, or None for one the registry does not have.

    Raises TakenBy, AlreadySealed, PermissionDenied.
    """
    locked = _open_entry(actor, entry)
    if organisation is not None:
        taken = locked.edition.entries.filter(ror_id=organisation.pk).exclude(pk=locked.pk).first()
        if taken:
            raise TakenBy(taken)
    locked.ror_id = organisation.pk if organisation else None
    locked.method = MatchMethod.STEWARD if organisation else MatchMethod.ABSENT
    return _saved(actor, locked)


@transaction.atomic
def reopen_entry(*, actor: User, entry: EditionEntry) -> EditionEntry:
    """Make a row unsure again, whoever matched it. Raises AlreadySealed, PermissionDenied."""
    locked = _open_entry(actor, entry)
    locked.ror_id, locked.method = None, MatchMethod.UNSURE
    return _saved(actor, locked)


@transaction.atomic
def discard_edition(*, actor: User, edition: Edition) -> None:
    """Delete an edition that is not sealed yet. Raises AlreadySealed, PermissionDenied."""
    locked = _open(actor, edition)
    key = str(locked.pk)
    locked.delete()
    audit(actor=actor, verb="edition.discarded", subject=key)


def seal_edition(*, actor: User, edition: Edition, now: datetime.datetime) -> Edition:
    """Freeze the edition; rows still unsure stay unknown for good. Raises AlreadySealed, PermissionDenied."""
    require_steward(actor)
    return seal(edition=edition, actor=actor, now=now)


def require_steward(actor: User) -> None:
    """Raise PermissionDenied unless the actor is a data steward."""
    if not actor.holds(Role.DATA_STEWARD):
        raise PermissionDenied


def _store(edition: Edition, parsed: Parsed) -> int:
    """Write the rows; returns how many names are unsure."""
    matches = match_rows(parsed.entries)
    EditionEntry.objects.bulk_create(
        EditionEntry(
            edition=edition,
            row=match.row.row,
            name=match.row.name,
            country=match.row.country,
            rank_low=match.row.rank_low,
            rank_high=match.row.rank_high,
            ror_id=match.ror_id,
            method=match.method,
        )
        for match in matches
    )
    EditionFigure.objects.bulk_create(
        EditionFigure(edition=edition, year=row.year, value=row.value, preliminary=row.preliminary)
        for row in parsed.figures
    )
    return sum(match.method == MatchMethod.UNSURE for match in matches)


def _open(actor: User, edition: Edition) -> Edition:
    require_steward(actor)
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.sealed_at is not None:
        raise AlreadySealed(str(locked.pk))
    return locked


def _open_entry(actor: User, entry: EditionEntry) -> EditionEntry:
    _open(actor, entry.edition)
    return EditionEntry.objects.select_related("edition").get(pk=entry.pk)


def _saved(actor: User, entry: EditionEntry) -> EditionEntry:
    entry.save(update_fields=["ror_id", "method"])
    audit(
        actor=actor, verb="edition.matched", subject=str(entry.edition_id), row=entry.row, method=entry.method
    )
    return entry
