"""The vault: sealed per row, one logged door, findable without opening, rotated without loss."""

from __future__ import annotations

import base64

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from casework import vault
from casework.enums import VaultKind
from casework.models import AccessLog, AuditEntry, Case, VaultItem
from casework.sealing import SealError
from casework.transitions import move, open_case
from tests.cast import Cast

NUMBER = "M12345678"


@pytest.fixture
def passport(cast: Cast) -> VaultItem:
    person = cast.applicant.person
    return vault.put(actor=cast.applicant, person=person, kind=VaultKind.PASSPORT, value="m1234-5678 ")


@pytest.fixture
def draft(cast: Cast) -> Case:
    case = Case(kind="top_tier", reference="TT-2026-999999", person=cast.applicant.person)
    return open_case(case=case, actor=cast.applicant, now=timezone.now())


@pytest.fixture
def submitted(cast: Cast, draft: Case) -> Case:
    now = timezone.now()
    return move(case=draft, action="submit", actor=cast.applicant, now=now, submitted_at=now, revision=1)


def test_what_is_put_in_is_sealed_and_its_owner_may_read_it(cast: Cast, passport: VaultItem) -> None:
    stored = VaultItem.objects.get()
    assert NUMBER.encode() not in bytes(stored.sealed)
    assert stored.hint == "678"
    assert vault.reveal(actor=cast.applicant, item=stored, reason="") == NUMBER
    assert AccessLog.objects.get().actor == cast.applicant


def test_a_new_number_replaces_the_old_and_the_same_writes_nothing(cast: Cast, passport: VaultItem) -> None:
    person = cast.applicant.person
    before = AuditEntry.objects.count()
    assert vault.put(actor=cast.applicant, person=person, kind="passport", value=NUMBER) == passport
    assert AuditEntry.objects.count() == before
    vault.put(actor=cast.applicant, person=person, kind="passport", value="Z9")
    stored = VaultItem.objects.get()
    assert (stored.pk, stored.hint) == (passport.pk, ""), "a short number has no hint that would tell it"
    assert vault.reveal(actor=cast.applicant, item=stored, reason="") == "Z9"


@pytest.mark.parametrize("value", ["", " - ", "1" * 65])
def test_what_is_no_identifier_is_refused_without_repeating_it(cast: Cast, value: str) -> None:
    with pytest.raises(ValueError, match=r"^not an identifier$"):
        vault.put(actor=cast.applicant, person=cast.applicant.person, kind="passport", value=value)


def test_nobody_puts_in_anothers_number(cast: Cast) -> None:
    for actor in (cast.stranger, cast.reviewer):
        with pytest.raises(PermissionDenied):
            vault.put(actor=actor, person=cast.applicant.person, kind="passport", value=NUMBER)


def test_an_officer_needs_the_case_and_a_reason_and_leaves_a_trace(
    cast: Cast, passport: VaultItem, submitted: Case
) -> None:
    reason = "Compare with the passport copy"
    plain = vault.reveal(actor=cast.reviewer, item=passport, reason=reason, case=submitted)
    assert plain == NUMBER
    row = AccessLog.objects.get()
    assert (row.person, row.actor, row.what) == (cast.applicant.person, cast.reviewer, "passport")
    assert (row.reason, row.case) == (reason, submitted)
    entry = AuditEntry.objects.get(verb="vault.reveal")
    assert NUMBER not in f"{entry.subject}{entry.data}"


def test_the_door_stays_shut_otherwise(cast: Cast, passport: VaultItem, submitted: Case) -> None:
    now = timezone.now()
    other = Case(kind="top_tier", reference="TT-2026-999998", person=cast.stranger.person)
    other = open_case(case=other, actor=cast.stranger, now=now)
    other = move(case=other, action="submit", actor=cast.stranger, now=now, submitted_at=now, revision=1)
    tries = [
        (cast.reviewer, "why", None),
        (cast.reviewer, "  ", submitted),
        (cast.reviewer, "why", other),
        (cast.stranger, "why", submitted),
        (cast.auditor, "why", submitted),
        (cast.administrator, "why", submitted),
        (cast.dismissed, "why", submitted),
    ]
    for actor, reason, case in tries:
        with pytest.raises(PermissionDenied):
            vault.reveal(actor=actor, item=passport, reason=reason, case=case)
    assert not AccessLog.objects.exists()


def test_swapped_rows_do_not_open_and_leave_no_trace_of_a_look(cast: Cast, passport: VaultItem) -> None:
    foreign = vault.put(actor=cast.stranger, person=cast.stranger.person, kind="passport", value="X7777777")
    for item, sealed in ((passport, foreign.sealed), (foreign, passport.sealed)):
        VaultItem.objects.filter(pk=item.pk).update(sealed=sealed)
    for actor, item in ((cast.applicant, passport), (cast.stranger, foreign)):
        item.refresh_from_db()
        with pytest.raises(SealError):
            vault.reveal(actor=actor, item=item, reason="")
    assert not AccessLog.objects.exists()


def test_a_number_relabelled_as_another_kind_does_not_open(cast: Cast, passport: VaultItem) -> None:
    VaultItem.objects.update(kind=VaultKind.BANK_ACCOUNT)
    with pytest.raises(SealError):
        vault.reveal(actor=cast.applicant, item=VaultItem.objects.get(), reason="")


def test_equal_numbers_are_found_however_they_are_written(cast: Cast, passport: VaultItem) -> None:
    assert vault.find(VaultKind.PASSPORT, "ｍ１２３４５６７８").get() == passport
    assert not vault.find(VaultKind.BANK_ACCOUNT, NUMBER).exists()
    assert not vault.find(VaultKind.PASSPORT, "M12345679").exists()


def test_rotation_seals_and_indexes_anew_and_the_old_key_may_go(
    cast: Cast, settings: Settings, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    old = "old:" + base64.urlsafe_b64encode(b"o" * 32).decode()
    new = "new:" + base64.urlsafe_b64encode(b"n" * 32).decode()
    settings.MEDIA_ROOT, settings.VAULT_KEYS = tmp_path, [old]
    for user in (cast.applicant, cast.stranger):
        vault.put(actor=user, person=user.person, kind="passport", value=f"{NUMBER}{user.email[0]}")
    settings.VAULT_KEYS = [new, old]
    assert vault.find("passport", f"{NUMBER}a").exists(), (
        "found under the old key while rotation is under way"
    )
    call_command("rotate_vault", "--batch", "1")
    assert "2 vault items and 0 files" in capsys.readouterr().out
    assert vault.rotate() == 0
    settings.VAULT_KEYS = [new]
    item = vault.find("passport", f"{NUMBER}a").get()
    assert vault.reveal(actor=cast.applicant, item=item, reason="") == f"{NUMBER}A"
