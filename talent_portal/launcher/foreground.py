"""`manage.py services`: the development Postgres and Valkey in the foreground."""

import time

from . import envfile, ports
from .locks import Lock
from .paths import DEV, Home
from .progress import LaunchError, say
from .services import running


def services(arguments: list[str]) -> int:
    """Start both, write `.dev/env`, wait for Ctrl-C. When they run already, say so."""
    if arguments:
        raise LaunchError("usage: manage.py services")
    home = Home(DEV)
    lock = Lock(home.path / "services.lock")
    if not lock.take("manage.py services"):
        say(f"Already running ({lock.note()}); addresses are in {home.env}.")
        return 0
    with running(home, durable=True) as servers:
        env = servers.env(f"http://{ports.LOOPBACK}:8000", demo=True)
        envfile.write(home.env, env)
        try:
            say(f"\nIn {home.env}, read by settings when DATABASE_URL is unset:\n")
            say("\n".join(f"{key}={value}" for key, value in env.items()))
            say("\nCtrl-C stops both; the data stays.")
            while True:
                time.sleep(0.5)
                servers.check()
        finally:
            home.env.unlink(missing_ok=True)
            say("\nStopping.")
