"""What the process that parses strangers' files may use. Set before any parser is loaded."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from casework.documents.sniff import JPEG, PNG

MAX_UPLOAD = 10_000_000
MAX_OUTPUT = 64_000_000
MAX_PAGES = 60
MAX_PIXELS = {JPEG: 50_000_000, PNG: 40_000_000}
MEMORY = 1_000_000_000
INSPECT_CPU, INSPECT_WALL = 5, 20
RENDER_CPU, RENDER_WALL = 35, 40


class Refused(Exception):
    """The file is not acceptable; `code` names the reason, `detail` holds figures for the message."""

    def __init__(self, code: str, **detail: int) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def confine(cpu_seconds: int) -> None:
    """Limit this process for good: memory, CPU, size of written files, open files, no child processes.

    CPU time over the limit ends the process with SIGXCPU; memory over it raises MemoryError.
    """
    limits = {
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: MAX_OUTPUT,
        resource.RLIMIT_NOFILE: 32,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":  # macOS refuses to limit the address space
        limits[resource.RLIMIT_AS] = MEMORY
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def read_input() -> bytes:
    """The whole file from standard input. Raises Refused when it is longer than an upload may be."""
    data = sys.stdin.buffer.read(MAX_UPLOAD + 1)
    if len(data) > MAX_UPLOAD:
        raise Refused("too_large")
    return data


def answer(header: dict[str, Any], payload: bytes = b"") -> None:
    """Write one part of the answer: a JSON line that names the payload's size, then the payload."""
    line = json.dumps(header | {"size": len(payload)}).encode()
    sys.stdout.buffer.write(line + b"\n" + payload)
    sys.stdout.buffer.flush()
