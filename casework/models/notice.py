"""Notices owed to people, and mail kept in the database where no mail server is set."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.enums import Language
from casework.models.base import AppendOnly, Kept
from casework.models.screening import Debt


class Notice(Kept, Debt):
    """One message about one event to one account, or to one address that has no account yet; sent after
    commit, once. An account reads it in its own language, an address in `language`.

    It holds a case reference and a link, never personal data but the address.
    """

    event = models.CharField(max_length=60)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="notices"
    )
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    case = models.ForeignKey("casework.Case", on_delete=models.CASCADE, null=True, related_name="notices")
    template = models.CharField(max_length=60)
    path = models.CharField(max_length=200)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient"], name="notice_once"),
            models.UniqueConstraint(
                fields=["event", "address"], condition=~Q(address=""), name="notice_address_once"
            ),
            models.CheckConstraint(
                condition=Q(recipient=None, address__gt="") | Q(recipient__isnull=False, address=""),
                name="notice_account_or_address",
            ),
        ]
        indexes = [models.Index(fields=["leased_until"], condition=Q(sent_at=None), name="notice_owed")]

    def __str__(self) -> str:
        return f"{self.event} → {self.recipient_id or 'an address'}"


class StoredMail(AppendOnly):
    """An e-mail kept instead of sent (local use); readable at the demo's outbox page."""

    to = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject
