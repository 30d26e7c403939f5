"""The vault for things: an institution's account, sealed like a person's number, opened by its own door."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from pytest_django import Settings

from casework import vault
from casework.enums import VaultKind
from casework.models import AccessLog, AuditEntry, VaultItem
from talent_portal.databases import Database
from tests.cast import Cast, make_cast

ACCOUNT = "110123456789"
HOLDER = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def account(cast: Cast) -> VaultItem:
    return vault.put_for(
        actor=cast.applicant, holder=HOLDER, kind=VaultKind.BANK_ACCOUNT, value="110-123-456789"
    )


def test_an_account_is_sealed_and_opened_with_a_reason_that_the_audit_keeps(
    cast: Cast, account: VaultItem
) -> None:
    stored = VaultItem.objects.get()
    assert (stored.person, stored.holder, stored.hint) == (None, HOLDER, "789")
    assert ACCOUNT.encode() not in bytes(stored.sealed)
    assert vault.reveal_for(actor=cast.reviewer, item=stored, reason=" Payment P-1 ") == ACCOUNT
    rows = AuditEntry.objects.filter(subject=str(stored.pk)).order_by("pk")
    assert [(row.actor, row.verb, row.data) for row in rows] == [
        (cast.applicant, "vault.put", {"kind": "bank_account"}),
        (cast.reviewer, "vault.reveal", {"kind": "bank_account", "reason": "Payment P-1"}),
    ]
    assert not AccessLog.objects.exists(), "nobody's personal data was looked at"


def test_a_new_account_replaces_the_old_and_the_same_writes_nothing(cast: Cast, account: VaultItem) -> None:
    before = AuditEntry.objects.count()
    same = {"actor": cast.applicant, "holder": HOLDER, "kind": "bank_account"}
    assert vault.put_for(**same, value=ACCOUNT) == account
    assert AuditEntry.objects.count() == before
    assert vault.put_for(**same, value="220-1") == account
    assert vault.put_for(**same | {"holder": uuid4()}, value="220-1") != account
    assert vault.find("bank_account", "2201").count() == 2


def test_each_door_opens_its_own_rows_alone(cast: Cast, account: VaultItem) -> None:
    own = vault.put(actor=cast.applicant, person=cast.applicant.person, kind="bank_account", value=ACCOUNT)
    with pytest.raises(PermissionDenied):
        vault.reveal_for(actor=cast.applicant, item=own, reason="why")
    with pytest.raises(PermissionDenied):
        vault.reveal_for(actor=cast.reviewer, item=account, reason="  ")
    for actor in (cast.applicant, cast.reviewer):
        with pytest.raises(PermissionDenied):
            vault.reveal(actor=actor, item=account, reason="why")
    assert not AuditEntry.objects.filter(verb="vault.reveal").exists()
    assert set(vault.find("bank_account", ACCOUNT)) == {own, account}


def test_rotation_covers_things(cast: Cast, settings: Settings) -> None:
    old, new = (
        f"{name}:" + base64.urlsafe_b64encode(name[0].encode() * 32).decode() for name in ("old", "new")
    )
    settings.VAULT_KEYS = [old]
    vault.put_for(actor=cast.applicant, holder=HOLDER, kind="bank_account", value=ACCOUNT)
    vault.put(actor=cast.applicant, person=cast.applicant.person, kind="bank_account", value=ACCOUNT)
    settings.VAULT_KEYS = [new, old]
    assert [vault.rotate(), vault.rotate()] == [2, 0]
    settings.VAULT_KEYS = [new]
    item = vault.find("bank_account", ACCOUNT).get(holder=HOLDER)
    assert vault.reveal_for(actor=cast.reviewer, item=item, reason="Payment P-1") == ACCOUNT


@pytest.mark.parametrize("owners", ["both", "none"])
def test_a_row_is_a_persons_or_a_things(cast: Cast, account: VaultItem, owners: str) -> None:
    changes = {"person": cast.applicant.person} if owners == "both" else {"holder": None}
    with pytest.raises(IntegrityError, match="vault_person_or_holder"):
        VaultItem.objects.update(**changes)


def test_two_first_accounts_at_once_are_one_row(committed_database: Database) -> None:
    actor = make_cast().applicant

    def put(number: int) -> UUID:
        try:
            return vault.put_for(actor=actor, holder=HOLDER, kind="bank_account", value=f"11{number}").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(put, range(8)))) == 1
