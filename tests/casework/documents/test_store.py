"""Stored files: encrypted, complete or absent, and readable under no other name."""

from __future__ import annotations

import base64
import os
import stat
import time
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from casework.documents import store
from casework.sealing import SealError


def key(letter: str) -> str:
    return f"{letter}:{base64.urlsafe_b64encode(letter.encode() * 32).decode()}"


def test_a_file_comes_back_and_its_content_is_not_on_the_disk(media: Path) -> None:
    name = uuid4()
    store.put(name, b"my passport")
    assert store.read(name) == b"my passport"
    assert b"passport" not in store.path(name).read_bytes()
    assert stat.S_IMODE(store.path(name).stat().st_mode) == 0o600
    assert [path for path in media.rglob("*") if path.is_file()] == [store.path(name)]


def test_swapped_files_do_not_open() -> None:
    first, second = uuid4(), uuid4()
    store.put(first, b"one")
    store.put(second, b"two")
    one, two = store.path(first).read_bytes(), store.path(second).read_bytes()
    store.path(first).write_bytes(two)
    store.path(second).write_bytes(one)
    for name in (first, second):
        with pytest.raises(SealError):
            store.read(name)


def test_an_altered_file_does_not_open() -> None:
    name = uuid4()
    store.put(name, b"content")
    raw = store.path(name).read_bytes()
    store.path(name).write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    with pytest.raises(SealError):
        store.read(name)


def test_a_new_master_key_rewrites_the_head_and_keeps_the_content(settings: Settings) -> None:
    settings.VAULT_KEYS = [key("a")]
    name = uuid4()
    store.put(name, b"content")
    settings.VAULT_KEYS = [key("b"), key("a")]
    assert store.reseal(name)
    assert not store.reseal(name)
    settings.VAULT_KEYS = [key("b")]
    assert store.read(name) == b"content"


def test_half_written_files_are_cleared_away(media: Path) -> None:
    name = uuid4()
    store.put(name, b"content")
    left = store.path(name).with_name(f"{uuid4()}.part")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    assert list(store.stored()) == [name]
    assert store.remove_unfinished(older_than=time.time() - 60) == 1
    assert not left.exists()
