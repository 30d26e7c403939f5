"""From a publisher's file to rows: rankings, lists of firms or institutes, GNI by year."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from casework.enums import EditionKind
from casework.tables.limits import Unreadable
from recruitment.imports.rank import parse_rank
from recruitment.imports.table import Table, read_table
from recruitment.names import name_key


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


ENTRY_COLUMNS = {
    "rank": _names("rank, ranking, world rank, overall rank, rank display, 순위, 세계 순위, 세계순위, 랭킹"),
    "name": _names(
        "name, institution, institution name, university, university name, organisation, organization, "
        "company, company name, firm, institute, institute name, 기관, 기관명, 대학, 대학명, 대학교, 학교명, "
        "기업, 기업명, 회사, 회사명, 연구소, 연구소명, 연구기관"
    ),
    "country": _names(
        "country, location, country territory, country region, country or territory, headquarters, "
        "국가, 국가명, 나라, 소재지, 소재국, 국가 지역"
    ),
}
FIGURE_COLUMNS = {
    "year": _names("year, 연도, 년도, 기준연도"),
    "value": _names(
        "value, gni, gni per capita, gni per capita krw, krw, 값, 금액, 금액 원, 1인당 국민총소득, "
        "1인당 국민총소득 원, 1인당 gni, 1인당 gni 원"
    ),
    "preliminary": _names("preliminary, status, 잠정, 구분, 비고"),
}
PRELIMINARY = frozenset(["preliminary", "p", "yes", "true", "1", "잠정", "잠정치", "o"])
LONGEST_NAME = 300
PLAUSIBLE_GNI = range(1_000_000, 1_000_000_000)
"""KRW a person and year; anything else is probably in another unit."""


class Problem(NamedTuple):
    """What is wrong with a row of the file (0: with the file)."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of a ranking or list; no ranks in a plain list, no `rank_high` in an open band."""

    row: int
    name: str
    country: str
    rank_low: int | None
    rank_high: int | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    row: int
    year: int
    value: int
    preliminary: bool


@dataclass
class Parsed:
    """What a file says, and what is wrong with it; `notes` are the row numbers of remarks without a name."""

    entries: list[EntryRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


def parse(content: bytes, kind: EditionKind | str) -> Parsed:
    """Read a file of this kind of edition. Never raises: what cannot be read is among the problems."""
    parsed = Parsed()
    try:
        if kind == EditionKind.GNI:
            _figures(read_table(content, FIGURE_COLUMNS, frozenset(["year", "value"])), parsed)
        else:
            required = ["name", "rank"] if kind == EditionKind.RANKING else ["name"]
            _entries(read_table(content, ENTRY_COLUMNS, frozenset(required)), kind, parsed)
    except Unreadable as wrong:
        parsed.problems.append(Problem(0, str(wrong)))
        return parsed
    if not (parsed.entries or parsed.figures or parsed.problems):
        parsed.problems.append(Problem(0, _("The file has a header but no rows.")))
    return parsed


def _entries(table: Table, kind: EditionKind | str, parsed: Parsed) -> None:
    seen: dict[tuple[str, str], int] = {}
    for number, row in table.rows:
        name, country = table.cell(row, "name"), table.cell(row, "country")
        if not name:
            _nameless(number, row, parsed)
            continue
        try:
            low, high = _rank(table.cell(row, "rank"), kind)
        except ValueError:
            text = _("“%(rank)s” is no rank.") % {"rank": table.cell(row, "rank")}
            parsed.problems.append(Problem(number, text))
            continue
        key = (name_key(name), name_key(country))
        if key in seen:
            text = _("“%(name)s” is also in row %(row)s.") % {"name": name, "row": seen[key]}
            parsed.problems.append(Problem(number, text))
        elif len(name) > LONGEST_NAME:
            parsed.problems.append(Problem(number, _("The name is longer than 300 characters.")))
        else:
            seen[key] = number
            parsed.entries.append(EntryRow(number, name, country[:80], low, high))


def _nameless(number: int, row: list[str], parsed: Parsed) -> None:
    """A row without a name is empty, a remark in a single cell, or a mistake."""
    cells = [cell for cell in row if cell.strip()]
    if len(cells) > 1:
        parsed.problems.append(Problem(number, _("The name is missing.")))
    elif cells:
        try:
            parse_rank(cells[0])
        except ValueError:
            parsed.notes.append(number)
        else:
            parsed.problems.append(Problem(number, _("The name is missing.")))


def _rank(text: str, kind: EditionKind | str) -> tuple[int | None, int | None]:
    if kind != EditionKind.RANKING and not text:
        return None, None
    return parse_rank(text)


def _figures(table: Table, parsed: Parsed) -> None:
    years: set[int] = set()
    for number, row in table.rows:
        texts = table.cell(row, "year"), table.cell(row, "value")
        if not any(texts):
            continue
        year, value = (_whole(text) for text in texts)
        if year is None or not 1950 <= year <= 2100:
            parsed.problems.append(Problem(number, _("“%(text)s” is no year.") % {"text": texts[0]}))
        elif year in years:
            parsed.problems.append(Problem(number, _("The year %(year)s is there twice.") % {"year": year}))
        elif value is None or value not in PLAUSIBLE_GNI:
            text = _("“%(text)s” is no plausible amount in whole won.") % {"text": texts[1]}
            parsed.problems.append(Problem(number, text))
        else:
            years.add(year)
            preliminary = name_key(table.cell(row, "preliminary")) in PRELIMINARY
            parsed.figures.append(FigureRow(number, year, value, preliminary))


def _whole(text: str) -> int | None:
    plain = re.sub(r"[\s,원년₩]", "", text)
    return int(plain) if plain.isascii() and plain.isdigit() else None
