"""The consortium's section of the officers' home."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.admin.home import Section, Tile, on_home
from casework.enums import Role
from casework.models import User
from funding.admin.batchlist import tab_counts as batch_counts
from funding.admin.claimqueue import desk_claims, tab_counts
from funding.models import DESK_ROLES
from funding.payment_reads import failed


@on_home
def consortium_funding(officer: User) -> Section | None:
    """Counts of the work of finance officers and payment approvers; 3 queries."""
    if not officer.holds(*DESK_ROLES):
        return None
    claims, batches = tab_counts(officer), batch_counts(officer)
    queue, payments = (
        reverse("admin:funding_claim_changelist"),
        reverse("admin:funding_paymentbatch_changelist"),
    )
    checks = [
        Tile(claims["check"], _("Claims to check"), f"{queue}?tab=check", _("priority teams first")),
        Tile(failed(desk_claims(officer)).count(), _("Payments failed"), f"{queue}?tab=failed"),
    ]
    signatures = [
        Tile(claims["sign"], _("Claims to sign"), f"{queue}?tab=sign"),
        Tile(batches["sign"], _("Batches to sign"), f"{payments}?tab=sign"),
    ]
    checking = officer.holds(Role.FINANCE_OFFICER)
    return Section(
        title=_("Consortium claims and payments"),
        tiles=[*checks, *signatures] if checking else [*signatures, *checks],
        url=queue,
    )
