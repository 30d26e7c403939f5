"""Replaying a screening from its frozen inputs."""

from __future__ import annotations

from casework.eligibility.epochs import epoch_of
from casework.eligibility.errors import NotReplayable
from casework.eligibility.interpreter import screen
from casework.models import Facts, Screening

COLUMNS = ("outcome", "routes", "verdicts")


def replay(screening: Screening) -> None:
    """Screen the same facts by the same version with the same editions again.

    Raises NotReplayable, naming what differs, when anything but the identical result comes out.
    """
    rows = screen(Facts.objects.filter(pk=screening.facts_id), screening.version, epoch_of(screening))
    again = rows.values(*COLUMNS, "screening_digest").get()
    recorded = {name: getattr(screening, name) for name in COLUMNS} | {"screening_digest": screening.digest}
    differing = [name for name, value in recorded.items() if again[name] != value]
    if differing:
        raise NotReplayable(", ".join(differing))
