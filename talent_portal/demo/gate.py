"""The candidate gate's two invented lists, of real organisations of the registry, and its policy."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime

from casework.enums import EditionKind, MatchMethod
from casework.models import Edition, User
from funding.policies import DEMO_GATE_PUBLISHERS, seed_gate
from recruitment.demo import INVENTED
from recruitment.models import Organisation
from recruitment.services.editions import import_edition, resolve_entry, seal_edition
from talent_portal.demo.world import World

UNIVERSITIES = 60
PLACES = 100


def seed_gate_law(*, steward: User, world: World, published_on: date, now: datetime) -> None:
    """Both lists, sealed, and the gate's first version in force."""
    ranked = [world.ranked[rank] for rank in sorted(world.ranked) if rank <= PLACES][:UNIVERSITIES]
    for kind, publisher, members in (
        (EditionKind.INSTITUTES, DEMO_GATE_PUBLISHERS.universities, ranked),
        (EditionKind.FIRMS, DEMO_GATE_PUBLISHERS.firms, world.listed),
    ):
        _publish(steward, kind, publisher, members, published_on, now)
    seed_gate(now=now, publishers=DEMO_GATE_PUBLISHERS)


def _publish(
    steward: User, kind: EditionKind, publisher: str, members: Iterable[str], day: date, now: datetime
) -> Edition:
    """Import a list of these organisations (ROR ids), complete, and seal it."""
    known = {one.name: one for one in Organisation.objects.filter(pk__in=list(members))}
    edition = import_edition(
        actor=steward,
        kind=kind,
        publisher=publisher,
        year=day.year,
        published_on=day,
        source=INVENTED,
        complete_to=len(known),
        file=_file(known.values()),
        invented=True,
    )
    for entry in edition.entries.filter(method=MatchMethod.UNSURE):
        resolve_entry(actor=steward, entry=entry, organisation=known[entry.name])
    return seal_edition(actor=steward, edition=edition, now=now)


def _file(members: Iterable[Organisation]) -> bytes:
    """What the publisher's file would look like: names and countries, no ranks."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["Institution", "Country"])
    rows.writerows([one.name, one.country.name] for one in sorted(members, key=lambda one: one.name))
    return out.getvalue().encode("utf-8-sig")
