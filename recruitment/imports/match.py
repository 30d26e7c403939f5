"""Whose name is it? Exact names and known aliases are matched; everything else waits for the data steward."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casework.enums import MatchMethod
from recruitment.countries import country_code
from recruitment.imports.parse import EntryRow
from recruitment.models import Organisation
from recruitment.names import name_key, split_note


@dataclass(frozen=True, slots=True)
class Match:
    """A row and the organisation it names; `ror_id` is None while the steward has not said."""

    row: EntryRow
    ror_id: str | None
    method: MatchMethod


@dataclass(frozen=True, slots=True)
class Known:
    ror_id: str
    key: str
    keys: frozenset[str]
    country: str


class Registry:
    """The part of the registry that can matter for some names, in memory."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        self.by_alias: dict[str, list[Known]] = defaultdict(list)
        rows = Organisation.objects.filter(keys__overlap=sorted(set(keys)))
        for ror_id, key, every, country in rows.values_list("ror_id", "key", "keys", "country"):
            known = Known(ror_id, key, frozenset(every), str(country))
            self.by_name[key].append(known)
            for alias in known.keys:
                self.by_alias[alias].append(known)


def match_rows(rows: Sequence[EntryRow]) -> list[Match]:
    """Match each row by its own name; an organisation that two rows would get is given to neither.

    A name fits when it is one organisation's only, in the printed country where one is printed. Likeness
    never decides, however great.
    """
    registry = Registry(key for row in rows for key in _keys(row.name))
    matches = [_match(row, registry) for row in rows]
    times = Counter(match.ror_id for match in matches if match.ror_id)
    return [
        replace(match, ror_id=None, method=MatchMethod.UNSURE) if times[match.ror_id or ""] > 1 else match
        for match in matches
    ]


def _match(row: EntryRow, registry: Registry) -> Match:
    country = country_code(row.country)
    key = name_key(row.name)
    bare, note = split_note(row.name)
    noted = [
        known
        for known in registry.by_alias.get(name_key(bare), [])
        if note and (name_key(note) in known.keys or country_code(note) == known.country)
    ]
    for candidates, method in (
        (registry.by_name.get(key, []), MatchMethod.EXACT),
        (registry.by_alias.get(key, []), MatchMethod.ALIAS),
        (noted, MatchMethod.ALIAS),
    ):
        fitting = [known for known in candidates if not country or known.country == country]
        if len(fitting) == 1:
            return Match(row, fitting[0].ror_id, method)
        if fitting:
            break
    return Match(row, None, MatchMethod.UNSURE)


def _keys(name: str) -> list[str]:
    bare, _note = split_note(name)
    return [name_key(name), name_key(bare)]
