"""Enacting a policy version: its digest, its dates, and the end of its predecessor."""

from __future__ import annotations

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from casework.eligibility.epochs import epochs
from casework.eligibility.interpreter import conditions, program
from casework.enums import PolicyStatus
from casework.models import PolicyVersion, User
from casework.nudge import after_commit
from casework.services.audit import audit

PARTS = {
    "parameters": ("code", "value", "unit"),
    "edition_rules": ("kind", "publisher", "every"),
    "routes": ("code", "position", "kind", "mark", "title_en", "title_ko"),
    "reasons": ("code", "outcome", "criterion", "position", "legal_source", "title_en", "title_ko"),
    "remedies": ("code", "days", "confirmed", "legal_source", "title_en", "title_ko"),
}


class NotADraft(Exception):
    """Only a draft can be enacted."""


def version_digest(version: PolicyVersion) -> str:
    """SHA-256, in hexadecimal, over everything the version says and the rules of its criteria.

    The end of its time in force is left out, because a successor sets it.
    """
    starts = version.effective.lower if version.effective else None
    content: dict[str, Any] = {
        "policy": version.policy,
        "number": version.number,
        "from": starts and starts.isoformat(),
        "governing": version.governing,
        "legal_source": version.legal_source,
        "titles": [version.title_en, version.title_ko],
        "flags": [version.to_be_confirmed, version.fictional, version.clock_days],
        "rules": {one.code: one.digest for one in program(version).criteria},
        "criteria": [
            [route.code, *row]
            for route in version.routes.order_by("code")
            for row in route.criteria.order_by("code").values_list("code", "position", "points")
        ],
    }
    for name, fields in PARTS.items():
        rows = getattr(version, name).order_by(*fields[:2]).values_list(*fields)
        content[name] = [list(row) for row in rows]
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def enact(
    *, version: PolicyVersion, actor: User | None, effective_from: date, now: datetime
) -> PolicyVersion:
    """Put a draft in force from a day (Asia/Seoul) on, without end, and end its predecessor the day before.

    Open cases are re-checked by the reconciliation once the day has come. Raises NotADraft, or an
    EligibilityError when the version cannot be read. `actor` is None for law shipped with the portal.
    """
    with transaction.atomic():
        locked = PolicyVersion.objects.select_for_update().get(pk=version.pk)
        if locked.status != PolicyStatus.DRAFT:
            raise NotADraft(str(version.pk))
        read = program(locked)
        for epoch in epochs(locked):
            conditions(read, epoch)
        _end_predecessor(locked, effective_from)
        locked.status = PolicyStatus.ENACTED
        locked.effective = DateRange(effective_from, None, "[)")
        locked.signed_by = actor
        locked.enacted_at = now
        locked.digest = version_digest(locked)
        locked.save(update_fields=["status", "effective", "signed_by", "enacted_at", "digest"])
        audit(actor=actor, verb="policy.enact", subject=str(locked.pk), digest=locked.digest)
        after_commit("casework.reconcile_screenings")
    return locked


def _end_predecessor(version: PolicyVersion, day: date) -> None:
    earlier = PolicyVersion.objects.enacted().filter(policy=version.policy, effective__upper_inf=True)
    for one in earlier.select_for_update():
        one.effective = DateRange(one.effective.lower, day, "[)")
        one.save(update_fields=["effective"])
