"""The envelope: bound to its row, tamper-evident, readable under older keys, replaceable."""

from __future__ import annotations

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from casework.sealing import Sealer, SealError, SoftwareSealer, parse_keys, sealer

OLD, NEW = ("2025", b"o" * 32), ("2026", b"n" * 32)


def test_what_is_sealed_opens_for_its_row_alone() -> None:
    box = SoftwareSealer([NEW])
    sealed = box.seal(b"M12345678", b"row 1")
    assert b"M12345678" not in sealed
    assert box.open(sealed, b"row 1") == b"M12345678"
    with pytest.raises(SealError):
        box.open(sealed, b"row 2")


def test_equal_values_look_different() -> None:
    box = SoftwareSealer([NEW])
    assert box.seal(b"same", b"row") != box.seal(b"same", b"row")


def test_any_changed_byte_is_noticed() -> None:
    box = SoftwareSealer([NEW])
    sealed = box.seal(b"value", b"row")
    for place in range(len(sealed)):
        altered = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(SealError):
            box.open(altered, b"row")
        with pytest.raises(SealError):
            box.open(sealed[:place], b"row")


def test_older_keys_still_open_and_the_newest_seals() -> None:
    sealed = SoftwareSealer([OLD]).seal(b"value", b"row")
    both = SoftwareSealer([NEW, OLD])
    assert both.open(sealed, b"row") == b"value"
    assert not sealed.startswith(both.prefix)
    assert both.seal(b"value", b"row").startswith(both.prefix)
    with pytest.raises(SealError, match="unknown key"):
        SoftwareSealer([NEW]).open(sealed, b"row")


def test_a_blind_index_is_stable_keyed_and_of_its_kind() -> None:
    both = SoftwareSealer([NEW, OLD])
    assert both.indexes(b"v", b"passport")[1:] == SoftwareSealer([OLD]).indexes(b"v", b"passport")
    assert both.indexes(b"v", b"passport") != both.indexes(b"v", b"bank_account")
    assert {len(index) for index in both.indexes(b"v", b"passport")} == {32}


@pytest.mark.parametrize("entries", [[], ["nokey"], ["a:AAAA"], [":" + base64.b64encode(b"k" * 32).decode()]])
def test_wrong_keys_are_refused_without_being_shown(entries: list[str]) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        parse_keys(entries)
    assert not any(entry and entry in str(caught.value) for entry in entries)


class CertifiedModule:
    """Stands for a hardware module: anything that fits the protocol."""

    prefix = b"hsm"

    def seal(self, value: bytes, context: bytes) -> bytes:
        return b"hsm" + value[::-1]

    def open(self, sealed: bytes, context: bytes) -> bytes:
        return sealed[3:][::-1]

    def indexes(self, value: bytes, context: bytes) -> list[bytes]:
        return [value.rjust(32)]


def certified() -> Sealer:
    return CertifiedModule()


def test_a_certified_module_can_take_its_place(settings: Settings) -> None:
    settings.VAULT_PROVIDER = "tests.casework.test_sealing.certified"
    assert sealer().open(sealer().seal(b"value", b"row"), b"row") == b"value"
