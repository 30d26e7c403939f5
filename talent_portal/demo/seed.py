"""The whole demonstration in order: staff, editions, policy, cases, money."""

from __future__ import annotations

from datetime import datetime

from casework.models import Case, PolicyVersion
from recruitment.demo import FIRMS, INSTITUTES, RANKING, load_demo_editions
from talent_portal.demo.cases import seed_cases
from talent_portal.demo.cast import seed_staff
from talent_portal.demo.desk import Desk
from talent_portal.demo.funding import seed_funding
from talent_portal.demo.world import read_world
from visas.enums import TOP_TIER
from visas.policies import Publishers, seed_policies

PUBLISHERS = Publishers((RANKING,), FIRMS, INSTITUTES)


def seed_rules(*, now: datetime) -> Desk:
    """Staff, sealed editions and the policy in force; what any case needs. Safe to repeat."""
    accounts = seed_staff()
    if not PolicyVersion.objects.enacted().filter(policy=TOP_TIER).exists():
        load_demo_editions(accounts["han.ji-woo"])
        seed_policies(now=now, publishers=PUBLISHERS)
    return Desk(reviewer=accounts["choi.min-seo"], approver=accounts["jung.ha-eun"], now=now)


def seed(*, now: datetime) -> int:
    """Make the demonstration unless it is there; returns how many cases there are."""
    cast = seed_rules(now=now)
    if not Case.objects.exists():
        world = read_world()
        seed_cases(world=world, cast=cast)
        seed_funding(world=world, cast=cast, accounts=seed_staff())
    return Case.objects.count()
