"""What the launcher says: one line a step with its seconds, and clear one-line failures."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

_streams = {"progress": sys.stdout}


class LaunchError(Exception):
    """Something the reader can act on, in one or a few lines."""


def to_standard_error() -> None:
    """Keep standard output for results."""
    _streams["progress"] = sys.stderr


def say(text: str = "", end: str = "\n") -> None:
    print(text, end=end, file=_streams["progress"], flush=True)


def stop_with(text: str, status: int = 1) -> NoReturn:
    """Print to standard error and exit."""
    print(text, file=sys.stderr, flush=True)
    raise SystemExit(status)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show the title while the block runs (counting seconds on a terminal) and its duration afterwards."""
    began = time.monotonic()
    done = threading.Event()
    ticker = threading.Thread(target=_tick, args=(title, began, done), daemon=True)
    if _streams["progress"].isatty():
        ticker.start()
    word = "failed"
    try:
        yield
        word = ""
    finally:
        done.set()
        if ticker.ident:
            ticker.join()
        start = "\r" if _streams["progress"].isatty() else ""
        say(f"{start}  {title:<44}{time.monotonic() - began:6.1f} s  {word}".rstrip())


def _tick(title: str, began: float, done: threading.Event) -> None:
    while not done.wait(0.2):
        say(f"\r  {title:<44}{time.monotonic() - began:6.1f} s", end="")
