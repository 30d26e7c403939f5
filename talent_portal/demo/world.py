"""Reference data the stories stand on: editions, the policy in force, and organisations to come from."""

from __future__ import annotations

from dataclasses import dataclass

from casework.enums import EditionKind
from casework.models import Edition, EditionEntry
from recruitment.enums import COMPANY, EDUCATION
from recruitment.models import Organisation


@dataclass(frozen=True)
class World:
    """Universities by place in the invented ranking; firms on and off the invented list."""

    ranked: dict[int, str]
    unranked: list[str]
    listed: list[str]
    unlisted: list[str]

    def university(self, rank: int) -> Organisation:
        """The university at that place, or the next one down that the ranking names; rank 0: not in it."""
        if not rank:
            return Organisation.objects.get(pk=self.unranked[0])
        place = min((known for known in self.ranked if known >= rank), default=max(self.ranked))
        return Organisation.objects.get(pk=self.ranked[place])


def read_world() -> World:
    """Read the sealed invented editions back."""
    ranking = _entries(EditionKind.RANKING)
    firms = {entry.ror_id for entry in _entries(EditionKind.FIRMS) if entry.ror_id}
    ranked = {
        entry.rank_low: entry.ror_id
        for entry in ranking
        if entry.ror_id and entry.rank_low and entry.rank_low == entry.rank_high
    }
    names = {entry.ror_id for entry in ranking}
    universities = Organisation.objects.filter(types__contains=[EDUCATION]).exclude(pk__in=names)
    companies = Organisation.objects.filter(types__contains=[COMPANY]).exclude(pk__in=firms)
    return World(
        ranked=ranked,
        unranked=list(universities.order_by("pk").values_list("pk", flat=True)[:20]),
        listed=sorted(firms),
        unlisted=list(companies.order_by("pk").values_list("pk", flat=True)[:20]),
    )


def _entries(kind: EditionKind) -> list[EditionEntry]:
    edition = Edition.objects.filter(kind=kind, invented=True, sealed_at__isnull=False).latest("published_on")
    return list(edition.entries.all())
