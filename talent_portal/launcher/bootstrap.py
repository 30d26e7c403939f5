"""The virtual environment: made from the two lock files when they or Python change, then entered."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .paths import PYTHON, ROOT, VENV
from .progress import step, stop_with

LOCKS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
MISSING = "Python cannot make a virtual environment here: install the Debian package python3-venv."


def stamp(locks: Iterable[Path], version: str) -> str:
    """A fingerprint of the lock files' contents and the Python version."""
    digest = hashlib.sha256(version.encode())
    for lock in locks:
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def enter() -> None:
    """Return inside an up-to-date environment; otherwise make it and start this very command again in it."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        # Entered by hand with .venv/bin/python: brought up to date where it stands.
        if not _is_current(_stamp_file(), stamp(LOCKS, sys.version)):
            _install()
        return
    _make()
    os.execv(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *sys.argv[1:]])  # noqa: S606 - no shell wanted


def _stamp_file() -> Path:
    return VENV / "portal-stamp"


def _is_current(file: Path, wanted: str) -> bool:
    return file.exists() and file.read_text().strip() == wanted


def _make() -> None:
    wanted = stamp(LOCKS, sys.version)
    if PYTHON.exists() and _is_current(_stamp_file(), wanted):
        return
    with open(ROOT / "manage.py") as gate:  # two commands at once make one environment
        fcntl.flock(gate, fcntl.LOCK_EX)
        if PYTHON.exists() and _is_current(_stamp_file(), wanted):
            return
        if _version() != sys.version:
            _require_venv()
            with step("Making .venv"):
                _create()
        _install()


def _version() -> str:
    """What Python the environment has; empty when there is none that works."""
    asked = [str(PYTHON), "-c", "import pip, sys; print(sys.version, end='')"]
    try:
        return subprocess.run(asked, capture_output=True, text=True).stdout
    except OSError:
        return ""


def _require_venv() -> None:
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        stop_with(MISSING)


def _create() -> None:
    _stamp_file().unlink(missing_ok=True)
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode:
        stop_with(MISSING if "ensurepip" in made.stdout + made.stderr else made.stdout + made.stderr)


def _install() -> None:
    """Install both locks by hash; pip keeps whatever index and cache the machine configures."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-compile", "--require-hashes"]
    command += ["--disable-pip-version-check", "--no-input"]
    for lock in LOCKS:
        command += ["-r", str(lock)]
    with step("Installing libraries"):
        installed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if installed.returncode:
        said = (installed.stdout + installed.stderr).strip()
        stop_with(f"{said}\nThe libraries could not be installed (see above).")
    _stamp_file().write_text(stamp(LOCKS, _version()))
