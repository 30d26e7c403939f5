"""The ledger: who a cap counts for, the entries, and the balances Postgres keeps of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.models.base import AppendOnly, ReadOnly
from funding.enums import EntryKind, Scope


class Subject(AppendOnly):
    """Whom a cap counts for: a person, or a team where the programme says so.

    A merged subject's entries count for `merged_into`; a frozen one reserves and claims nothing until an
    officer has brought the sum of both under the cap. Only database functions write these two.
    """

    person = models.OneToOneField(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="funding_subject"
    )
    team = models.OneToOneField(
        "funding.Team", on_delete=models.PROTECT, null=True, related_name="funding_subject"
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="subject_is_one",
                condition=Q(person=None, team__isnull=False) | Q(person__isnull=False, team=None),
            )
        ]

    def __str__(self) -> str:
        return f"subject {self.pk}"


class LedgerEntry(AppendOnly):
    """One movement of money, integer KRW above zero; `kind` says which balances it raises and lowers.

    Team, programme, subject, year (the reserved period) and time are filled in by the database from the
    request, whatever the insert says.
    """

    key = models.CharField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("movement"), max_length=15, choices=EntryKind.choices)
    amount = models.BigIntegerField(_("amount in won"))
    request = models.ForeignKey("funding.FundingRequest", on_delete=models.PROTECT, related_name="entries")
    claim = models.ForeignKey(
        "funding.Claim", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    payment = models.ForeignKey(
        "funding.PaymentOrder", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    # The trigger copies these three from the request, so the database need not look them up again.
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="entries", db_constraint=False
    )
    team = models.ForeignKey(
        "funding.Team", on_delete=models.PROTECT, related_name="entries", db_constraint=False
    )
    programme = models.ForeignKey(
        "funding.Programme", on_delete=models.PROTECT, related_name="entries", db_constraint=False
    )
    year = models.PositiveSmallIntegerField(_("year"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("why"), max_length=60, blank=True)
    at = models.DateTimeField(_("when"), db_default=Now())

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="entry_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="entry_reverses",
                condition=Q(kind=EntryKind.REVERSE, reverses__isnull=False)
                | (~Q(kind=EntryKind.REVERSE) & Q(reverses=None)),
            ),
            models.UniqueConstraint(
                fields=["payment", "kind"],
                condition=Q(kind__in=[EntryKind.PAY, EntryKind.PAYMENT_FAILED]),
                name="payment_once",
            ),
        ]
        indexes = [
            models.Index(fields=["request", "id"], name="entry_request"),
            models.Index(fields=["subject", "year", "id"], name="entry_subject"),
            models.Index(fields=["team", "id"], name="entry_team"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class Balance(ReadOnly):
    """The sum of the entries of one claim, request, subject and year, team or programme, in KRW.

    Written by the ledger's trigger alone. `year` is 0 except for a subject. `cap` NULL: none of its own.
    """

    scope = models.CharField(max_length=10, choices=Scope.choices)
    scope_id = models.BigIntegerField()
    programme = models.ForeignKey("funding.Programme", on_delete=models.PROTECT, related_name="balances")
    year = models.PositiveSmallIntegerField(default=0)
    cap = models.BigIntegerField(null=True)
    reserved = models.BigIntegerField(default=0)
    claimed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    recovered = models.BigIntegerField(default=0)
    clawed_back = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "scope_id", "programme", "year"], name="balance_key"),
            models.CheckConstraint(
                name="balance_paid",
                condition=Q(paid__gte=0)
                & Q(recovered__gte=0)
                & Q(clawed_back__gte=0)
                & Q(claimed__gte=F("paid") + F("recovered") + F("clawed_back")),
            ),
            models.CheckConstraint(
                name="balance_claimed", condition=Q(scope=Scope.CLAIM) | Q(claimed__lte=F("reserved"))
            ),
            models.CheckConstraint(
                name="balance_cap", condition=Q(reserved__gte=0) & (Q(cap=None) | Q(reserved__lte=F("cap")))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.scope_id}/{self.year}"


class Parity(AppendOnly):
    """One comparison of all balances with the sums of their entries; `wrong` rows differed."""

    at = models.DateTimeField(auto_now_add=True)
    entries = models.BigIntegerField()
    balances = models.BigIntegerField()
    wrong = models.PositiveIntegerField()
    detail = models.JSONField(default=list)

    class Meta:
        verbose_name = _("comparison of the ledger")
        verbose_name_plural = _("comparisons of the ledger")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.wrong}"
