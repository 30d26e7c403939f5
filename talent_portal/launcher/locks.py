"""One holder at a time; the kernel lets go when the holder dies, so a lock is never stale."""

import fcntl
import os
from pathlib import Path


class Lock:
    """An advisory lock on a file that also holds a line about its holder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor = -1

    def take(self, note: str = "") -> bool:
        """True when we hold it now; False when another process does."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self.descriptor = descriptor
        self.describe(note)
        return True

    def describe(self, note: str) -> None:
        """Replace the line about the holder."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, note.encode(), 0)

    def note(self) -> str:
        """What the holder says about itself."""
        return self.path.read_text() if self.path.exists() else ""

    def release(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1
