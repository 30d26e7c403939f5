"""A person's documents, their page images, and where a case uses them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.enums import DocumentState
from casework.models.base import AppendOnly, Kept
from casework.models.screening import Debt

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from casework.models.person import User


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User | AnonymousUser) -> DocumentQuerySet:
        """The own library; for officers the documents used by a case they may see. Files of a team's case
        are shown by the app that knows the team."""
        from casework.models.case import Case  # case and document point at each other

        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self.filter(uses__case__in=Case.objects.visible_to(user)).distinct()
        return self.filter(person=user.person_id, personal=True)


class Document(Kept):
    """One checked file. `filename` is what the person called it; the stored name is the row key.

    A file kept for the case of a team is not `personal`: its uploader has it in no library of their own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("casework.Person", on_delete=models.PROTECT, related_name="documents")
    filename = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.RENDERING)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    personal = models.BooleanField(default=True, db_default=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["person", "-created_at"], name="document_library")]

    def __str__(self) -> str:
        return self.filename


class DocumentPage(AppendOnly):
    """A page image, sealed in the store under its own key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="page_images")
    number = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_page")]

    def __str__(self) -> str:
        return f"{self.document_id} p. {self.number}"


class OwedRendering(Debt):
    """Page images still to be made of a document."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="owed_rendering")

    class Meta:
        verbose_name = _("owed page images")
        verbose_name_plural = _("owed page images")
        indexes = [models.Index(fields=["leased_until"], name="owed_rendering_lease")]

    def __str__(self) -> str:
        return str(self.document_id)


class CaseDocument(Kept):
    """A document in a slot of a case. A newer one replaces it; the older row stays, marked so."""

    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="documents")
    requirement = models.CharField(_("requirement"), max_length=40)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="uses")
    added_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["requirement", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "requirement"], condition=Q(replaced_at=None), name="one_document_per_slot"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.requirement}"
