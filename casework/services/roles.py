"""Verbs on roles. A role that decides takes two administrators."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from casework.enums import DECIDING_ROLES, Role
from casework.models import RoleGrant, User
from casework.services.audit import audit
from casework.transitions import Refused


def grant_role(
    *, user: User, role: Role, agency: str, actor: User | None, confirmed_by: User | None = None
) -> RoleGrant:
    """Give a staff account a role from now on; an open grant of the same role is returned as it is.

    `actor` None is the operator's own command line. Raises Refused where the account is not staff or a role
    that decides lacks its two persons.
    """
    if not user.is_staff:
        raise Refused(_("Only staff accounts hold roles."))
    two = actor is not None and confirmed_by is not None and actor.person_id != confirmed_by.person_id
    if role in DECIDING_ROLES and not two:
        raise Refused(_("A role that decides needs two different people to grant it."))
    with transaction.atomic():
        grant, created = RoleGrant.objects.get_or_create(
            user=user,
            role=role,
            agency=agency,
            ends_at=None,
            defaults={"granted_by": actor, "confirmed_by": confirmed_by},
        )
        if created:
            audit(actor=actor, verb="role.grant", subject=str(user.pk), role=role, agency=agency)
    return grant
