"""SIGTERM and a closed terminal end a launcher command as Ctrl-C does, through every `finally`."""

import signal
from types import FrameType


def _interrupt(number: int, frame: FrameType | None) -> None:
    # A second signal must not cut the clean-up short.
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt


def as_interrupt() -> None:
    """Install the handlers in the main thread."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _interrupt)
