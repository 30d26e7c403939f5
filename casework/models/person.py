"""The human behind accounts, the accounts, and the roles they hold."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.enums import DECIDING_ROLES, Agency, Language, Role
from casework.models.base import Kept


class Person(Kept):
    """One human being. Staff are keyed by their verified staff number, so two accounts stay one person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff_number = models.CharField(_("staff number"), max_length=40, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")

    def __str__(self) -> str:
        return self.staff_number or str(self.id)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """Create an account; a person is made for it unless one is given."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(Kept, AbstractBaseUser):
    """An account. What it may do comes from its current roles alone; there is no superuser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    name_ko = models.CharField(_("name in Korean"), max_length=60, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_ci")]

    def __str__(self) -> str:
        return self.display_name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.person_id is None:
            self.person = Person.objects.create()
        super().save(*args, **kwargs)

    @property
    def display_name(self) -> str:
        """The name as the reader's language writes it; empty where none was given."""
        return self.name_ko if self.name_ko and get_language() == "ko" else self.name

    @property
    def roles(self) -> frozenset[tuple[str, str]]:
        """(role, agency) held now; read once per object, so once per request."""
        if not hasattr(self, "_roles"):
            held = RoleGrant.objects.current().filter(user=self).values_list("role", "agency")
            self._roles = frozenset(held) if self.is_active and self.is_staff else frozenset()
        return self._roles

    def holds(self, *roles: str) -> bool:
        return any(role in roles for role, _agency in self.roles)

    def agencies(self, *roles: str) -> frozenset[str]:
        return frozenset(agency for role, agency in self.roles if role in roles)

    # The admin asks these; each ModelAdmin answers by role (casework.admin.base), so both only open the door.
    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return bool(self.roles)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self) -> RoleGrantQuerySet:
        now = timezone.now()
        return self.filter(starts_at__lte=now).filter(Q(ends_at=None) | Q(ends_at__gt=now))


class RoleGrant(Kept):
    """A role held for a time. A role that decides needs two different people to grant it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    agency = models.CharField(_("agency"), max_length=10, choices=Agency.choices)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                name="deciding_role_two_persons",
                condition=~Q(role__in=DECIDING_ROLES)
                | (
                    Q(granted_by__isnull=False)
                    & Q(confirmed_by__isnull=False)
                    & ~Q(granted_by=F("confirmed_by"))
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "agency"], condition=Q(ends_at=None), name="one_open_grant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.get_agency_display()})"
