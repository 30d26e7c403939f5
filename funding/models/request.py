"""Funding requests of a team for one researcher and year: budget, ruling by two persons, later changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.base import AppendOnly, Kept
from funding.enums import ChangeKind, RequestStatus, RulingOutcome, RulingStatus
from funding.models.programme import CostCategory
from funding.models.team import Institution, Team

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from casework.models import User


class RequestQuerySet(models.QuerySet["FundingRequest"]):
    def visible_to(self, user: User | AnonymousUser) -> RequestQuerySet:
        """Requests of the user's teams; for officers the submitted ones of their agency, not their own."""
        rows = self.filter(team__in=Team.objects.visible_to(user))
        if user.is_staff:
            return rows.filter(case__submitted_at__isnull=False).exclude(case__person=user.person_id)
        return rows

    def drafts(self) -> RequestQuerySet:
        return self.filter(case__status=RequestStatus.DRAFT)


class FundingRequest(Kept):
    """What a team asks for one researcher (`case.person`) and one year of the programme.

    `amount` is the government share asked for, KRW, as last submitted; `agreed_amount` is what two persons
    signed.
    Employment is the contract at the host institution; salary is claimable inside it.
    """

    case = models.OneToOneField("casework.Case", on_delete=models.PROTECT, related_name="funding_request")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="requests")
    subject = models.ForeignKey("funding.Subject", on_delete=models.PROTECT, related_name="requests")
    gate = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="gated_requests")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="requests")
    year = models.PositiveSmallIntegerField(_("year"))
    employed_from = models.DateField(_("employed from"), null=True, blank=True)
    employed_until = models.DateField(_("employed until"), null=True, blank=True)
    purpose = models.TextField(_("what the money is for"), blank=True)
    amount = models.BigIntegerField(_("government share asked for"), default=0)
    agreed_amount = models.BigIntegerField(_("government share agreed"), null=True, blank=True)
    agreed_on = models.DateField(_("agreement of"), null=True, blank=True)
    ends_on = models.DateField(_("costs until"), null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding request")
        verbose_name_plural = _("funding requests")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="request_amount", condition=Q(amount__gte=0)),
            models.CheckConstraint(
                name="request_agreed", condition=Q(agreed_amount=None) | Q(agreed_amount__gte=0)
            ),
            models.CheckConstraint(
                name="request_employment",
                condition=Q(employed_from=None)
                | Q(employed_until=None)
                | Q(employed_from__lte=F("employed_until")),
            ),
        ]
        indexes = [models.Index(fields=["team", "year"], name="request_team")]

    def __str__(self) -> str:
        return self.case.reference


@pghistory.track()
class BudgetLine(models.Model):
    """One category of a request's budget, in KRW: asked for, and the government share agreed."""

    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, related_name="lines")
    category = models.ForeignKey(CostCategory, on_delete=models.PROTECT, related_name="+")
    government = models.BigIntegerField(_("government share"), default=0)
    own_cash = models.BigIntegerField(_("own share in cash"), default=0)
    own_in_kind = models.BigIntegerField(_("own share in kind"), default=0)
    agreed = models.BigIntegerField(_("government share agreed"), null=True, blank=True)

    class Meta:
        ordering = ["category__position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "category"], name="budget_line"),
            models.CheckConstraint(
                name="budget_amounts",
                condition=Q(government__gte=0)
                & Q(own_cash__gte=0)
                & Q(own_in_kind__gte=0)
                & (Q(agreed=None) | Q(agreed__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.category_id}"


class Ruling(Kept):
    """What one officer proposes on a request, claim or report and another signs (결재); KRW where money.

    `case_version` is the state of the case the proposal was made on. Persons are filled in by the database.
    """

    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="rulings")
    case_version = models.PositiveIntegerField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=RulingOutcome.choices)
    amount = models.BigIntegerField(_("amount in won"), default=0)
    note = models.TextField(_("reasons"), blank=True)
    status = models.CharField(max_length=10, choices=RulingStatus.choices, default=RulingStatus.PROPOSED)
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
    signed_at = models.DateTimeField(null=True)
    remark = models.TextField(_("remark of the second officer"), blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(status=RulingStatus.PROPOSED), name="one_open_ruling"
            ),
            models.CheckConstraint(
                name="ruling_two_persons",
                condition=~Q(status=RulingStatus.SIGNED)
                | (
                    Q(proposed_person__isnull=False)
                    & Q(signed_person__isnull=False)
                    & Q(signed_at__isnull=False)
                    & ~Q(proposed_person=F("signed_person"))
                ),
            ),
            models.CheckConstraint(name="ruling_amount", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.outcome} ({self.status})"


class Change(Kept):
    """A later change of an agreement: by notice, in force at once, or by approval of two persons.

    A notice suffices unless indirect cost or the research allowance rises (Decree, Art. 14(2)).
    """

    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("change"), max_length=12, choices=ChangeKind.choices)
    needs_approval = models.BooleanField()
    amount = models.BigIntegerField(_("amount in won"), default=0)
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    refused_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer of the officers"), blank=True)
    in_force_at = models.DateTimeField(null=True)
    to_request = models.ForeignKey(
        FundingRequest, on_delete=models.PROTECT, null=True, related_name="carried_from"
    )

    class Meta:
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="change_number"),
            models.CheckConstraint(name="change_amount", condition=Q(amount__gte=0)),
            models.CheckConstraint(
                name="change_two_persons",
                condition=Q(in_force_at=None)
                | Q(needs_approval=False)
                | (
                    Q(proposed_person__isnull=False)
                    & Q(signed_person__isnull=False)
                    & ~Q(proposed_person=F("signed_person"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.number}"


class ChangeLine(AppendOnly):
    """By how many won a change raises or lowers the agreed government share of a category."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="lines")
    category = models.ForeignKey(CostCategory, on_delete=models.PROTECT, related_name="+")
    delta = models.BigIntegerField(_("change in won"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "category"], name="change_line")]

    def __str__(self) -> str:
        return f"{self.category_id}: {self.delta:+d}"
