"""What Postgres refuses, said as the portal's own refusals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from casework.transitions import Busy, Refused, Stale

STALE = "40001"
LOCKED = "55P03"
DEADLOCK = "40P01"
GUARD = "23514"
TAKEN = "23505"


@contextmanager
def guarded() -> Iterator[None]:
    """One transaction (or savepoint) whose refusals by the database become Stale, Busy or Refused.

    Any other database error is passed on.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        code = getattr(error.__cause__, "pgcode", None)
        if code == STALE:
            raise Stale from error
        if code in (LOCKED, DEADLOCK):
            raise Busy from error
        if code == GUARD:
            raise Refused(_("The present state of the case does not allow this.")) from error
        if code == TAKEN:
            raise Refused(_("Somebody else has just done this.")) from error
        raise
