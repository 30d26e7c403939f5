"""Finding organisations by what people type, in English or Korean, mistakes included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length
from rapidfuzz import fuzz

from recruitment.models import Organisation
from recruitment.names import name_key

CANDIDATES = 60
LOOSE = 0.4
"""Word similarity (0 to 1) from which a misspelt name is offered."""
COMMON = frozenset(
    """
    university universite universidad universita universitat universitaet universiteit universidade univ
    institute institut instituto national of and for de la del der di da college school science sciences
    technology research center centre hospital company co ltd inc corporation 대학교 대학 연구소 연구원
    주식회사
    """.split()  # noqa: SIM905 - forty quoted words are hard to read
)
"""Words that occur in thousands of names: they cost time and tell nothing when another one is misspelt."""


@dataclass(frozen=True)
class Candidate:
    """An organisation that resembles a printed name; `similarity` is the share of letters in common, 0 to
    1."""

    organisation: Organisation
    similarity: float


def organisation_of(ror_id: str | None) -> Organisation | None:
    """The organisation with this id as a browser sent it; None for anything that is no id."""
    return Organisation.objects.filter(pk=ror_id).first() if ror_id and ror_id.isalnum() else None


def find_organisations(
    query: str, *, country: str = "", prefer: str = "", limit: int = 10
) -> list[Organisation]:
    """Return up to `limit` organisations for `query`, the best first.

    Exact names lead, then those of type `prefer` ("education", "company"), then by likeness. `country` is
    an ISO code that narrows the search. Every word must occur; only when nothing is found are misspellings
    considered.
    """
    key = name_key(query)
    if not key:
        return []
    among = Organisation.objects.filter(country=country) if country else Organisation.objects.all()
    found = _containing(among, key, prefer)
    if not found:
        found = [near.organisation for near in resembling(key, among)]
    return sorted(found, key=lambda organisation: _order(organisation, key, prefer))[:limit]


def resembling(name: str, among: QuerySet[Organisation] | None = None, *, limit: int = 10) -> list[Candidate]:
    """Return organisations whose names resemble `name`, the most similar first. They are proposals, never
    answers."""
    key = name_key(name)
    if not key:
        return []
    rows = Organisation.objects.all() if among is None else among
    telling = " ".join(word for word in key.split() if word not in COMMON) or key
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LOOSE)])
        near = list(
            rows.filter(search__trigram_word_similar=telling)
            .annotate(similarity=TrigramWordSimilarity(telling, "search"))
            .order_by("-similarity", Length("key"))[:CANDIDATES]
        )
    near.sort(key=lambda row: -_likeness(row, key))
    return [Candidate(row, _likeness(row, key) / 100) for row in near[:limit]]


def _containing(among: QuerySet[Organisation], key: str, prefer: str) -> list[Organisation]:
    words = Q()
    for word in key.split():
        words &= Q(search__contains=word)
    return list(
        among.filter(words)
        .annotate(
            place=_flag(keys__contains=[key])
            + _flag(search__startswith=key)
            + _flag(search__contains=f"\n{key}"),
            preferred=_flag(types__contains=[prefer]) if prefer else Value(0),
        )
        .order_by("-preferred", "-place", Length("key"))[:CANDIDATES]
    )


def _flag(**condition: Any) -> Any:
    return Case(When(Q(**condition), then=1), default=0, output_field=IntegerField())


def _order(organisation: Organisation, key: str, prefer: str) -> tuple[bool, bool, bool, float, int]:
    other = key not in organisation.keys
    small = "funder" not in organisation.types
    return (
        other,
        bool(prefer) and prefer not in organisation.types,
        not other and small,  # many share an acronym; an organisation that funds research is a large one
        -_likeness(organisation, key),
        len(organisation.key),
    )


def _likeness(organisation: Organisation, key: str) -> float:
    """0 to 100, of the name or alias most like `key`; beginning with it counts for more than containing
    it."""
    return max(
        fuzz.ratio(key, known) * 0.7 + fuzz.partial_ratio(key, known) * 0.25 + 5 * known.startswith(key)
        for known in organisation.keys
    )


def candidates_for(name: str, *, limit: int = 8) -> list[Candidate]:
    """Return what a steward should look at for a printed name: bearers of it, then names alike."""
    key = name_key(name)
    bearers = [row for row in find_organisations(name) if key in row.keys]
    known = {row.pk for row in bearers}
    alike = [near for near in resembling(name) if near.organisation.pk not in known]
    return [*(Candidate(row, _likeness(row, key) / 100) for row in bearers), *alike][:limit]
