"""`manage.py demo`: the whole product on this machine, or with --smoke one journey through it."""

import argparse
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import envfile, ports, prepare
from .abandoned import throw_away
from .locks import Lock
from .paths import DEV, PYTHON, ROOT, Home
from .portal import Portal
from .postgres import Postgres
from .processes import stop_leftovers
from .progress import LaunchError, say, step
from .services import Services, known_state, running
from .watch import Watch

FIRST_PORT = 8000


def demo(arguments: list[str]) -> int:
    """Start everything until Ctrl-C; with --smoke, run one journey on throw-away servers and stop."""
    parser = argparse.ArgumentParser(prog="manage.py demo", description=demo.__doc__)
    parser.add_argument(
        "--port", type=int, help="port of the web server (default: 8000 or the next free one)"
    )
    parser.add_argument("--reset", action="store_true", help="forget all data and start afresh")
    parser.add_argument(
        "--smoke", action="store_true", help="drive one application to its decision, then stop"
    )
    options = parser.parse_args(arguments)
    return _smoke(options.port) if options.smoke else _stay(options.port, options.reset)


def _port(wanted: int | None) -> int:
    """The wanted port, else 8000 or the next free one. Raises LaunchError when the wanted one is taken."""
    if wanted and not ports.is_free(wanted):
        raise LaunchError(f"Port {wanted} is taken; choose another with --port.")
    return wanted or ports.next_free(FIRST_PORT)


def _smoke(wanted: int | None) -> int:
    port = _port(wanted)
    with throw_away("smoke") as home, running(home, durable=True) as servers:
        portal = Portal(home, servers.env(f"http://{ports.LOOPBACK}:{port}", demo=True), port=port)
        with _up(portal):
            return _journey(portal)


def _journey(portal: Portal) -> int:
    """Run talent_portal/smoke.py, each line with the seconds since the one before."""
    began = last = time.monotonic()
    command = [str(PYTHON), "-m", "talent_portal.smoke", portal.url]
    with subprocess.Popen(
        command, cwd=ROOT, env=portal.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as journey:
        assert journey.stdout is not None  # noqa: S101 - asked for above
        for line in journey.stdout:
            say(f"  {line.rstrip():<70}{time.monotonic() - last:6.1f} s")
            last = time.monotonic()
    say(f"\n{'Passed' if journey.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.1f} s")
    if journey.returncode:
        for process in (portal.web, portal.worker, portal.beat):
            say(f"\nThe end of {process.name}.log:\n{process.tail()}")
    return 1 if journey.returncode else 0


def _stay(wanted: int | None, reset: bool) -> int:
    home = Home(DEV)
    mine, shared = Lock(home.path / "demo.lock"), Lock(home.path / "services.lock")
    if not mine.take():
        say(f"The demo already runs{' at ' + mine.note() if mine.note() else ' (starting)'}.")
        return 1 if reset else 0
    attached = not shared.take("manage.py demo")
    if reset:
        if attached:
            raise LaunchError("Stop `manage.py services` before a reset.")
        erase(home)
    stop_leftovers(home, "web", "worker", "beat")
    port = _port(wanted)
    with _servers(home, attached) as servers:
        url = f"http://{ports.LOOPBACK}:{port}"
        env = envfile.read(home.env) if servers is None else servers.env(url, demo=True)
        order = home.run / "start-afresh"
        env |= {"PORTAL_URL": url, "CSRF_TRUSTED_ORIGINS": url, "DEMO_RESET_FILE": str(order)}
        order.unlink(missing_ok=True)
        if servers:
            envfile.write(home.env, env)
        portal = Portal(home, env, port=port)
        try:
            with _up(portal):
                mine.describe(portal.url)
                _welcome(portal.url)
                _watch(portal, servers, order).forever()
        finally:
            if servers:
                home.env.unlink(missing_ok=True)
    return 0


@contextmanager
def _servers(home: Home, attached: bool) -> Iterator[Services | None]:
    """Servers of our own, or None when `manage.py services` already runs them."""
    if attached:
        yield None
    else:
        with running(home, durable=True) as servers:
            yield servers


@contextmanager
def _up(portal: Portal) -> Iterator[None]:
    """The portal's processes, on a migrated database with the sample data, while the block runs."""
    with step("Collecting static files"):
        prepare.collect_static(portal.env)
    with step("Preparing the database, sample people and cases"):
        prepare.django(portal.env, "demo_data")
    try:
        with step("Starting web, worker and beat"):
            portal.start()
        yield
    finally:
        say("\nStopping.")
        portal.stop()


def _watch(portal: Portal, servers: Services | None, order: Path) -> Watch:
    watched = [(process, process.start) for process in (portal.web, portal.worker, portal.beat)]
    if servers and servers.valkey:
        watched.append((servers.valkey.process, servers.valkey.start))
    if servers and servers.postgres:
        watched.append((servers.postgres.process, servers.postgres.start))
    return Watch(watched, {order: lambda: _afresh(portal)})


def _afresh(portal: Portal) -> None:
    """What the button on /demo/ asks for: everything as on the first day, at the same address."""
    portal.stop()
    with step("Starting afresh"):
        prepare.django(portal.env, "demo_data", "--afresh")
    portal.start()


def erase(home: Home) -> None:
    """Remove the embedded server's data and the uploaded files; passwords and keys stay."""
    stop_leftovers(home)
    shutil.rmtree(home.path / "media", ignore_errors=True)
    Postgres(home, known_state(home), durable=True).erase()


def _welcome(url: str) -> None:
    say(
        f"""
  The portal      {url}/
  The cast        {url}/demo/   one button signs in as each
  Logs            .dev/log/
  Start afresh    python3 manage.py demo --reset

Ctrl-C stops everything; the data stays."""
    )
