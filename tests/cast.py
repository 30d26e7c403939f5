"""The one cast of every test: an applicant, a stranger, and officers in each role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.test import Client

from casework.enums import Agency, Role
from casework.models import Person, User
from casework.services.roles import grant_role

PASSWORD = "correct horse battery"


@cache
def hashed() -> str:
    """PASSWORD, hashed once for a whole run: the hash is slow on purpose."""
    return make_password(PASSWORD)


@dataclass
class Cast:
    applicant: User
    stranger: User
    reviewer: User
    colleague: User
    approver: User
    steward: User
    auditor: User
    administrator: User
    dismissed: User
    owner: User
    signer: User


def researcher(email: str, **extra: str) -> User:
    """A researcher's account with a verified address."""
    user = User.objects.create_user(email, **extra)
    user.password = hashed()
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def officer(
    key: str, role: Role | None, *, agency: Agency = Agency.JUSTICE, granting: tuple[User, User] | None = None
) -> User:
    """A staff account of its own person, holding `role` granted by two administrators."""
    person = Person.objects.create(staff_number=f"T-{key}")
    user = User.objects.create_user(f"{key}@ministry.example", name=key.title(), person=person, is_staff=True)
    user.password = hashed()
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if role is not None:
        first, second = granting or (None, None)
        grant_role(user=user, role=role, agency=agency, actor=first, confirmed_by=second)
    return user


def make_cast() -> Cast:
    """Everyone, in the database the caller is connected to."""
    administrator = officer("administrator", Role.ADMINISTRATOR, agency=Agency.OPERATOR)
    second = officer("administrator-2", Role.ADMINISTRATOR, agency=Agency.OPERATOR)
    two = (administrator, second)
    return Cast(
        applicant=researcher("applicant@example.org"),
        stranger=researcher("stranger@example.org"),
        reviewer=officer("reviewer", Role.REVIEWER, granting=two),
        colleague=officer("colleague", Role.REVIEWER, granting=two),
        approver=officer("approver", Role.APPROVER, granting=two),
        steward=officer("steward", Role.DATA_STEWARD, agency=Agency.OPERATOR, granting=two),
        auditor=officer("auditor", Role.AUDITOR, agency=Agency.OPERATOR, granting=two),
        administrator=administrator,
        dismissed=officer("dismissed", None),
        owner=officer("owner", Role.POLICY_OWNER, granting=two),
        signer=officer("signer", Role.POLICY_SIGNER, granting=two),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(user: User | None) -> Client:
    """A browser signed in as `user` (nobody for None), for staff with the second factor in its session."""
    client = Client()
    if user is None:
        return client
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    if user.is_staff:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()
    return client


@pytest.fixture
def sign_in() -> Callable[[User | None], Client]:
    return signed_in
