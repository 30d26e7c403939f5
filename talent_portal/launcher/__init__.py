"""Starts what the portal stands on: Python environment, Postgres, Valkey, web, worker, beat."""

import os
import sys

INSIDE = "PORTAL_LAUNCHED"


def launch(arguments: list[str]) -> None:
    """Run a launcher command and exit; return at once when the command is an ordinary Django one."""
    from .commands import COMMANDS

    if not arguments or arguments[0] not in COMMANDS or os.environ.get(INSIDE):
        return
    if sys.version_info < (3, 11):  # noqa: UP036 - the reader may well run an older one
        sys.exit("Python 3.11 or newer is needed.")
    from . import bootstrap

    try:
        bootstrap.enter()
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(COMMANDS[arguments[0]](arguments[1:]))
