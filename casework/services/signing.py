"""What a second person signs: a fresh simulation of this very draft, and the cases that came since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.eligibility.digests import editions_digest, policy_digest
from casework.eligibility.policies import policy_of
from casework.eligibility.publication import problems
from casework.enums import PolicyStatus, SimulationKind
from casework.impact import Impact, cells_between, counted
from casework.models import PolicyVersion, Simulation
from casework.transitions import Refused

VALID_DAYS = 7


@dataclass(frozen=True)
class Delta:
    """Cases whose newest facts came after the simulation's cut-off, up to facts row `upto`, and what the
    draft would change for them."""

    upto: int
    cases: int
    gain: int
    lose: int
    unknown: int


def delta(simulation: Simulation, upto: int) -> Delta:
    """The cases since the simulation. Their standings are there: the check of a submission fills them."""
    found: Impact = counted(cells_between(simulation, simulation.cutoff, upto), simulation)
    return Delta(upto, found.cases, found.gain, found.lose, found.unknown)


def stale_reason(simulation: Simulation, version: PolicyVersion) -> str:
    """Why this result can no longer be signed; empty while it can."""
    if version.status != PolicyStatus.DRAFT:
        return str(_("This version is not a draft any more."))
    if simulation.kind != SimulationKind.WHAT_IF:
        return str(_("Only a what-if of a draft can be signed."))
    if simulation.finished_at is None:
        return str(_("The what-if has not finished yet."))
    if simulation.digest != policy_digest(version):
        return str(_("The draft changed after this what-if. Run it again."))
    if simulation.editions_digest != editions_digest(version):
        return str(_("The editions the draft reads changed after this what-if. Run it again."))
    fresh = Simulation.objects.filter(pk=simulation.pk, finished_at__gt=Now() - timedelta(days=VALID_DAYS))
    if not fresh.exists():
        return str(_("This what-if is older than 7 days. Run it again."))
    return ""


def unsignable(simulation: Simulation, version: PolicyVersion) -> str:
    """Why nobody can sign this result: draft, editions or the calendar have moved on, or the draft is not
    complete or never to be law; empty while somebody can."""
    reason = stale_reason(simulation, version)
    if reason:
        return reason
    policy = policy_of(version.policy)
    if version.fictional or (policy is not None and not policy.governs):
        return str(_("A fictional version never becomes law."))
    return " ".join(problems(version))


def check_fresh(simulation: Simulation, version: PolicyVersion) -> None:
    """Raises Refused with the reason of `unsignable`."""
    reason = unsignable(simulation, version)
    if reason:
        raise Refused(reason)
