"""Files of KEY=VALUE lines that only their owner may read."""

import os
from collections.abc import Mapping
from pathlib import Path


def read(path: Path) -> dict[str, str]:
    """The pairs in the file; empty when there is no file. Lines without = or starting with # are skipped."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def write(path: Path, values: Mapping[str, str]) -> None:
    """Replace the file in one step, mode 0600. Raises ValueError for a value with a line break."""
    if any("\n" in value or "\r" in value for value in values.values()):
        raise ValueError("a value may not contain a line break")
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as stream:
        stream.writelines(f"{key}={value}\n" for key, value in values.items())
    draft.replace(path)
