"""One child process in its own group, with log and pid file; leftovers of a killed launcher are found."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .account import Account
from .paths import ROOT, Home
from .progress import LaunchError

LOG_LIMIT = 5_000_000
"""Bytes; a longer log is set aside at the next start."""


def birth(pid: int) -> str | None:
    """A token that is the same only for the same living process; None when it is dead or a zombie."""
    if not Path("/proc/self/stat").exists():
        found = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True)
        state, _, started = found.stdout.strip().partition(" ")
        return started.strip() or None if not state.startswith("Z") else None
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    boot = Path("/proc/sys/kernel/random/boot_id")
    return None if fields[0] == "Z" else f"{boot.read_text().strip() if boot.exists() else ''}:{fields[19]}"


@dataclass
class Process:
    """A program to start, stop, kill, freeze and start again. Times are in seconds."""

    name: str
    argv: Sequence[str]
    home: Home
    env: Mapping[str, str] | None = None
    cwd: Path = ROOT
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    child: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    asked: bool = False

    @property
    def log(self) -> Path:
        return self.home.log / f"{self.name}.log"

    @property
    def pid_file(self) -> Path:
        return self.home.run / f"{self.name}.pid"

    @property
    def pid(self) -> int:
        """Process id, also the id of its group. Raises LaunchError when it was never started."""
        if self.child is None:
            raise LaunchError(f"{self.name} is not started")
        return self.child.pid

    @property
    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def start(self) -> None:
        """Start it in a session of its own, its output appended to the log."""
        who = self.account.arguments() if self.account else {}
        self.asked = False
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(
                list(self.argv),
                cwd="/" if self.account else self.cwd,
                env=dict(self.env) if self.env is not None else None,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **who,
            )
        self.pid_file.write_text(f"{self.child.pid} {int(self.stop_signal)} {birth(self.child.pid)}\n")

    def ask_to_stop(self) -> None:
        """Send its stop signal once, waking it first when frozen."""
        if self.running and not self.asked:
            self.resume()
            self.send(self.stop_signal)
            self.asked = True

    def stop(self) -> None:
        """Ask it to end, wait `patience`, then kill what is left of its group."""
        self.ask_to_stop()
        if self.running:
            self._wait(self.patience)
        self.kill()

    def kill(self) -> None:
        """SIGKILL to the whole group, and reap."""
        if self.child is not None:
            _signal_group(self.child.pid, signal.SIGKILL)
            self.child.wait()
        self.pid_file.unlink(missing_ok=True)

    def pause(self) -> None:
        """Freeze the group (SIGSTOP)."""
        _signal_group(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let a frozen group go on (SIGCONT)."""
        _signal_group(self.pid, signal.SIGCONT)

    def restart(self) -> None:
        self.stop()
        self.start()

    def send(self, number: signal.Signals) -> None:
        """A signal to the process alone, not to its children."""
        if self.child is not None:
            self.child.send_signal(number)

    def tail(self, lines: int = 15) -> str:
        """The last lines of its log."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Poll until ready. Raises LaunchError with the log's tail when it dies or takes longer."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.running:
                raise LaunchError(f"{self.name} ended at once:\n{self.tail()}")
            if time.monotonic() > deadline:
                raise LaunchError(f"{self.name} was not ready after {seconds:.0f} s:\n{self.tail()}")
            time.sleep(0.05)

    def _wait(self, seconds: float) -> None:
        if self.child is not None:
            try:
                self.child.wait(seconds)
            except subprocess.TimeoutExpired:
                return


def stop_leftovers(home: Home, *names: str, patience: float = 8.0) -> list[str]:
    """Stop the named processes (all without a name) that a killed launcher left behind; returns who it was.

    A pid that now belongs to another program is left alone.
    """
    stopped = []
    for file in sorted(home.run.glob("*.pid")):
        if names and file.stem not in names:
            continue
        pid, number, token = [*file.read_text().split(maxsplit=2), "", "", ""][:3]
        if pid.isdigit() and birth(int(pid)) == token.strip():
            _end(int(pid), int(number), token.strip(), patience)
            stopped.append(file.stem)
        file.unlink(missing_ok=True)
    return stopped


def _end(pid: int, number: int, token: str, patience: float) -> None:
    _signal_group(pid, signal.SIGCONT)
    os.kill(pid, number)
    deadline = time.monotonic() + patience
    while birth(pid) == token and time.monotonic() < deadline:
        time.sleep(0.05)
    _signal_group(pid, signal.SIGKILL)


def _signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):  # all gone; macOS says EPERM for a group of zombies
        return
