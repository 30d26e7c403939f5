"""Law changes while checks run: no check mixes two versions, none is lost, none doubled, all replay alike."""

from __future__ import annotations

import threading
import time
from datetime import date, timedelta

from django.db import connections
from django.db.models import Count
from django.utils import timezone

from casework.eligibility.digests import cutoff
from casework.models import Case, Facts, OwedScreening, PolicyVersion, Rescreening, Screening, User
from casework.queries import governed_facts
from casework.services import drafts, rescreening, screening, signing, simulation
from casework.services.policies import sign
from casework.services.replaying import replay_all
from talent_portal.demo.cast import DOMAIN
from talent_portal.population import populate
from talent_portal.proof import Context, Outcome, proof
from talent_portal.proofs.ground import rules
from visas.enums import TOP_TIER

PATIENCE = 240.0


@proof(
    "policy.mixed",
    "enactments while checks run in a real worker: each open case has one check by the law in force, "
    "and every check replays alike",
)
def policy_mixed(context: Context) -> Outcome:
    cases, laws = (40, 3) if context.quick else (1_000, 100)
    with context.stage("worker", "beat"):
        rules()
        populate(cases // 4, seed=context.seed % 10_000, today=timezone.localdate())
        running = threading.Thread(target=_submit, args=(cases, context.seed % 10_000))
        running.start()
        for number in range(laws):
            _enact(number, timezone.localdate() - timedelta(days=laws - 1 - number))
        running.join()
        settled = _settle()
        lost, doubled = _lost(), _doubled()
        mixed = replay_all(Screening.objects.all(), scope="proof").differing
        checks = Screening.objects.count()
        control = _control()
    note = f"{checks:,} checks by {laws} versions; lost {lost}, doubled {doubled}, differing {mixed}"
    failures = lost + doubled + mixed + (not settled)
    return Outcome(cases, failures, control, f"{note}; the control differs in {int(control)}")


def _submit(cases: int, seed: int) -> None:
    """Further cases, a few at a time, each owing its check by whatever law governs it then."""
    for count in range(cases // 4, cases + 1, max(cases // 40, 1)):
        known = set(Facts.objects.values_list("pk", flat=True))
        populate(count, seed=seed, today=timezone.localdate(), screened=False)
        for facts in Facts.objects.exclude(pk__in=known).select_related("case"):
            screening.owe(facts)
        time.sleep(0.05)
    connections.close_all()


def _enact(number: int, day: date) -> None:
    """One law by two people, in force from a day on."""
    owner = User.objects.get(email=f"yoon.seo-a@{DOMAIN}")
    signer = User.objects.get(email=f"bae.do-hyun@{DOMAIN}")
    law = PolicyVersion.objects.enacted().filter(policy=TOP_TIER).latest("number")
    draft = drafts.clone(actor=owner, version=law, title_en=f"Law {number}", title_ko=f"{number}호")
    drafts.set_figures(actor=owner, version=draft, values={"degree_rank": 50 + number})
    now = timezone.now()
    found = simulation.request(actor=owner, version=draft, today=day, now=now)
    deadline = time.monotonic() + PATIENCE
    while found.finished_at is None and time.monotonic() < deadline:
        time.sleep(0.1)
        found.refresh_from_db()
    since = signing.delta(found, cutoff())
    sign(actor=signer, simulation=found, delta=since, effective_from=day, today=day, now=now)


def _settle() -> bool:
    """Wait until nothing is owed; whether it came to that."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        rescreening.begin_due()
        screening.reconcile()
        owed = OwedScreening.objects.exists() or Rescreening.objects.filter(finished_at=None).exists()
        if not owed and _lost() == 0:
            return True
        time.sleep(0.5)
    return False


def _lost() -> int:
    """Open cases without a check of their newest facts by the law in force."""
    today = timezone.localdate()
    version = PolicyVersion.objects.in_force(policy=TOP_TIER, day=today).get()
    return governed_facts(version, today).exclude(screenings__version=version).count()


def _doubled() -> int:
    checks = Screening.objects.values("facts", "version").annotate(n=Count("id")).filter(n__gt=1).count()
    return checks + Case.objects.annotate(n=Count("facts")).filter(n__gt=1).count()


def _control() -> bool:
    """A check the owner of the tables has tampered with does not replay."""
    one = Screening.objects.latest("pk")
    Screening.objects.using("owner").filter(pk=one.pk).update(outcome=(one.outcome + 1) % 3)
    return replay_all(Screening.objects.filter(pk=one.pk), scope="control").differing == 1
