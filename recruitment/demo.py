"""Reference data of the demonstration, loaded through the very import a data steward uses."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from casework.enums import EditionKind, MatchMethod
from casework.models import Edition, User
from recruitment import registry
from recruitment.models import Organisation
from recruitment.services.editions import import_edition, resolve_entry, seal_edition

FOLDER = Path(__file__).parent / "data" / "demo"
INVENTED = gettext_noop("invented for the demo")
RANKING = gettext_noop("Demo World University Ranking (invented)")
FIRMS = gettext_noop("Demo Leading Firms (invented)")
INSTITUTES = gettext_noop("Demo World-Class Institutes (invented)")

AMARA_UNIVERSITY = "01r22mr83"
"""University of Ghana: exactly rank 102 of the invented ranking."""
TOP_UNIVERSITIES = {"05apxxy63": 47, "05krs5044": 44, "03p74gp79": 41}
"""KAIST, Sheffield, Cape Town: ROR id to invented rank, all within 100."""
OTHER_UNIVERSITIES = {"04h9pn542": 198, "01111rn36": 204, "04xysgw12": 256}
"""Seoul National, Bologna, POSTECH: beyond 100; only the first is within 200."""
LISTED_FIRMS = ("04mmhzs81", "005kw6t15", "03jdj4y14", "020m7t761", "04pkc8m17", "059mq0909", "01vxknj13")
"""Arm, Infineon, Nvidia, Samsung Electronics, Nokia, Siemens, ASML: on the invented, incomplete list."""
LISTED_INSTITUTES = ("04fq9j139", "01sjwvz98", "01ggx4157")
"""Max Planck Institute for Intelligent Systems, RIKEN, CERN: on the invented, incomplete list."""

DAYS_OLD = datetime.timedelta(days=150)
"""Published before any case of the demonstration is submitted, whenever it is played."""


@dataclass(frozen=True)
class Source:
    """One file, and what it is an edition of."""

    name: str
    kind: EditionKind
    publisher: str
    source: str
    complete_to: int | None = None


SOURCES = (
    Source("ranking", EditionKind.RANKING, RANKING, INVENTED, complete_to=400),
    Source("firms", EditionKind.FIRMS, FIRMS, INVENTED),
    Source("institutes", EditionKind.INSTITUTES, INSTITUTES, INVENTED),
)


@transaction.atomic
def load_demo_editions(actor: User, today: datetime.date | None = None) -> dict[str, Edition]:
    """Import, match and seal the demonstration's editions; returns them by kind ("ranking", "firms", …).

    `actor` is a data steward. What is there already is returned as it is; the registry is loaded when empty.
    Names the import leaves unsure get the answers of data/demo/resolutions.csv.
    """
    if not Organisation.objects.exists():
        registry.load()
    day = today or timezone.localdate()
    return {source.kind.value: _loaded(actor, source, day) for source in SOURCES}


def _loaded(actor: User, source: Source, today: datetime.date) -> Edition:
    known = Edition.objects.filter(
        kind=source.kind, publisher=source.publisher, invented=True, sealed_at__isnull=False
    )
    found = known.order_by("-published_on").first()
    if found:
        return found
    published_on = (today - DAYS_OLD).replace(day=10)
    edition = import_edition(
        actor=actor,
        kind=source.kind,
        publisher=source.publisher,
        year=published_on.year,
        published_on=published_on,
        source=source.source,
        complete_to=source.complete_to,
        file=(FOLDER / f"{source.name}.csv").read_bytes(),
        invented=True,
    )
    _resolve(actor, edition, source.name)
    return seal_edition(actor=actor, edition=edition, now=timezone.now())


def _resolve(actor: User, edition: Edition, name: str) -> None:
    with (FOLDER / "resolutions.csv").open(encoding="utf-8", newline="") as file:
        answers = {row["name"]: row["ror_id"] for row in csv.DictReader(file) if row["file"] == name}
    for entry in edition.entries.filter(method=MatchMethod.UNSURE):
        answer = answers[entry.name]
        resolve_entry(
            actor=actor,
            entry=entry,
            organisation=Organisation.objects.get(pk=answer) if answer else None,
        )
