"""Law takes effect: by a second person's signature on a simulation, or laid down before the first case."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from casework.eligibility.digests import policy_digest, stamp_rules
from casework.eligibility.epochs import epochs
from casework.eligibility.interpreter import conditions, program
from casework.enums import PolicyStatus
from casework.guards import guarded
from casework.models import Enactment, PolicyVersion, Simulation, User
from casework.nudge import after_commit
from casework.permissions import may_sign_law
from casework.services.audit import audit
from casework.services.signing import Delta, check_fresh
from casework.transitions import Refused


class NotADraft(Exception):
    """Only a draft can be enacted."""


def enact(
    *, version: PolicyVersion, actor: User | None, effective_from: date, now: datetime
) -> PolicyVersion:
    """Lay down law that comes with the portal, in force from a day (Asia/Seoul) on, before the first case.

    Raises NotADraft, or an EligibilityError when the version cannot be read; Postgres refuses it once cases
    of its kind were submitted: from then on `sign` is the way.
    """
    with transaction.atomic():
        locked = PolicyVersion.objects.select_for_update().get(pk=version.pk)
        if locked.status != PolicyStatus.DRAFT:
            raise NotADraft(str(version.pk))
        read = program(locked)
        for epoch in epochs(locked):
            conditions(read, epoch)
        stamp_rules(locked)
        _put_in_force(locked, actor, effective_from, now)
        audit(actor=actor, verb="policy.enact", subject=str(locked.pk), digest=locked.digest)
        after_commit("casework.reconcile_screenings")
    return locked


def sign(
    *, actor: User, simulation: Simulation, delta: Delta, effective_from: date, today: date, now: datetime
) -> Enactment:
    """Sign a simulation and the cases since: the draft takes effect on a day from today (Asia/Seoul) on.

    Raises Refused with the reason; Postgres refuses the same a second time.
    """
    with guarded():
        version = PolicyVersion.objects.select_for_update().get(pk=simulation.version_id)
        answer = may_sign_law(actor=actor, version=version, simulation=simulation)
        if not answer:
            raise Refused(answer.reason)
        check_fresh(simulation, version)
        if effective_from < today:
            raise Refused(_("Law cannot take effect before the day it is signed."))
        _check_order(version, effective_from)
        enactment = Enactment.objects.create(
            version=version,
            simulation=simulation,
            signed_by=actor,
            signed_at=now,
            effective_from=effective_from,
            digest=simulation.digest,
            editions_digest=simulation.editions_digest,
            delta_upto=delta.upto,
            delta_cases=delta.cases,
            delta_gain=delta.gain,
            delta_lose=delta.lose,
            delta_unknown=delta.unknown,
        )
        _put_in_force(version, actor, effective_from, now)
        audit(actor=actor, verb="policy.sign", subject=str(version.pk), digest=version.digest)
        after_commit("casework.rescreen")
    return enactment


def _put_in_force(version: PolicyVersion, actor: User | None, day: date, now: datetime) -> None:
    earlier = PolicyVersion.objects.enacted().filter(policy=version.policy, effective__upper_inf=True)
    for one in earlier.select_for_update():
        one.effective = DateRange(one.effective.lower, day, "[)")
        one.save(update_fields=["effective"])
    version.status = PolicyStatus.ENACTED
    version.effective = DateRange(day, None, "[)")
    version.signed_by = actor
    version.enacted_at = now
    version.digest = policy_digest(version)
    version.save(update_fields=["status", "effective", "signed_by", "enacted_at", "digest"])


def _check_order(version: PolicyVersion, day: date) -> None:
    last = PolicyVersion.objects.enacted().filter(policy=version.policy, effective__upper_inf=True).first()
    if last is not None and last.effective is not None and day <= last.effective.lower:
        raise Refused(
            _("“%(title)s” takes effect on %(day)s; what follows it must begin later.")
            % {"title": last.title, "day": last.effective.lower.isoformat()}
        )
