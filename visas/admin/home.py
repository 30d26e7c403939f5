"""The visa desk's section of the officers' home."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.admin.home import Section, Tile, on_home
from casework.enums import CASE_ROLES, Role
from casework.models import User
from visas.admin.actions import case_url
from visas.admin.queue import clock_days, clock_of, overdue, tab_counts

URGENT = 5
"""How many overdue cases the home page names."""


@on_home
def visa_desk(officer: User) -> Section | None:
    """Counts of the officer's work, and the cases past their time; five queries."""
    if not officer.holds(*CASE_ROLES):
        return None
    now = timezone.now()
    counts, late = tab_counts(officer), overdue(officer, now)
    queue = reverse("admin:visas_toptiercase_changelist")
    tiles = [
        Tile(counts["mine"], _("Mine"), f"{queue}?tab=mine"),
        Tile(counts["unassigned"], _("Unassigned"), f"{queue}?tab=unassigned"),
        Tile(len(late), _("Overdue"), f"{queue}?tab=open", _("oldest first")),
        Tile(counts["waiting"], _("With the applicant"), f"{queue}?tab=waiting", _("the clock stops")),
        Tile(counts["sign"], _("To sign"), f"{queue}?tab=sign"),
        Tile(counts["open"], _("All open"), f"{queue}?tab=open"),
    ]
    if officer.holds(Role.APPROVER) and not officer.holds(Role.REVIEWER):
        tiles = [tiles[4], *tiles[2:4], tiles[5]]
    limit = clock_days(now)
    lines = [
        (
            case.reference,
            case_url(case),
            _("Day %(day)s of %(limit)s") % {"day": clock_of(case, limit, now).day, "limit": limit},
        )
        for case in late[:URGENT]
    ]
    takes = officer.holds(Role.REVIEWER)
    return Section(
        title=_("Top-tier visa applications"),
        tiles=tiles,
        url=queue,
        next_url=reverse("admin:visas_toptiercase_next") if takes else "",
        next_label=_("Next case") if takes else "",
        lines=lines,
    )
