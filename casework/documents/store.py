"""Files on disk outside the web root, each encrypted under a key of its own that the master key seals.

File: magic ‖ length of sealed key (2 bytes) ‖ sealed key ‖ nonce ‖ AES-256-GCM ciphertext. Key and content
are bound to the file's UUID: under another's name it does not open. Changing the master key rewrites heads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from casework.sealing import NONCE, SealError, sealer

MAGIC = b"TPF1"


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "documents"


def path(key: UUID) -> Path:
    """Where the file with this key lies."""
    return _folder() / key.hex[:2] / str(key)


def put(key: UUID, content: bytes) -> None:
    """Write a file durably: complete and on disk when this returns, or not there at all."""
    file_key = AESGCM.generate_key(bit_length=256)
    nonce = os.urandom(NONCE)
    body = nonce + AESGCM(file_key).encrypt(nonce, content, key.bytes)
    _write(key, sealer().seal(file_key, _context(key)), body)


def read(key: UUID) -> bytes:
    """The content. Raises FileNotFoundError, or SealError when it is altered or another file's."""
    sealed_key, body = _split(path(key).read_bytes())
    file_key = sealer().open(sealed_key, _context(key))
    try:
        return AESGCM(file_key).decrypt(body[:NONCE], body[NONCE:], key.bytes)
    except (InvalidTag, ValueError):
        raise SealError("file altered") from None


def remove(key: UUID) -> None:
    """Delete a file; one that is gone already is no error."""
    path(key).unlink(missing_ok=True)


def reseal(key: UUID) -> bool:
    """Seal the file's key with the newest master key. False when it was so already or the file is gone."""
    try:
        sealed_key, body = _split(path(key).read_bytes())
    except FileNotFoundError:
        return False
    if sealed_key.startswith(sealer().prefix):
        return False
    _write(key, sealer().seal(sealer().open(sealed_key, _context(key)), _context(key)), body)
    return True


def stored(*, older_than: float | None = None) -> Iterator[UUID]:
    """Keys of all files; with `older_than` (seconds since the epoch) only of those last written before."""
    for entry in _folder().glob("??/*"):
        if entry.suffix != ".part" and (older_than is None or entry.stat().st_mtime < older_than):
            yield UUID(entry.name)


def remove_unfinished(*, older_than: float) -> int:
    """Delete half-written files last touched before `older_than` (seconds since the epoch); how many."""
    left = [entry for entry in _folder().glob("??/*.part") if entry.stat().st_mtime < older_than]
    for entry in left:
        entry.unlink(missing_ok=True)
    return len(left)


def _context(key: UUID) -> bytes:
    return b"file:" + key.bytes


def _split(raw: bytes) -> tuple[bytes, bytes]:
    if raw[:4] != MAGIC:
        raise SealError("not a sealed file")
    end = 6 + int.from_bytes(raw[4:6], "big")
    return raw[6:end], raw[end:]


def _write(key: UUID, sealed_key: bytes, body: bytes) -> None:
    target = path(key)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f"{uuid4()}.part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(MAGIC + len(sealed_key).to_bytes(2, "big") + sealed_key + body)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
