"""An officer's look at a case is written down, once a day, where the applicant can read it."""

from __future__ import annotations

from casework import access
from casework.models import Case, User


def note_look(*, officer: User, case: Case) -> None:
    access.record(
        actor=officer,
        person=case.person,
        what=access.CASE,
        subject=str(case.pk),
        reason=case.reference,
        case=case,
        once_a_day=True,
    )
