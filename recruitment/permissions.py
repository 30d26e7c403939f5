"""Who may change a profile, and why not."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from casework.models import Person, User


def may_edit(actor: User, person: Person) -> tuple[bool, str]:
    """Only the researcher; officers correct facts of a case, never a profile."""
    if actor.is_staff or actor.person_id != person.pk:
        return False, _("Only the researcher may change this profile.")
    return True, ""


def require_edit(actor: User, person: Person) -> None:
    """Raise PermissionDenied with the reason where `may_edit` says no."""
    allowed, reason = may_edit(actor, person)
    if not allowed:
        raise PermissionDenied(reason)
