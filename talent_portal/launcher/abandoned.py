"""Throw-away homes: made, removed, and, when their launcher was killed, found and cleared by the next one."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .locks import Lock
from .paths import Home
from .processes import stop_leftovers

PREFIX = "portal-"
LOCK = "launcher.lock"
YOUNG = 60.0
"""Seconds in which a home without a held lock may still be in the making."""


@contextmanager
def throw_away(name: str) -> Iterator[Home]:
    """A home in the temporary directory, removed afterwards."""
    clear()
    path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{name}-"))
    path.chmod(0o711)  # the database server runs as another user and must be able to walk through
    lock = Lock(path / LOCK)
    lock.take()
    try:
        yield Home(path, temporary=True)
    finally:
        shutil.rmtree(path, ignore_errors=True)
        lock.release()


def clear() -> None:
    """Stop and remove what launchers killed outright have left in the temporary directory."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        if time.time() - path.stat().st_mtime < YOUNG:
            continue
        lock = Lock(path)
        if lock.take():
            home = Home(path.parent)
            sweep_stages(home)
            stop_leftovers(home, patience=2)
            shutil.rmtree(path.parent, ignore_errors=True)
            lock.release()


def sweep_stages(home: Home) -> None:
    """Stop whatever an interrupted test or proof left running in a stage of its own below this home."""
    for run in home.path.glob("stages/*/run"):
        stop_leftovers(Home(run.parent), patience=2)
