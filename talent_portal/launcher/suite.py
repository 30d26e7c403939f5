"""`manage.py test`: pytest on throw-away servers, which are gone afterwards whatever happens."""

import signal
import subprocess
from collections.abc import Mapping, Sequence

from . import ports, prepare
from .abandoned import sweep_stages, throw_away
from .paths import PYTHON, ROOT
from .portal import child_environment
from .progress import say, step
from .services import running
from .template import migrated_template

SPREAD = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
"""Whole modules, because one may start a portal of its own for all its tests."""
ALONE = {"--pdb", "--trace", "--collect-only", "--co", "--fixtures", "--markers"}


def test(arguments: list[str]) -> int:
    """Run pytest with these arguments; the exit status is pytest's."""
    with throw_away("test") as home, running(home, durable=False) as servers:
        base = servers.env(f"http://{ports.LOOPBACK}:8000", demo=False)
        with migrated_template(servers, base) as env:
            with step("Collecting static files"):
                prepare.collect_static(env)
            say()
            try:
                return _pytest(arguments, env | {"PORTAL_TEST_HOME": str(home.path)})
            finally:
                sweep_stages(home)


def _pytest(arguments: Sequence[str], env: Mapping[str, str]) -> int:
    spread = [] if ALONE & set(arguments) else SPREAD
    command = [str(PYTHON), "-m", "pytest", *spread, *arguments]
    child = subprocess.Popen(command, cwd=ROOT, env=child_environment(env))
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.send_signal(signal.SIGINT)  # a terminal has sent it too; a second one does no harm
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
        raise
