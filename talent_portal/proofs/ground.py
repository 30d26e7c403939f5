"""What proofs stand on: the rules in force, invented researchers with complete drafts, and their sessions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.utils import timezone

from casework.models import Case, User
from recruitment import registry
from talent_portal.demo import journey
from talent_portal.demo.applicants import background
from talent_portal.demo.desk import Desk
from talent_portal.demo.seed import seed_rules
from talent_portal.demo.world import World, read_world
from talent_portal.visitor import Visitor

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Draft:
    """One researcher with an application ready to submit."""

    user: User
    case: Case


def rules() -> tuple[Desk, World]:
    """Staff, editions and the policy in force, in the database Django is connected to."""
    registry.load()
    return seed_rules(now=timezone.now()), read_world()


def drafts(count: int, world: World, seed: int) -> Iterator[Draft]:
    """So many complete drafts, made through the portal's own verbs."""
    now = timezone.now()
    for applicant in background(count, seed):
        user = journey.account(applicant)
        journey.fill_profile(user=user, applicant=applicant, world=world, day=timezone.localdate(now))
        yield Draft(user, journey.draft(user=user, applicant=applicant, now=now))


def cookies(user: User) -> dict[str, str]:
    """A session of that account, as a browser would hold it."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def visitor(base: str, user: User) -> Visitor:
    return Visitor(base, cookies(user))


@contextmanager
def hosts() -> Iterator[None]:
    """Let Django's own test client speak to this process."""
    before = settings.ALLOWED_HOSTS
    settings.ALLOWED_HOSTS = [*before, "testserver"]
    try:
        yield
    finally:
        settings.ALLOWED_HOSTS = before
