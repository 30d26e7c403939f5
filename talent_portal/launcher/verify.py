"""`manage.py verify`: what can be checked without running the product; one line a check, two at a time."""

import os
import secrets
import subprocess
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from . import catalogues, lengths
from .paths import PYTHON, ROOT, VENV
from .portal import child_environment
from .progress import LaunchError, say

Check = Callable[[], tuple[bool, str]]


@dataclass(frozen=True)
class Verdict:
    name: str
    passed: bool
    output: str
    seconds: float


def verify(arguments: list[str]) -> int:
    """Run every check; exit 1 when one fails, printing what it said."""
    if arguments:
        raise LaunchError("usage: manage.py verify")
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(_timed, name, check) for name, check in _checks().items()]
        verdicts = [future.result() for future in running]
    failed = [verdict for verdict in verdicts if not verdict.passed]
    for verdict in failed:
        say(f"\n--- {verdict.name}\n{verdict.output.strip()}")
    say(f"\n{len(verdicts) - len(failed)} of {len(verdicts)} checks passed")
    return 1 if failed else 0


def _timed(name: str, check: Check) -> Verdict:
    began = time.monotonic()
    passed, output = check()
    verdict = Verdict(name, passed, output, time.monotonic() - began)
    note = f"  {output}" if passed and output.startswith("skipped") else ""
    say(f"  {name:<24}{verdict.seconds:6.1f} s  {'ok' if passed else 'FAILED'}{note}")
    return verdict


def _checks() -> dict[str, Check]:
    """The slow ones first."""
    production = _production()
    templates = sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))
    manage = [str(PYTHON), "manage.py"]
    return {
        "types (mypy)": _program("mypy"),
        "catalogues": lambda: catalogues.check(ROOT),
        "deployment": _program(*manage, "check", "--deploy", "--fail-level", "WARNING", env=production),
        "migrations": _program(*manage, "makemigrations", "--check", "--dry-run", env=production),
        "imports (import-linter)": _program("lint-imports", "--no-cache"),
        "lint (ruff)": _program("ruff", "check", "."),
        "format (ruff)": _program("ruff", "format", "--check", "."),
        "templates (djade)": _program("djade", "--target-version", "5.2", "--check", *templates),
        "module lengths": lambda: lengths.check(ROOT),
    }


def _program(*command: str, env: Mapping[str, str] | None = None) -> Check:
    program = [command[0] if os.sep in command[0] else str(VENV / "bin" / command[0]), *command[1:]]

    def run() -> tuple[bool, str]:
        done = subprocess.run(
            program,
            cwd=ROOT,
            env=child_environment(env or _production()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.returncode == 0, done.stdout

    return run


def _production() -> dict[str, str]:
    """Settings as a real installation would have them. No server listens there, and none is needed."""
    return {
        "DATABASE_URL": "postgresql://app:x@127.0.0.1:9/portal",
        "DATABASE_OWNER_URL": "postgresql://owner:x@127.0.0.1:9/portal",
        "REDIS_URL": "redis://:x@127.0.0.1:9/0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "VAULT_KEYS": "verify-1:" + "A" * 43 + "=",
        "DEBUG": "0",
        "DEMO": "0",
        "ALLOWED_HOSTS": "portal.example",
        "CSRF_TRUSTED_ORIGINS": "https://portal.example",
        "PORTAL_URL": "https://portal.example",
        "OPERATOR_NAME": "Example",
    }
