"""Sections of the officers' home: reports and money to come back; whether the ledger adds up."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.admin.home import Section, Tile, on_home
from casework.clock import seoul_date
from casework.enums import Role
from casework.models import User
from funding.admin import receivables, reports
from funding.admin.stageactions import desk_stages
from funding.models import DESK_ROLES, Parity, Subject

LATE = timedelta(hours=36)
"""A comparison runs every night; one older than this is missing."""


@on_home
def after_the_money(officer: User) -> Section | None:
    """Counts of reports, receivables and stages that wait; 3 queries."""
    if not officer.holds(*DESK_ROLES):
        return None
    listed = reverse("admin:funding_report_changelist")
    owed, stages = reverse("admin:funding_receivable_changelist"), reverse("admin:funding_stage_changelist")
    papers = reports.tab_counts(officer)
    money = receivables.tab_counts(officer, seoul_date(timezone.now()))
    preparing = desk_stages(officer).filter(announced_at=None).count()
    checks = [
        Tile(papers["check"], _("Reports to check"), f"{listed}?tab=check"),
        Tile(money["late"], _("Not paid back in time"), f"{owed}?tab=late"),
        Tile(preparing, _("Stage evaluations in preparation"), stages),
    ]
    signatures = [
        Tile(papers["sign"], _("Reports to sign"), f"{listed}?tab=sign"),
        Tile(money["sign"], _("Money to come back, to sign"), f"{owed}?tab=sign"),
    ]
    checking = officer.holds(Role.FINANCE_OFFICER)
    return Section(
        title=_("Reports and money to come back"),
        tiles=[*checks, *signatures] if checking else [*signatures, *checks],
        url=listed,
    )


@on_home
def ledger(officer: User) -> Section | None:
    """The last comparison, in red where balances differ or none ran; and frozen records. 2 queries."""
    if not officer.holds(*DESK_ROLES, Role.AUDITOR):
        return None
    entries, compared = (
        reverse("admin:funding_ledgerentry_changelist"),
        reverse("admin:funding_ledgerentry_comparisons"),
    )
    last = Parity.objects.first()
    frozen = Subject.objects.filter(frozen_at__isnull=False).count()
    tiles = [Tile(last.wrong if last else 0, _("Balances that differ"), compared)]
    if officer.holds(*DESK_ROLES):
        tiles.append(Tile(frozen, _("Records frozen"), reverse("admin:funding_ledgerentry_frozen")))
    return Section(
        title=_("Ledger"), tiles=tiles, url=entries, lines=_alarms(last, compared),
        lines_title=_("Look at this at once"),
    )  # fmt: skip


def _alarms(last: Parity | None, url: str) -> list[tuple[str, str, str]]:
    if last is None:
        return []
    if last.wrong:
        words = _("The ledger does not add up")
        number = ngettext("%(n)s balance differs", "%(n)s balances differ", last.wrong) % {"n": last.wrong}
        return [(words, url, number)]
    if timezone.now() - last.at > LATE:
        return [(_("The ledger was not compared last night"), url, "")]
    return []
