"""Starts the limited processes and reads what they say, trusting neither their time nor their size."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from casework.documents.limits import INSPECT_WALL, MAX_OUTPUT, RENDER_WALL, Refused

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8"}
OVER_LIMIT = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ}


def inspect(data: bytes, kind: str) -> tuple[int, bytes]:
    """(pages, the bytes to keep). Raises Refused: the inspector's reason, malformed or too_complex."""
    header, payload = next(run("casework.documents.inspect", kind, data, INSPECT_WALL), ({}, b""))
    if "refused" in header:
        raise Refused(str(header.pop("refused")), **{key: int(value) for key, value in header.items()})
    if "pages" not in header:
        raise Refused("malformed")
    return int(header["pages"]), payload or data


def render(data: bytes, kind: str) -> list[tuple[int, int, int, bytes]]:
    """(number, width, height, WebP) of each page. Raises Refused when there is none or a limit is hit."""
    parts = list(run("casework.documents.render", kind, data, RENDER_WALL))
    if not parts:
        raise Refused("malformed")
    return [(int(h["number"]), int(h["width"]), int(h["height"]), image) for h, image in parts]


def run(module: str, kind: str, data: bytes, wall_seconds: float) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The parts of a limited module's answer to one file, each a header and a payload. Raises Refused."""
    command = [sys.executable, "-E", "-s", "-B", "-m", module, kind]
    with _scratch() as given, _scratch() as said:
        given.write(data)
        given.seek(0)
        try:
            ended = subprocess.run(
                command, stdin=given, stdout=said, stderr=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT,
                timeout=wall_seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Refused("too_complex") from None
        if ended.returncode in OVER_LIMIT:
            raise Refused("too_complex")
        if ended.returncode:
            raise Refused("malformed")
        said.seek(0)
        try:
            yield from _parts(said.read(MAX_OUTPUT))
        except (ValueError, KeyError, TypeError):
            raise Refused("malformed") from None


def _parts(said: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    place = 0
    while place < len(said):
        line, _newline, _rest = said[place : place + 1000].partition(b"\n")
        header = json.loads(line)
        start = place + len(line) + 1
        place = start + header.pop("size")
        yield header, said[start:place]


def _scratch() -> IO[bytes]:
    """A nameless file, in memory where the system has such."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("document"), "w+b")
    return tempfile.TemporaryFile()
