"""Audit, consents and submission receipts: records that are only ever added to."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.enums import ConsentPurpose
from casework.models.base import AppendOnly


class AuditEntry(AppendOnly):
    """One business verb that was carried out. `data` holds codes and keys, never personal data."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(_("verb"), max_length=60)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, null=True, related_name="audit")
    subject = models.CharField(_("subject"), max_length=80, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class Consent(AppendOnly):
    """A consent given or withdrawn; the newest row of a purpose counts."""

    person = models.ForeignKey("casework.Person", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=30, choices=ConsentPurpose.choices)
    text_version = models.CharField(max_length=20)
    given = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.purpose}: {'given' if self.given else 'withdrawn'}"


class Receipt(AppendOnly):
    """The answer to one submit: the same token again gets the same answer, a changed body is refused."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, null=True, related_name="receipts")
    body_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.action} {self.token}"
