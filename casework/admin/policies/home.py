"""Section of the officers' home: drafts, results to sign, and the last replay."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.admin.home import Section, Tile, on_home
from casework.admin.policies.rights import DESK_ROLES
from casework.enums import PolicyStatus
from casework.models import PolicyVersion, ReplayRun, Simulation, User


@on_home
def policy(officer: User) -> Section | None:
    """Counts of drafts and finished what-ifs; whether the last replay came out alike. 3 queries."""
    if not officer.holds(*DESK_ROLES):
        return None
    listed = reverse("admin:casework_policyversion_changelist")
    drafts = PolicyVersion.objects.filter(status=PolicyStatus.DRAFT)
    ready = Simulation.objects.filter(version__in=drafts, finished_at__isnull=False)
    last = ReplayRun.objects.first()
    lines = []
    if last is not None and last.differing:
        why = _("%(n)s of %(all)s") % {"n": last.differing, "all": last.screenings}
        lines = [(_("Stored checks came out otherwise when repeated"), listed, why)]
    return Section(
        title=_("Policy"),
        tiles=[
            Tile(drafts.count(), _("Drafts"), listed),
            Tile(ready.values("version").distinct().count(), _("Drafts with a result to sign"), listed),
        ],
        url=listed,
        lines=lines,
        lines_title=_("Look at this at once"),
    )
