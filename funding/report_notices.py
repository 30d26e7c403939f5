"""Who hears of stage evaluations, reports, money to come back, and a ledger that does not add up."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from casework.enums import Role
from casework.models import Case, RoleGrant, User
from casework.services.notices import owe
from funding.enums import WRITING
from funding.models import Parity, Receivable, Report, StageScore, Team, TeamMember
from funding.notices import to_officers, to_team


def announced(score: StageScore) -> None:
    """The team: a stage evaluation has its result."""
    _tell(score.team, f"stage:{score.stage_id}", "funding/stage_announced", reports_path(score.team))


def opened(report: Report) -> None:
    """The team: a report is due by a day."""
    _team(report, "opened", f"funding/report_due_{report.kind}")


def reminded(report: Report, milestone: int) -> None:
    """The team, once for each number of days before (negative) or after the due date."""
    when = "late" if milestone > 0 else "soon"
    event = f"report:{report.pk}:{milestone}"
    _tell(report.request.team, event, f"funding/report_{when}", report_path(report), report.case)


def submitted(report: Report, *, actor: User) -> None:
    """The finance officers: a report to check."""
    _officers(report, Role.FINANCE_OFFICER, "submitted", but=actor)


def returned(report: Report) -> None:
    """The team: something to correct."""
    _team(report, "returned", "funding/report_returned")


def proposed(report: Report, *, actor: User) -> None:
    """The payment approvers: a second signature is asked for."""
    _officers(report, Role.PAYMENT_APPROVER, "proposed", but=actor)


def sent_back(report: Report, *, actor: User) -> None:
    """The finance officers: the proposal came back."""
    _officers(report, Role.FINANCE_OFFICER, "sent_back", but=actor)


def settled(report: Report) -> None:
    """The team: the report is settled."""
    _team(report, "settled", "funding/report_settled")


def to_order(receivable: Receivable, *, actor: User) -> None:
    """The payment approvers: money to come back waits for the second signature."""
    to_officers(
        case=receivable.request.case, role=Role.PAYMENT_APPROVER,
        event=f"receivable:{receivable.pk}", template="funding/receivable_proposed",
        path=reverse("admin:funding_receivable_change", args=[receivable.pk]), but=actor,
    )  # fmt: skip


def ordered(receivable: Receivable) -> None:
    """The team: money to pay back by a day."""
    team = receivable.request.team
    event, case = f"receivable:{receivable.pk}:ordered", receivable.request.case
    _tell(team, event, "funding/receivable_ordered", reports_path(team), case)


def received(receivable: Receivable) -> None:
    """The team: the money has come in."""
    team = receivable.request.team
    case = receivable.request.case
    _tell(
        team, f"receivable:{receivable.pk}:received", "funding/receivable_received", reports_path(team), case
    )


def differs(parity: Parity) -> None:
    """Every payment approver: balances differ from the sums of their entries."""
    grants = RoleGrant.objects.current().filter(role=Role.PAYMENT_APPROVER)
    for account in User.objects.filter(role_grants__in=grants, is_active=True).distinct():
        owe(
            event=f"parity:{parity.pk}",
            recipient=account,
            template="funding/ledger_differs",
            path=reverse("admin:funding_ledgerentry_comparisons"),
        )


def reports_path(team: Team) -> str:
    return reverse("team_reports", args=[team.code])


def report_path(report: Report) -> str:
    return reverse("team_report", args=[report.request.team.code, report.case.reference])


def _team(report: Report, event: str, template: str) -> None:
    to_team(
        team=report.request.team, case=report.case, event=event, template=template, path=report_path(report)
    )


def _officers(report: Report, role: Role, event: str, *, but: User) -> None:
    to_officers(
        case=report.case, role=role, event=event, template=f"funding/report_{event}",
        path=reverse("admin:funding_report_change", args=[report.pk]), but=but,
    )  # fmt: skip


def _tell(team: Team, event: str, template: str, path: str, case: Case | None = None) -> None:
    members = TeamMember.objects.current(timezone.now()).filter(team=team, role__in=WRITING)
    for account in User.objects.filter(teams__in=members, is_active=True):
        owe(event=event, recipient=account, template=template, path=path, case=case)
