"""The portal's own processes: web (gunicorn), worker and beat (Celery)."""

import http.client
import os
from collections.abc import Mapping

from . import INSIDE, ports
from .paths import PYTHON, Home
from .processes import Process


class Portal:
    """Web, worker and beat on one set of addresses; each can be killed, frozen and restarted by itself."""

    def __init__(
        self,
        home: Home,
        env: Mapping[str, str],
        *,
        port: int,
        web_workers: int = 2,
        threads: int = 4,
        concurrency: int = 2,
    ) -> None:
        self.port = port
        self.url = f"http://{ports.LOOPBACK}:{port}"
        self.env = child_environment(env)
        gunicorn = ["gunicorn", "talent_portal.wsgi", "--bind", f"{ports.LOOPBACK}:{port}"]
        gunicorn += ["--worker-class", "gthread", "--workers", str(web_workers), "--threads", str(threads)]
        gunicorn += ["--preload", "--no-control-socket", "--graceful-timeout", "5", "--timeout", "60"]
        celery = ["celery", "-A", "talent_portal"]
        worker = [*celery, "worker", "-c", str(concurrency), "--without-gossip", "--without-mingle"]
        beat = [*celery, "beat", "-s", str(home.run / "beat-schedule"), "--pidfile", ""]
        self.web = self._process("web", gunicorn, home)
        self.worker = self._process("worker", worker, home)
        self.beat = self._process("beat", beat, home)

    def start(self, *names: str) -> None:
        """Start the named ones of web, worker and beat (all without a name); waits for the web to answer."""
        for name in names or ("web", "worker", "beat"):
            getattr(self, name).start()
        if self.web.running:
            self.web.wait_until(self.answers, 60)

    def stop(self) -> None:
        """Stop what runs, all at the same time."""
        children = [child for child in (self.beat, self.web, self.worker) if child.child]
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop()

    def answers(self) -> bool:
        """Whether /healthz says 200."""
        line = http.client.HTTPConnection(ports.LOOPBACK, self.port, timeout=5)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def _process(self, name: str, module: list[str], home: Home) -> Process:
        return Process(name, [str(PYTHON), "-m", *module], home, env=self.env)


def child_environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment for a Python child: ours, these values, and a mark that the launcher is at work."""
    return (
        os.environ
        | dict(env)
        | {
            INSIDE: "1",
            "DJANGO_SETTINGS_MODULE": "talent_portal.settings",
            "PYTHONUNBUFFERED": "1",
        }
    )
