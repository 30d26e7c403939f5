"""The one door to personal identifiers: passport, foreigner registration and bank account numbers."""

from __future__ import annotations

import unicodedata
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import BinaryField, F, Func, QuerySet
from django.utils.translation import gettext as _

from casework import access
from casework.enums import VaultKind
from casework.models import Case, Person, User, VaultItem
from casework.sealing import sealer
from casework.services.audit import audit

LONGEST = 64


def normalise(value: str) -> str:
    """One spelling of an identifier: NFKC, upper case, letters and digits only. Raises ValueError if none or
    more than LONGEST are left; the message does not repeat the value."""
    kept = "".join(sign for sign in unicodedata.normalize("NFKC", value).upper() if sign.isalnum())
    if not 0 < len(kept) <= LONGEST:
        raise ValueError("not an identifier")
    return kept


def put(*, actor: User, person: Person, kind: VaultKind | str, value: str) -> VaultItem:
    """Seal a person's identifier in place of an earlier one of that kind; the same again writes nothing.

    Only the person may (PermissionDenied). Raises ValueError for a value `normalise` refuses.
    """
    if actor.person_id != person.pk:
        raise PermissionDenied
    plain = normalise(value)
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two first puts at once
        return _put(actor, VaultItem(person=person, kind=VaultKind(kind)), plain)


def put_for(*, actor: User, holder: UUID, kind: VaultKind | str, value: str) -> VaultItem:
    """Seal the identifier of a thing, such as the bank account of an institution, otherwise as `put`.

    The caller has checked that the actor may. Raises ValueError for a value `normalise` refuses.
    """
    plain = normalise(value)
    with transaction.atomic():
        with connection.cursor() as cursor:  # no row of the thing is known here to lock
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"vault:{holder}"])
        return _put(actor, VaultItem(holder=holder, kind=VaultKind(kind)), plain)


def reveal(*, actor: User, item: VaultItem, reason: str, case: Case | None = None) -> str:
    """The identifier in plain text. Writes access log and audit in the same transaction.

    Owners may see their own. An officer needs a reason and a case of that person which the officer may see;
    otherwise PermissionDenied and nothing is logged. Raises SealError for a value that is not this row's.
    """
    own = not actor.is_staff and actor.person_id == item.person_id
    if item.person is None or not (own or (reason.strip() and case and _may_see(actor, item, case))):
        raise PermissionDenied
    reason = reason.strip() or _("Own data")
    with transaction.atomic():
        subject = str(item.pk)
        access.record(
            actor=actor, person=item.person, what=item.kind, subject=subject, reason=reason[:300], case=case
        )
        audit(actor=actor, verb="vault.reveal", case=case, subject=subject, kind=item.kind)
        return sealer().open(bytes(item.sealed), _context(item)).decode()


def reveal_for(*, actor: User, item: VaultItem, reason: str) -> str:
    """The identifier of a thing in plain text. Writes the audit, with the reason, in the same transaction.

    The caller has checked that the actor may; `reason` is a code or a reference, no personal data.
    PermissionDenied without one and for the identifier of a person; SealError as `reveal`.
    """
    if item.holder is None or not reason.strip():
        raise PermissionDenied
    with transaction.atomic():
        why = reason.strip()[:300]
        audit(actor=actor, verb="vault.reveal", subject=str(item.pk), kind=item.kind, reason=why)
        return sealer().open(bytes(item.sealed), _context(item)).decode()


def find(kind: VaultKind | str, value: str) -> QuerySet[VaultItem]:
    """Rows of this kind that hold the value, whichever key sealed them. Nothing is opened."""
    indexes = sealer().indexes(normalise(value).encode(), _index_context(kind))
    return VaultItem.objects.filter(kind=kind, blind_index__in=indexes)


def rotate(batch: int = 500) -> int:
    """Seal and index up to `batch` rows again with the newest key; how many were. 0 means none is left.

    Commits each batch, skips rows that are being changed, and may run beside a live portal.
    """
    prefix = sealer().prefix
    head = Func(F("sealed"), 1, len(prefix), function="substr", output_field=BinaryField())
    with transaction.atomic():
        old = VaultItem.objects.alias(head=head).exclude(head=prefix).select_for_update(skip_locked=True)
        items = list(old.order_by("pk")[:batch])
        for item in items:
            plain = sealer().open(bytes(item.sealed), _context(item))
            item.sealed = sealer().seal(plain, _context(item))
            item.blind_index = sealer().indexes(plain, _index_context(item.kind))[0]
        VaultItem.objects.bulk_update(items, ["sealed", "blind_index"])
    return len(items)


def _put(actor: User, new: VaultItem, plain: str) -> VaultItem:
    """Seal `plain` in the row there is for this owner and kind, or in `new`; both under the owner's lock."""
    indexes = sealer().indexes(plain.encode(), _index_context(new.kind))
    known = VaultItem.objects.filter(person=new.person_id, holder=new.holder, kind=new.kind).first()
    if known and bytes(known.blind_index) in indexes:
        return known
    item = known or new
    item.sealed = sealer().seal(plain.encode(), _context(item))
    item.blind_index = indexes[0]
    item.hint = plain[-3:] if len(plain) >= 6 else ""
    if known:
        item.save(update_fields=["sealed", "blind_index", "hint", "updated_at"])
    else:
        item.save(force_insert=True)
    audit(actor=actor, verb="vault.put", subject=str(item.pk), kind=str(item.kind))
    return item


def _may_see(actor: User, item: VaultItem, case: Case) -> bool:
    return Case.objects.visible_to(actor).filter(pk=case.pk, person=item.person_id).exists()


def _context(item: VaultItem) -> bytes:
    return b"vault:" + item.pk.bytes + b":" + str(item.kind).encode()


def _index_context(kind: VaultKind | str) -> bytes:
    return str(VaultKind(kind).value).encode()
