"""`manage.py proof` and `manage.py bench`: servers with fsync on, then the Django command."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from . import ports, prepare, progress
from .abandoned import sweep_stages, throw_away
from .locks import Lock
from .paths import DEV, PYTHON, ROOT, Home
from .portal import child_environment
from .progress import LaunchError, step
from .services import running
from .template import migrated_template

URL = f"http://{ports.LOOPBACK}:8000"


def proof(arguments: list[str]) -> int:
    """On throw-away servers; every proof clones the template for itself."""
    progress.to_standard_error()
    with (
        throw_away("proof") as home,
        running(home, durable=True) as servers,
        migrated_template(servers, servers.env(URL, demo=False)) as env,
    ):
        prepare.collect_static(env)
        return _run("proof", arguments, env, home)


def bench(arguments: list[str]) -> int:
    """On servers of its own in `.dev/bench`, whose database stays for the next run."""
    progress.to_standard_error()
    home = Home(DEV / "bench")
    if not Lock(home.path / "lock").take("manage.py bench"):
        raise LaunchError("A bench is already running.")
    with running(home, durable=True, database="portal_bench") as servers:
        env = servers.env(URL, demo=False)
        with step("Migrating the bench database"):
            prepare.django(env, "migrate", "-v", "0")
        prepare.collect_static(env)
        with migrated_template(servers, env):
            return _run("bench", arguments, env, home)


def populate(arguments: list[str]) -> int:
    """Invented cases in the database that benches use."""
    progress.to_standard_error()
    home = Home(DEV / "bench")
    if not Lock(home.path / "lock").take("manage.py populate"):
        raise LaunchError("A bench is already running.")
    with running(home, durable=True, database="portal_bench") as servers:
        env = servers.env(URL, demo=False)
        with step("Migrating the bench database"):
            prepare.django(env, "migrate", "-v", "0")
        return _run("populate", arguments, env, home)


def replay(arguments: list[str]) -> int:
    """Stored checks repeated in the database that `DATABASE_URL` or a running demo names."""
    if "DATABASE_URL" not in os.environ and not Home(DEV).env.exists():
        raise LaunchError("Start the portal first (manage.py demo), or give DATABASE_URL.")
    command = [str(PYTHON), str(ROOT / "manage.py"), "replay", *arguments]
    return subprocess.run(command, cwd=ROOT, env=child_environment(os.environ)).returncode


def _run(name: str, arguments: Sequence[str], env: Mapping[str, str], home: Home) -> int:
    command = [str(PYTHON), str(ROOT / "manage.py"), name, *arguments]
    sys.stdout.flush()
    level = os.environ.get("LOG_LEVEL", "WARNING")  # the rows are what people read here
    env = {**env, "PORTAL_TEST_HOME": str(home.path), "LOG_LEVEL": level}
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
        sweep_stages(home)
