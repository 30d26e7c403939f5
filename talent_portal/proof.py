"""The register of proofs: heavy figures on real processes, each with a control that must fail."""

import importlib
import pkgutil
import random
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from talent_portal import databases
from talent_portal.stage import Stage, stage


@dataclass(frozen=True)
class Context:
    """What a proof may use. `quick` asks for the small form that the test suite runs."""

    seed: int = field(default_factory=lambda: secrets.randbelow(1_000_000))
    quick: bool = False

    def random(self) -> random.Random:
        """A generator that repeats with the seed."""
        return random.Random(self.seed)  # noqa: S311 - repeatable on purpose

    def stage(self, *names: str, **extra: str) -> AbstractContextManager[Stage]:
        """Named processes (all of web, worker, beat without a name) on a fresh clone; `extra` environment."""
        return stage("proof", *names, extra=extra)

    def database(self) -> AbstractContextManager[databases.Database]:
        """A fresh clone under Django's aliases, without processes."""
        return databases.committed("proof")


@dataclass(frozen=True)
class Outcome:
    """n trials, how many went wrong, and whether the control (the guard taken away) went wrong as it must."""

    n: int
    failures: int
    control_failed: bool
    note: str = ""


@dataclass(frozen=True)
class Proof:
    name: str
    what: str
    run: Callable[[Context], Outcome]


@dataclass(frozen=True)
class Row:
    """One printed line."""

    proof: Proof
    seed: int
    outcome: Outcome
    seconds: float

    @property
    def ok(self) -> bool:
        return self.outcome.n > 0 and self.outcome.failures == 0 and self.outcome.control_failed

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.proof.name,
            "seed": self.seed,
            "n": self.outcome.n,
            "failures": self.outcome.failures,
            "seconds": round(self.seconds, 1),
            "control_failed": self.outcome.control_failed,
            "ok": self.ok,
            "what": self.proof.what,
            **({"note": self.outcome.note} if self.outcome.note else {}),
        }

    def as_text(self) -> str:
        control = "control fails" if self.outcome.control_failed else "CONTROL PASSES"
        counts = f"n {self.outcome.n:>9,}  failures {self.outcome.failures:>5,}  {control:<14}"
        line = f"{'ok' if self.ok else 'FAILED':<7}{self.proof.name:<24}{counts}{self.seconds:>8.1f} s"
        note = f"\n{'':<7}{self.outcome.note}" if self.outcome.note else ""
        return f"{line}  seed {self.seed}\n{'':<7}{self.proof.what}{note}"


_register: dict[str, Proof] = {}


def proof(name: str, what: str) -> Callable[[Callable[[Context], Outcome]], Callable[[Context], Outcome]]:
    """Register a function as the proof of that name. Raises ValueError when the name is taken."""

    def enter(run: Callable[[Context], Outcome]) -> Callable[[Context], Outcome]:
        if name in _register:
            raise ValueError(f"two proofs are named {name}")
        _register[name] = Proof(name, what, run)
        return run

    return enter


def chosen(prefix: str = "") -> list[Proof]:
    """The proofs whose name starts with the prefix, by name."""
    package = importlib.import_module("talent_portal.proofs")
    for module in pkgutil.iter_modules(package.__path__, "talent_portal.proofs."):
        importlib.import_module(module.name)
    return [_register[name] for name in sorted(_register) if name.startswith(prefix)]


def run(proofs: list[Proof], context: Context) -> Iterator[Row]:
    """One row after the other."""
    for each in proofs:
        began = time.monotonic()
        outcome = each.run(context)
        yield Row(each, context.seed, outcome, time.monotonic() - began)
