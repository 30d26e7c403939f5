"""The cards of the profile's overview: each part, what it says so far, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_countries import countries

from casework.models import Person
from recruitment import queries
from recruitment.enums import SectionState
from recruitment.models import Degree, Employment, Profile


@dataclass(frozen=True, slots=True)
class Card:
    """One part of the profile; `rows` are for the summary list, `lines` for a plain one."""

    key: str
    title: str | Promise
    url: str
    status: str
    minutes: int
    rows: list[dict[str, Any]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def cards(person: Person, degrees: Sequence[Degree], jobs: Sequence[Employment]) -> list[Card]:
    """One card a section, outputs last."""
    profile = queries.profile_of(person)
    rows = {
        "names": _names(profile),
        "residence": _residence(profile),
        "passport": _passport(profile, queries.passport_hint(person)),
    }
    lines = {"degrees": [str(degree) for degree in degrees], "employment": [str(job) for job in jobs]}
    made = [
        Card(*section, rows=rows.get(section.key, []), lines=lines.get(section.key, []))
        for section in queries.profile_sections(person)
    ]
    return [*made, _outputs(person)]


def _outputs(person: Person) -> Card:
    number = queries.counts(person)["outputs"]
    state = SectionState.DONE if number else SectionState.TODO
    return Card(
        "outputs", _("Publications, patents and other work"), reverse("recruitment:outputs"), state, 5
    )


def _names(profile: Profile) -> list[dict[str, Any]]:
    return _rows(
        (_("Name in passport"), profile.passport_name),
        (_("Name in Hangul"), profile.hangul_name),
        (_("Name in your own script"), profile.native_name),
    )


def _residence(profile: Profile) -> list[dict[str, Any]]:
    return _rows(
        (_("Citizenship"), ", ".join(countries.name(code) for code in profile.citizenships)),
        (_("Country you live in"), profile.residence.name),
        (_("Your move"), profile.get_movement_display()),
        (_("Your field"), profile.get_sector_display()),
    )


def _passport(profile: Profile, hint: str | None) -> list[dict[str, Any]]:
    expires = profile.passport_expires_on
    return _rows(
        (_("Passport number"), "" if hint is None else f"•••• {hint}"),
        (_("Issued by"), profile.passport_country.name),
        (_("Valid until"), date_format(expires) if expires else ""),
    )


def _rows(*answers: tuple[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": str(value)} for key, value in answers if value]
