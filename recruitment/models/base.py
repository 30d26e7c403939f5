"""Whose profile rows a user may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from casework.enums import CASE_ROLES
from casework.models import Case

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from casework.models import User

Row = TypeVar("Row", bound=models.Model)


class PersonalQuerySet(models.QuerySet[Row]):
    """Rows with a `person`."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Own rows for a researcher; for case officers those of persons whose case they may see."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            if not user.holds(*CASE_ROLES):
                return self.none()
            return self.filter(person__in=Case.objects.visible_to(user).values("person"))
        return self.filter(person=user.person_id)
