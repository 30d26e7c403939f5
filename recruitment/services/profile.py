"""Verbs on a researcher's profile and passport."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from casework import vault
from casework.enums import VaultKind
from casework.models import Person, User
from casework.services.audit import audit
from recruitment.models import Profile
from recruitment.permissions import require_edit
from recruitment.services.stale import refuse_stale

PASSPORT_COLUMNS = ("passport_country", "passport_expires_on", "birth_date", "sex")


@transaction.atomic
def save_profile(
    *, actor: User, person: Person, values: Mapping[str, Any], seen: str | None = None
) -> Profile:
    """Write these columns of the person's profile; the first save makes the row.

    `seen` is the fingerprint of the columns as they were shown (services.stale); None writes whatever is
    there. Raises StaleRow, PermissionDenied, and ValidationError for a value the model refuses.
    """
    require_edit(actor, person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    profile = Profile.objects.filter(person=person).first() or Profile(person=person)
    if seen is not None:
        refuse_stale(profile, values, seen)
    for column, value in values.items():
        setattr(profile, column, value)
    profile.full_clean(exclude={"person"}, validate_constraints=False)
    if profile.pk:
        profile.save(update_fields=[*values, "updated_at"])
    else:
        profile.save()
    audit(actor=actor, verb="profile.saved", subject=str(person.pk), columns=",".join(sorted(values)))
    return profile


@transaction.atomic
def save_passport(
    *,
    actor: User,
    person: Person,
    number: str,
    country: str,
    expires_on: datetime.date,
    birth_date: datetime.date,
    sex: str,
    seen: str | None = None,
) -> Profile:
    """Write the passport's details; its number goes to the vault. An empty number keeps the one that is
    there."""
    values = dict(zip(PASSPORT_COLUMNS, (country, expires_on, birth_date, sex), strict=True))
    profile = save_profile(actor=actor, person=person, values=values, seen=seen)
    if number:
        vault.put(actor=actor, person=person, kind=VaultKind.PASSPORT, value=number)
    return profile
