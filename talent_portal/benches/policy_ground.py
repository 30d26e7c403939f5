"""What policy benches stand on: invented cases in the durable database, and clones of it to be used up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections
from django.utils import timezone

from casework.models import Facts, PolicyVersion, User
from casework.services import drafts
from talent_portal.bench import Context
from talent_portal.demo.cast import DOMAIN
from talent_portal.population import populate
from talent_portal.proofs.ground import rules
from talent_portal.stage import Stage, stage
from visas.enums import TOP_TIER

CASES, QUICK = 1_000_000, 20_000
FEW = 10_000
"""What growth is measured from."""
SEED = 7


def ground(context: Context) -> int:
    """So many cases, made when they are not there yet, the law in force beneath them; how many facts."""
    return populated(QUICK if context.quick else CASES)


def populated(count: int) -> int:
    rules()
    populate(count, seed=SEED, today=timezone.localdate())
    return Facts.objects.count()


@contextmanager
def used_up(*names: str) -> Iterator[Stage]:
    """Processes on a clone of the durable database, dropped in the end: checks cannot be unmade."""
    name = str(connection.settings_dict["NAME"])
    connections.close_all()
    with stage("bench", *names, template=name) as found:
        yield found


def law() -> PolicyVersion:
    """The version in force."""
    return PolicyVersion.objects.in_force(policy=TOP_TIER, day=timezone.localdate()).get()


def owner() -> User:
    """Whose drafts these are."""
    return User.objects.get(email=f"yoon.seo-a@{DOMAIN}")


def signer() -> User:
    """Who signs them."""
    return User.objects.get(email=f"bae.do-hyun@{DOMAIN}")


def wider_draft() -> PolicyVersion:
    """A draft with rank 200, for an open transaction or a clone."""
    actor = owner()
    draft = drafts.clone(actor=actor, version=law(), title_en="Bench", title_ko="성능")
    drafts.set_figures(actor=actor, version=draft, values={"degree_rank": 200})
    return draft
