"""Where things are in a checkout, and the home directory of one set of servers."""

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
