"""Django commands between the servers' start and the portal's: migrate, static files, sample data."""

import hashlib
import subprocess
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from .locks import Lock
from .paths import PYTHON, ROOT
from .portal import child_environment
from .progress import LaunchError

APPS = ("casework", "recruitment", "visas", "funding", "talent_portal")


def django(env: Mapping[str, str], *arguments: str) -> str:
    """Run one management command; returns its output. Raises LaunchError with the output when it fails."""
    done = subprocess.run(
        [str(PYTHON), str(ROOT / "manage.py"), *arguments],
        cwd=ROOT,
        env=child_environment(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise LaunchError(f"manage.py {' '.join(arguments)} failed:\n{done.stdout.strip()[-6000:]}")
    return done.stdout


def collect_static(env: Mapping[str, str]) -> None:
    """collectstatic into STATIC_ROOT, unless nothing that goes into it has changed since.

    Old hashed files stay, because a demo may be serving them meanwhile.
    """
    target = Path(env["STATIC_ROOT"])
    note = target.with_name(f"{target.name}.stamp")
    sources = [ROOT / "static", *(ROOT / app / "static" for app in APPS), ROOT / "requirements.txt"]
    wanted = fingerprint(sources)
    target.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    lock = Lock(target.with_name(f"{target.name}.lock"))
    while not lock.take():
        time.sleep(0.2)
    try:
        if not target.exists() or not note.exists() or note.read_text() != wanted:
            django(env, "collectstatic", "--noinput", "-v", "0")
            note.write_text(wanted)
    finally:
        lock.release()


def fingerprint(sources: Iterable[Path]) -> str:
    """A digest over names, sizes and times of all files below the sources."""
    digest = hashlib.sha256()
    for source in sources:
        for file in sorted([source, *source.rglob("*")]):
            if file.is_file():
                facts = file.stat()
                digest.update(f"{file} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
