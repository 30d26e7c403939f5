"""After the money: reports on use, final accounts (정산), what is disallowed, and what must come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import Kept
from funding.enums import CutReason, ReceivableKind, ReportKind
from funding.models.programme import CostCategory
from funding.models.request import FundingRequest
from funding.models.team import Team

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from casework.models import User


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User | AnonymousUser) -> ReportQuerySet:
        """Reports of the user's teams; for officers the submitted ones of their agency, not their own."""
        rows = self.filter(request__team__in=Team.objects.visible_to(user))
        if user.is_staff:
            return rows.filter(case__submitted_at__isnull=False).exclude(case__person=user.person_id)
        return rows


class Report(Kept):
    """A report on use (Decree, Art. 25: one month) or final accounts (Art. 26: three months). KRW."""

    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, related_name="funding_report")
    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=5, choices=ReportKind.choices)
    due_on = models.DateField(_("due on"))
    spent = models.BigIntegerField(_("government share spent"), default=0)
    own_cash = models.BigIntegerField(_("own cash spent"), default=0)
    own_in_kind = models.BigIntegerField(_("own share in kind"), default=0)
    interest = models.BigIntegerField(_("interest earned"), default=0)
    note = models.TextField(_("explanation"), blank=True)
    row_version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "kind"], name="one_report_of_a_kind"),
            models.CheckConstraint(
                name="report_amounts",
                condition=Q(spent__gte=0) & Q(own_cash__gte=0) & Q(own_in_kind__gte=0) & Q(interest__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.case.reference


class Disallowance(models.Model):
    """A cost that the final accounts do not recognise (불인정), KRW, with a coded reason."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="disallowances")
    category = models.ForeignKey(CostCategory, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField(_("amount in won"))
    reason = models.CharField(_("reason"), max_length=12, choices=CutReason.choices)
    note = models.CharField(_("in words"), max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="disallowance_amount", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.amount}"


COMPUTED = {
    ReceivableKind.RECOVERY: _("As computed in the final accounts %(report)s."),
    ReceivableKind.INTEREST: _("Interest earned, as stated in the final accounts %(report)s."),
}
"""Why what the final accounts themselves demand must come back."""


class Receivable(Kept):
    """Money to come back, KRW: recovery (회수), clawback (환수), surcharge, interest; ordered by two persons.

    Recovery and clawback lower what is paid when they are received; the other two never touch the ledger.
    """

    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, related_name="receivables")
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="receivables"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ReceivableKind.choices)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    amount = models.BigIntegerField(_("amount in won"))
    reason = models.TextField(_("reason"))
    legal_source = models.CharField(_("legal source"), max_length=300)
    due_on = models.DateField(_("due on"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("ordered"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    bank_reference = models.CharField(_("bank reference"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("receivable")
        verbose_name_plural = _("receivables")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="receivable_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="receivable_two_persons",
                condition=Q(signed_at=None, signed_by=None)
                | (
                    Q(signed_at__isnull=False)
                    & Q(proposed_person__isnull=False)
                    & Q(signed_person__isnull=False)
                    & ~Q(proposed_person=F("signed_person"))
                ),
            ),
            models.CheckConstraint(
                name="received_once_ordered",
                condition=Q(received_at=None) | Q(signed_at__isnull=False, dropped_at=None),
            ),
        ]

    @property
    def why(self) -> str:
        """The reason as an officer wrote it; of the final accounts' own demands, in the reader's language."""
        if self.reason or self.report is None:
            return self.reason
        return str(COMPUTED[ReceivableKind(self.kind)]) % {"report": self.report.case.reference}

    def __str__(self) -> str:
        return self.reference
