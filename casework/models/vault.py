"""Sealed personal identifiers and the log of every look at personal data."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.enums import VaultKind
from casework.models.base import AppendOnly, Kept


class VaultItem(Kept):
    """One identifier of a person, or of a thing (`holder` is its key), sealed. Only casework.vault opens it;
    `hint` is the last characters, for its owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "casework.Person", on_delete=models.PROTECT, null=True, related_name="vault_items"
    )
    holder = models.UUIDField(null=True)
    kind = models.CharField(max_length=24, choices=VaultKind.choices)
    sealed = models.BinaryField()
    blind_index = models.BinaryField(max_length=32)
    hint = models.CharField(max_length=8, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="vault_item"),
            models.UniqueConstraint(fields=["holder", "kind"], name="vault_item_of_holder"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, holder=None) | Q(person=None, holder__isnull=False),
                name="vault_person_or_holder",
            ),
        ]
        indexes = [models.Index(fields=["kind", "blind_index"], name="vault_blind")]

    def __str__(self) -> str:
        return self.kind


class AccessLog(AppendOnly):
    """Who looked at whose personal data, what, when and why. The person may read it."""

    person = models.ForeignKey("casework.Person", on_delete=models.PROTECT, related_name="access_log")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("what"), max_length=40)
    subject = models.CharField(_("which"), max_length=60, blank=True)
    reason = models.CharField(_("why"), max_length=300)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log")
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "-id"], name="access_person")]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"
