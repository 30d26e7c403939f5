"""Where things are in a checkout, and the home directory of one set of servers."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / ".dev"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class Home:
    """A directory with the state, logs and pid files of one set of servers (`.dev`, or a throw-away one)."""

    def __init__(self, path: Path, *, temporary: bool = False) -> None:
        self.path = path
        self.temporary = temporary
        self.log = path / "log"
        self.run = path / "run"
        self.env = path / "env"
        self.state = path / "state"
        for directory in (path, self.log, self.run):
            directory.mkdir(mode=0o711, parents=True, exist_ok=True)


@contextmanager
def throw_away(name: str) -> Iterator[Home]:
    """A home in the temporary directory, removed afterwards."""
    path = Path(tempfile.mkdtemp(prefix=f"portal-{name}-"))
    path.chmod(0o711)  # the database server runs as another user and must be able to walk through
    try:
        yield Home(path, temporary=True)
    finally:
        shutil.rmtree(path, ignore_errors=True)
