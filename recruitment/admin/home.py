"""The data steward's section of the officers' home."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.admin.home import Section, Tile, on_home
from casework.enums import MatchMethod, Role
from casework.models import Edition, EditionEntry, User


@on_home
def editions(officer: User) -> Section | None:
    """Drafts and names that wait for a data steward."""
    if not officer.holds(Role.DATA_STEWARD):
        return None
    url = reverse("admin:casework_edition_changelist")
    unsure = EditionEntry.objects.filter(method=MatchMethod.UNSURE, edition__sealed_at=None).count()
    drafts = Edition.objects.filter(sealed_at=None).count()
    return Section(
        title=_("Reference data"),
        tiles=[
            Tile(unsure, _("names to match"), url),
            Tile(drafts, _("editions not sealed"), url),
            Tile(Edition.objects.exclude(sealed_at=None).count(), _("editions in use"), url),
        ],
        url=url,
    )
