"""No module of ours is longer than 300 lines; migrations are exempt."""

import statistics
from collections.abc import Iterator
from pathlib import Path

LIMIT = 300
ROOMS = ("casework", "recruitment", "visas", "funding", "talent_portal", "tests")


def check(root: Path) -> tuple[bool, str]:
    """Whether all modules keep the limit, and which do not."""
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(root)}
    long = [
        f"{path.relative_to(root)}: {size} lines (limit {LIMIT})"
        for path, size in sizes.items()
        if size > LIMIT
    ]
    median = statistics.median(size for size in sizes.values() if size) if any(sizes.values()) else 0
    return not long, "\n".join([*long, f"median {median:.0f} lines"])


def modules(root: Path) -> Iterator[Path]:
    """manage.py and every module of the rooms but migrations."""
    yield root / "manage.py"
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
