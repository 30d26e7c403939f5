"""Loading the organisation registry from the ROR file that comes with the portal."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, transaction

from recruitment.countries import country_code
from recruitment.models import Organisation
from recruitment.names import name_key, split_note

FILE = Path(__file__).parent / "data" / "ror_organisations.csv.gz"
ESCAPED = re.compile(r'(["\\])')
BACKSLASH = r"\\\1"
COLUMNS = ("ror_id", "name", "name_ko", "country", "city", "types", "aliases", "key", "keys", "search")


def load(path: Path = FILE) -> int:
    """Bring the registry to the state of the file; returns how many rows were new or differed.

    Two set-based statements in one transaction, safe to repeat. Organisations that left the file stay,
    because profiles and editions may name them. Runs as the application's own database role.
    """
    lines = io.StringIO()
    csv.writer(lines, quoting=csv.QUOTE_ALL).writerows(_rows(path))
    lines.seek(0)
    columns = ", ".join(COLUMNS)
    table = Organisation._meta.db_table
    changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in COLUMNS[1:])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.arriving")
        cursor.execute(f"CREATE TEMP TABLE arriving (LIKE {table}) ON COMMIT DROP")
        cursor.copy_expert(f"COPY arriving ({columns}) FROM STDIN WITH (FORMAT csv)", lines)
        cursor.execute(
            f"INSERT INTO {table} AS o ({columns}) SELECT {columns} FROM arriving "  # noqa: S608 - names of ours
            f"ON CONFLICT (ror_id) DO UPDATE SET {changes} "
            f"WHERE ({_of('o')}) IS DISTINCT FROM ({_of('EXCLUDED')})"
        )
        return int(cursor.rowcount)


def keys_of(name: str, others: list[str], country: str) -> list[str]:
    """Every form a name may be met in, the main name's first, without repeats.

    The registry tells companies apart by country ("Samsung (Japan)"): the bare name counts as an alias.
    """
    bare, note = split_note(name)
    bare_alias = [bare] if note and country_code(note) == country else []
    return list(dict.fromkeys(filter(None, map(name_key, [name, *bare_alias, *others]))))


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = [alias for alias in row["aliases"].split("|") if alias]
            keys = keys_of(row["name"], [row["name_ko"], *aliases], row["country"])
            yield [
                *(row[column] for column in COLUMNS[:5]),
                _array(row["types"].split("|")),
                _array(aliases),
                keys[0],
                _array(keys),
                "\n".join(keys),
            ]


def _of(table: str) -> str:
    return ", ".join(f"{table}.{column}" for column in COLUMNS)


def _array(items: list[str]) -> str:
    """A Postgres array literal."""
    return "{" + ",".join(f'"{ESCAPED.sub(BACKSLASH, item)}"' for item in items) + "}"
