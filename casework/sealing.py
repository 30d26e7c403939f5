"""Sealing of small secrets: AES-256-GCM under a named key, with a blind index to find them again.

A certified module may take the place of `SoftwareSealer`: anything that fits `Sealer`, named in the setting
VAULT_PROVIDER (dotted path of a function without arguments).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

VERSION = b"\x01"
NONCE = 12


class SealError(Exception):
    """A sealed value cannot be opened: another row's, altered, or under a key that is not configured."""


class Sealer(Protocol):
    """What the vault and the document store need. `context` ties a sealed value to its row."""

    @property
    def prefix(self) -> bytes:
        """Every value sealed with the newest key begins with this; others are due for rotation."""

    def seal(self, value: bytes, context: bytes) -> bytes: ...

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """The value. Raises SealError."""

    def indexes(self, value: bytes, context: bytes) -> list[bytes]:
        """32-byte blind indexes of a value under every known key, the newest first."""


class SoftwareSealer:
    """Envelope: version ‖ length of key id ‖ key id ‖ nonce ‖ ciphertext and tag. Header and context are
    authenticated. Sealing and indexing use different keys derived (HKDF-SHA-256) from each master key."""

    def __init__(self, keys: Sequence[tuple[str, bytes]]) -> None:
        self._sealing = {name: _derive(key, b"seal") for name, key in keys}
        self._indexing = [_derive(key, b"blind index") for _name, key in keys]
        self._newest = keys[0][0]

    @property
    def prefix(self) -> bytes:
        name = self._newest.encode()
        return VERSION + bytes([len(name)]) + name

    def seal(self, value: bytes, context: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        cipher = AESGCM(self._sealing[self._newest])
        return self.prefix + nonce + cipher.encrypt(nonce, value, self.prefix + context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        if len(sealed) < 2 or sealed[:1] != VERSION:
            raise SealError("unknown envelope")
        start = 2 + sealed[1]
        header, nonce, body = sealed[:start], sealed[start : start + NONCE], sealed[start + NONCE :]
        key = self._sealing.get(header[2:].decode(errors="replace"))
        if key is None:
            raise SealError("unknown key")
        try:
            return AESGCM(key).decrypt(nonce, body, header + context)
        except (InvalidTag, ValueError):
            raise SealError("not sealed for this row, or altered") from None

    def indexes(self, value: bytes, context: bytes) -> list[bytes]:
        return [hmac.digest(key, context + b"\x00" + value, "sha256") for key in self._indexing]


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"talent portal " + purpose).derive(key)


def parse_keys(entries: Sequence[str]) -> list[tuple[str, bytes]]:
    """Read entries `keyid:base64url of 32 bytes`, newest first. Raises ImproperlyConfigured."""
    keys = []
    for entry in entries:
        name, _colon, encoded = entry.partition(":")
        try:
            key = base64.urlsafe_b64decode(encoded)
        except binascii.Error:
            key = b""
        if not name or len(name.encode()) > 64 or len(key) != 32:
            raise ImproperlyConfigured("VAULT_KEYS takes keyid:base64url of 32 bytes, newest first.")
        keys.append((name, key))
    if not keys or len({name for name, _key in keys}) < len(keys):
        raise ImproperlyConfigured("VAULT_KEYS needs at least one key, each with its own id.")
    return keys


@lru_cache(maxsize=4)
def _software(entries: tuple[str, ...]) -> SoftwareSealer:
    return SoftwareSealer(parse_keys(entries))


def software() -> Sealer:
    """The sealer over the setting VAULT_KEYS."""
    return _software(tuple(settings.VAULT_KEYS))


def sealer() -> Sealer:
    """The configured sealer."""
    path = getattr(settings, "VAULT_PROVIDER", "")
    provider: Sealer = import_string(path)() if path else software()
    return provider
