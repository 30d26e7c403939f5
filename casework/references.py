"""Reference numbers of cases: a prefix, the year in Korea, and a number never used twice."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from casework.clock import seoul_date


def next_reference(prefix: str, now: datetime) -> str:
    """For example TT-2026-000123, from one sequence for all kinds; gaps are harmless."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('casework_reference')")
        (number,) = cursor.fetchone()
    return f"{prefix}-{seoul_date(now).year}-{number:06d}"
