"""The verb that sets an institution's bank account: sealed in the vault, shown by its last digits only."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from casework import vault
from casework.clock import seoul_date
from casework.enums import VaultKind
from casework.guards import guarded
from casework.models import User, VaultItem
from casework.services.audit import audit
from casework.transitions import Refused
from funding import notices
from funding.banks import BANKS, written
from funding.models import Institution, PaymentOrder
from funding.services.teams import lock_managed


def set_account(*, actor: User, institution: Institution, bank: str, number: str, now: datetime) -> VaultItem:
    """Set or replace the account that claims of an institution are paid to; every manager is told.

    `bank` is a code of funding.banks, `number` digits. Raises Refused for all but managers, for an ended
    membership, and while a payment to the present account is under way.
    """
    if bank not in BANKS or not (number.isascii() and number.isdecimal()):
        raise Refused(_("This is no bank account."))
    with guarded():
        lock_managed(actor, institution.team)
        known = Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)
        if known.ends_on is not None and known.ends_on < seoul_date(now):
            raise Refused(_("This membership has ended."))
        if _being_paid(known):
            raise Refused(
                _("A payment to the present account is under way. Wait until the bank has answered.")
            )
        before = VaultItem.objects.filter(holder=known.key, kind=VaultKind.BANK_ACCOUNT).first()
        item = vault.put_for(
            actor=actor, holder=known.key, kind=VaultKind.BANK_ACCOUNT, value=written(bank, number)
        )
        if before is None or bytes(before.sealed) != bytes(item.sealed):
            entry = audit(
                actor=actor, verb="institution.account", subject=institution.team.code, institution=known.pk
            )
            notices.account_set(institution=known, key=entry.pk)
    return item


def _being_paid(institution: Institution) -> bool:
    orders = PaymentOrder.objects.filter(institution=institution, batch__discarded_at=None)
    return orders.filter(confirmed_at=None, failed_at=None, dropped_at=None).exists()
