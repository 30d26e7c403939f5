"""`manage.py proof` and `manage.py bench`: servers with fsync on, then the Django command."""

import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from . import ports, prepare, progress
from .locks import Lock
from .paths import DEV, PYTHON, ROOT, Home, throw_away
from .portal import child_environment
from .progress import LaunchError, step
from .services import running
from .suite import sweep
from .template import TEMPLATE, make_template

URL = f"http://{ports.LOOPBACK}:8000"


def proof(arguments: list[str]) -> int:
    """On throw-away servers; every proof clones the template for itself."""
    progress.to_standard_error()
    with throw_away("proof") as home, running(home, durable=True, database=TEMPLATE) as servers:
        env = make_template(servers, servers.env(URL, demo=False))
        prepare.collect_static(env)
        return _run("proof", arguments, env | {"PORTAL_TEST_HOME": str(home.path)}, home)


def bench(arguments: list[str]) -> int:
    """On servers of its own in `.dev/bench`, whose database stays for the next run."""
    progress.to_standard_error()
    home = Home(DEV / "bench")
    if not Lock(home.path / "lock").take("manage.py bench"):
        raise LaunchError("A bench is already running.")
    with running(home, durable=True, database="portal_bench") as servers:
        env = servers.env(URL, demo=False)
        if servers.postgres:
            servers.postgres.sql(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
            servers.postgres.ensure_database(TEMPLATE)
        make_template(servers, env)
        with step("Migrating the bench database"):
            prepare.django(env, "migrate", "-v", "0")
        prepare.collect_static(env)
        return _run("bench", arguments, env | {"PORTAL_TEST_HOME": str(home.path)}, home)


def _run(name: str, arguments: Sequence[str], env: Mapping[str, str], home: Home) -> int:
    command = [str(PYTHON), str(ROOT / "manage.py"), name, *arguments]
    sys.stdout.flush()
    child = subprocess.Popen(command, cwd=ROOT, env=child_environment(env))
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
        raise
    finally:
        sweep(home)
