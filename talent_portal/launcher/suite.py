"""`manage.py test`: pytest on throw-away servers, which are gone afterwards whatever happens."""

import signal
import subprocess
from collections.abc import Mapping, Sequence

from . import ports, prepare
from .paths import PYTHON, ROOT, Home, throw_away
from .portal import child_environment
from .processes import stop_leftovers
from .progress import say, step
from .services import running
from .template import TEMPLATE, make_template

SPREAD = ["-n", "2", "--dist", "loadgroup"]
ALONE = {"--pdb", "--trace", "--collect-only", "--co", "--fixtures", "--markers"}


def test(arguments: list[str]) -> int:
    """Run pytest with these arguments; the exit status is pytest's."""
    with throw_away("test") as home, running(home, durable=False, database=TEMPLATE) as servers:
        env = make_template(servers, servers.env(f"http://{ports.LOOPBACK}:8000", demo=False))
        with step("Collecting static files"):
            prepare.collect_static(env)
        say()
        try:
            return _pytest(arguments, env | {"PORTAL_TEST_HOME": str(home.path)})
        finally:
            sweep(home)


def sweep(home: Home) -> None:
    """Stop whatever an interrupted test left running in a stage of its own below this home."""
    for run in home.path.glob("stages/*/run"):
        stop_leftovers(Home(run.parent), patience=2)


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
