"""The one way to write the audit: a verb that was carried out, in the transaction that carried it out."""

from __future__ import annotations

from casework.models import AuditEntry, Case, User


def audit(
    *,
    actor: User | None,
    verb: str,
    case: Case | None = None,
    subject: str = "",
    **data: str | int | bool | None,
) -> AuditEntry:
    """Add one audit row. `data` takes codes, keys and counts only; the caller sees to it that no personal
    data is among them."""
    return AuditEntry.objects.create(actor=actor, verb=verb, case=case, subject=subject, data=data)
