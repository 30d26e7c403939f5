"""What Postgres says a version and its editions are: the digests that simulations and signatures name."""

from __future__ import annotations

from django.db import connection

from casework.eligibility.interpreter import program
from casework.models import PolicyCriterion, PolicyVersion


def policy_digest(version: PolicyVersion) -> str:
    """SHA-256, in hexadecimal, of everything the stored version says but when it takes effect."""
    return str(_asked("SELECT casework_policy_digest(%s)", version.pk))


def editions_digest(version: PolicyVersion) -> str:
    """SHA-256, in hexadecimal, of every sealed edition the version may read: a new one changes it."""
    return str(_asked("SELECT casework_policy_editions(%s)", version.pk))


def cutoff() -> int:
    """Key of the newest facts row; waits for submissions under way, so that none below it is still to come.

    Holds up submissions until the running transaction ends: call it in a short one of its own.
    """
    return int(_asked("SELECT casework_cutoff()"))


def stamp_rules(version: PolicyVersion) -> None:
    """Note the digest of each criterion's rule beside it, so that the version's digest covers the rules."""
    rules = {one.code: one.digest for one in program(version).criteria}
    for row in PolicyCriterion.objects.filter(route__version=version):
        if row.rule != rules[row.code]:
            PolicyCriterion.objects.filter(pk=row.pk).update(rule=rules[row.code])


def _asked(sql: str, *given: int) -> str | int:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        (answer,) = cursor.fetchone()
    return answer  # type: ignore[no-any-return]
