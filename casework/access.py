"""The log of looks at personal data, which the person may read."""

from __future__ import annotations

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.enums import VaultKind
from casework.models import AccessLog, Case, Person, User

CASE = "case"
PAGE = "document page"
ORIGINAL = "document original"
TIMELINE = "timeline"


def record(
    *,
    actor: User,
    person: Person,
    what: str,
    subject: str,
    reason: str,
    case: Case | None,
    once_a_day: bool = False,
) -> None:
    """Add a row: who looked, at whose data, what, when and why. `once_a_day` keeps repeated looks by the same
    account at the same thing to one row a day (Asia/Seoul)."""
    if once_a_day:
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        same = AccessLog.objects.filter(person=person, actor=actor, what=what, subject=subject, at__gte=today)
        if same.exists():
            return
    AccessLog.objects.create(person=person, actor=actor, what=what, subject=subject, reason=reason, case=case)


def case_seen(*, actor: User, case: Case) -> None:
    """An officer's look at a case, once a day, where its person can read it."""
    record(
        actor=actor,
        person=case.person,
        what=CASE,
        subject=str(case.pk),
        reason=case.reference,
        case=case,
        once_a_day=True,
    )


def label(what: str) -> Promise | str:
    """The words for a row's `what`: an application, a document page, an original, or a kind of identifier."""
    words = {
        CASE: _("Application, on screen"),
        PAGE: _("Document, on screen"),
        ORIGINAL: _("Document, downloaded"),
        TIMELINE: _("Timeline of visa and funding, on screen"),
    }
    return words.get(what, dict(VaultKind.choices).get(what, what))
