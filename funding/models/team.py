"""Consortium teams: their institutions, their people, and the invitations they send."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

import pghistory
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.enums import Language, Role
from casework.models.base import AppendOnly, Kept
from funding.enums import FirmSize, InstitutionRole, InvitationKind, MemberRole
from funding.models.programme import Call, Named, Programme

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from casework.models import User

DESK_ROLES = (Role.FINANCE_OFFICER, Role.PAYMENT_APPROVER)


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: User | AnonymousUser) -> TeamQuerySet:
        """Teams the user belongs to now; for finance officers and payment approvers those of their agency."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self.filter(programme__agency__in=user.agencies(*DESK_ROLES))
        members = TeamMember.objects.current(timezone.now()).filter(user=user)
        return self.filter(pk__in=members.values("team"))


@pghistory.track()
class Team(Kept, Named):
    """One consortium in a programme. `agreed_on` begins its agreement years; `cut_on` ends its new requests.

    `fictional` teams are invented for demonstrations and say so; the others carry published outcomes only.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="teams")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, blank=True, related_name="teams")
    code = models.SlugField(_("code"), max_length=40, unique=True)
    fictional = models.BooleanField(_("fictional"), default=False)
    budget = models.BigIntegerField(_("budget in won"), null=True, blank=True)
    agreed_on = models.DateField(_("agreement in force from"))
    priority_since = models.DateField(_("priority funding since"), null=True, blank=True)
    cut_on = models.DateField(_("left the programme on"), null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["programme", "code"]
        constraints = [
            models.CheckConstraint(name="team_names", condition=~Q(name_en="") & ~Q(name_ko="")),
            models.CheckConstraint(name="team_budget", condition=Q(budget=None) | Q(budget__gte=0)),
        ]

    @property
    def label(self) -> str:
        """The name, marked where the team is invented."""
        return f"{self.name} ({_('fictional')})" if self.fictional else self.name


class PublishedOutcome(AppendOnly):
    """Something published about a team: dated and sourced, in both languages."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="published")
    on = models.DateField(_("date"))
    text_en = models.CharField(max_length=400)
    text_ko = models.CharField(max_length=400)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                name="outcome_sourced", condition=~Q(source="") & ~Q(text_en="") & ~Q(text_ko="")
            )
        ]

    def __str__(self) -> str:
        return self.text_ko if get_language() == "ko" else self.text_en


@pghistory.track()
class Institution(Kept, Named):
    """A member institution from a day to a day. `key` names its bank account in the vault."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="institutions")
    role = models.CharField(_("role"), max_length=15, choices=InstitutionRole.choices)
    firm_size = models.CharField(_("size"), max_length=10, choices=FirmSize.choices)
    business_number = models.CharField(_("business registration number"), max_length=12, blank=True)
    recovers_vat = models.BooleanField(_("gets VAT back"), default=True)
    starts_on = models.DateField(_("member from"))
    ends_on = models.DateField(_("member until"), null=True, blank=True)

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["team", "role", "name_en"]
        constraints = [
            models.CheckConstraint(
                name="institution_days", condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on"))
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(role=InstitutionRole.LEAD, ends_on=None), name="one_lead"
            ),
        ]


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def current(self, now: datetime) -> TeamMemberQuerySet:
        return self.filter(starts_at__lte=now).filter(Q(ends_at=None) | Q(ends_at__gt=now))


@pghistory.track()
class TeamMember(Kept):
    """An account's role in a team for a time."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="teams")
    role = models.CharField(_("role"), max_length=10, choices=MemberRole.choices)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["team", "starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], condition=Q(ends_at=None), name="one_membership")
        ]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User | AnonymousUser) -> InvitationQuerySet:
        """Those sent to an address the account has proved to own, and those it has answered."""
        if not user.is_authenticated:
            return self.none()
        own = EmailAddress.objects.filter(user=user, verified=True).values(own=Lower("email"))
        rows = self.alias(to=Lower("email"))
        return rows.filter(Q(answered_by=user) | Q(answered_by=None, to__in=own))

    def unanswered(self) -> InvitationQuerySet:
        return self.filter(accepted_at=None, declined_at=None, withdrawn_at=None)

    def open(self, now: datetime) -> InvitationQuerySet:
        """Those that may still be answered."""
        return self.unanswered().filter(expires_at__gt=now)


class Invitation(Kept):
    """A team asks an address to join it or to be funded by it. Who proves to own the address may answer.

    `case` is the candidate gate that an accepted invitation to be funded opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="invitations")
    kind = models.CharField(_("kind"), max_length=10, choices=InvitationKind.choices)
    role = models.CharField(_("role"), max_length=10, choices=MemberRole.choices, blank=True)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    case = models.OneToOneField(
        "casework.Case", on_delete=models.PROTECT, null=True, related_name="invitation"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                "team",
                "kind",
                Lower("email"),
                condition=Q(accepted_at=None, declined_at=None, withdrawn_at=None),
                name="one_open_invitation",
            ),
            models.CheckConstraint(
                name="invitation_one_answer",
                condition=Q(accepted_at=None, declined_at=None)
                | Q(accepted_at=None, withdrawn_at=None)
                | Q(declined_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="invitation_case",
                condition=Q(case=None) & (Q(accepted_at=None) | Q(kind=InvitationKind.MEMBER))
                | Q(case__isnull=False, accepted_at__isnull=False, kind=InvitationKind.CANDIDATE),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def is_open(self, now: datetime) -> bool:
        """Whether it may still be answered."""
        answered = self.accepted_at or self.declined_at or self.withdrawn_at
        return not answered and self.expires_at > now
