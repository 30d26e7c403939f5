"""Watching over running processes: a dead one is named with the end of its log and started again."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .processes import Process
from .progress import LaunchError, say

PAUSE = 1.0
"""Seconds between a death and the restart: long enough to see what its absence does."""
TOO_SOON = 5.0
PATIENCE = 5


class Watch:
    """Restarts processes one by one; gives up on one that dies `PATIENCE` times right after its start.

    `orders` are files that somebody may leave: each is removed and its order carried out.
    """

    def __init__(
        self,
        watched: Sequence[tuple[Process, Callable[[], None]]],
        orders: Mapping[Path, Callable[[], None]] | None = None,
    ) -> None:
        self.watched = watched
        self.orders = dict(orders or {})
        self.started = {process.name: time.monotonic() for process, _ in watched}
        self.failures = {process.name: 0 for process, _ in watched}

    def forever(self) -> None:
        """Until interrupted. Raises LaunchError when a process will not stay up."""
        while True:
            for process, start in self.watched:
                if not process.running:
                    self._revive(process, start)
            for path, order in self.orders.items():
                if path.exists():
                    path.unlink()
                    order()
            time.sleep(0.3)

    def _revive(self, process: Process, start: Callable[[], None]) -> None:
        status = process.child.returncode if process.child else None
        short = time.monotonic() - self.started[process.name] < TOO_SOON
        self.failures[process.name] = self.failures[process.name] + 1 if short else 1
        say(f"\n{process.name} ended (status {status}). The end of {process.log}:")
        say("\n".join(f"    {line[:200]}" for line in process.tail(6).splitlines()))
        if self.failures[process.name] >= PATIENCE:
            raise LaunchError(f"{process.name} does not stay up; see {process.log}")
        process.kill()  # children of a killed parent would keep its port and its tasks
        time.sleep(PAUSE)
        start()
        self.started[process.name] = time.monotonic()
        say(f"{process.name} is running again (process {process.pid}).")
