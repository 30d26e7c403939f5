"""The case: who, what kind, which status; its legal edges; and the events that made it what it is."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.enums import Agency, Language
from casework.models.base import AppendOnly, Kept, ReadOnly
from casework.states import machines

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from casework.models.person import User


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User | AnonymousUser) -> CaseQuerySet:
        """Own cases for a researcher; for staff the submitted cases of their agency and of the kinds their
        roles are there for."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self._at_desk_of(user).submitted().exclude(person=user.person_id)
        return self.filter(person=user.person_id)

    def _at_desk_of(self, user: User) -> CaseQuerySet:
        kinds: dict[frozenset[str], list[str]] = {}
        for machine in machines():
            kinds.setdefault(user.agencies(*machine.desk_roles), []).append(machine.kind)
        desks = [Q(agency__in=agencies, kind__in=of) for agencies, of in kinds.items() if agencies]
        return self.filter(reduce(or_, desks)) if desks else self.none()

    def submitted(self) -> CaseQuerySet:
        return self.filter(submitted_at__isnull=False)


class Case(Kept):
    """One matter of one person. `status` is written by casework.transitions alone; `version` rises by one
    with every change of the row (the database refuses anything else), so a stale save is seen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=30)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    person = models.ForeignKey("casework.Person", on_delete=models.PROTECT, related_name="cases")
    status = models.CharField(_("status"), max_length=20)
    status_since = models.DateTimeField(_("in this status since"))
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(_("submissions"), default=0)
    agency = models.CharField(_("agency"), max_length=10, choices=Agency.choices, default=Agency.JUSTICE)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_cases",
    )
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            models.Index(fields=["agency", "status", "submitted_at", "id"], name="case_desk"),
            models.Index(fields=["person", "kind"], name="case_person"),
            models.Index(fields=["assignee", "status"], name="case_assignee"),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseEdge(ReadOnly):
    """A legal change of status, copied from the states tables at every migration; the trigger reads it."""

    kind = models.CharField(max_length=30)
    source = models.CharField(max_length=20, blank=True)
    action = models.CharField(max_length=30)
    target = models.CharField(max_length=20)
    needs_decision = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "source", "action"], name="case_edge")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.source or '(new)'} → {self.target}"


class CaseEvent(AppendOnly):
    """One thing that happened to a case, in words its applicant may read."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=30)
    source = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20)
    case_version = models.PositiveIntegerField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "case_version"], name="case_event_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.action}"


class ClockStop(Kept):
    """Time that does not count towards the statutory clock (Civil Petitions Act): a supplement is owed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clock_stops")
    reason = models.CharField(max_length=30)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(ended_at=None), name="one_open_stop"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"
