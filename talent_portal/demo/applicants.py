"""Invented researchers of the demonstration: who they are and what their case will show."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casework.enums import Sector


@dataclass(frozen=True)
class Applicant:
    """One researcher. `rank` is the place of the university in the invented ranking (0: not in it);
    months are counted back from the day of submission."""

    key: str
    surname: str
    given_names: str
    hangul: str
    country: str
    residence: str
    sector: Sector
    rank: int
    months: int
    listed_months: int
    pay: int
    registered: bool = True
    """Whether the registry has the university; where it has not, the rank stays unknown."""
    birth: date = date(1987, 5, 17)

    @property
    def name(self) -> str:
        """As a colleague would write it: Koreans with the family name first."""
        if self.country == "KR":
            return f"{self.surname.title()} {self.given_names.capitalize()}"
        return f"{self.given_names.title()} {self.surname.title()}"


AMARA = Applicant(
    key="amara.diallo",
    surname="DIALLO",
    given_names="AMARA",
    hangul="아마라 디알로",
    country="SN",
    residence="FR",
    sector=Sector.AI,
    rank=102,
    months=110,
    listed_months=40,
    pay=168_000_000,
    birth=date(1988, 3, 9),
)
"""Experience 9y 2m, of it 3y 4m at listed firms; pay 3.2 × GNI; a degree ranked 102nd where 100 is asked."""

with (Path(__file__).parent / "names.csv").open(encoding="utf-8") as lines:
    NAMES = [tuple(row.values()) for row in csv.DictReader(lines)]
SECTORS = [Sector[name] for name in ["AI", "AI", "SEMICONDUCTOR", "ROBOTICS", "DEFENCE", "BATTERY", "BIO"]]
RANKS = (8, 21, 34, 47, 60, 73, 86, 95, 104, 118, 133, 147, 162, 188, 240, 320, 0)
PAYS = tuple(million * 1_000_000 for million in (120, 149, 158, 166, 185, 212, 260))


def background(count: int, seed: int = 2026) -> list[Applicant]:
    """The same `count` invented researchers every time, of every shade of strength."""
    chance = random.Random(seed)  # noqa: S311  repeatable on purpose
    people = []
    for number in range(count):
        surname, given, hangul, country, residence = NAMES[number % len(NAMES)]
        months = chance.choice((70, 88, 97, 104, 121, 150, 190))
        people.append(
            Applicant(
                key=f"researcher-{number + 1:03d}",
                surname=surname,
                given_names=given,
                hangul=hangul,
                country=country,
                residence=residence,
                sector=chance.choice(SECTORS),
                rank=chance.choice(RANKS),
                months=months,
                listed_months=min(months, chance.choice((0, 14, 30, 37, 44, 60))),
                pay=chance.choice(PAYS),
                birth=date(chance.randint(1972, 1992), chance.randint(1, 12), chance.randint(1, 28)),
            )
        )
    return people
