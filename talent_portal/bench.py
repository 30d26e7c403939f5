"""The register of benches: our figure beside a reference, both measured in turn in the same run."""

import importlib
import pkgutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

from talent_portal.stage import Stage, stage

Better = Literal["lower", "higher"]


@dataclass(frozen=True)
class Context:
    """What a bench may use. Django's aliases point at a durable database that stays between runs."""

    quick: bool = False

    def stage(self, *names: str, **extra: str) -> AbstractContextManager[Stage]:
        """Named processes (all of web, worker, beat without a name) on a fresh clone; `extra` environment."""
        return stage("bench", *names, extra=extra)


@dataclass(frozen=True)
class Measured:
    """Medians in the bench's unit over n items; without a reference the target is for `ours` itself."""

    ours: float
    n: int
    reference: float | None = None


@dataclass(frozen=True)
class Bench:
    """`target` bounds ours/reference (or ours, when there is no reference); None reports without judging."""

    name: str
    what: str
    unit: str
    target: float | None
    better: Better
    run: Callable[[Context], Measured]


@dataclass(frozen=True)
class Row:
    """One printed line."""

    bench: Bench
    measured: Measured

    @property
    def ratio(self) -> float | None:
        reference = self.measured.reference
        return self.measured.ours / reference if reference else None

    @property
    def met(self) -> bool:
        if self.bench.target is None:
            return True
        figure = self.measured.ours if self.ratio is None else self.ratio
        return figure <= self.bench.target if self.bench.better == "lower" else figure >= self.bench.target

    def as_json(self) -> dict[str, Any]:
        measured = self.measured
        return {
            "name": self.bench.name,
            "ours": _rounded(measured.ours),
            "reference": _rounded(measured.reference),
            "unit": self.bench.unit,
            "ratio": _rounded(self.ratio),
            "target": self.bench.target,
            "better": self.bench.better,
            "met": self.met,
            "n": measured.n,
            "what": self.bench.what,
        }

    def as_text(self) -> str:
        row = self.as_json()
        figures = f"ours {row['ours']} {self.bench.unit}"
        if self.ratio is not None:
            figures += f"  reference {row['reference']} {self.bench.unit}  ratio {row['ratio']}"
        if self.bench.target is not None:
            figures += f"  target {'≤' if self.bench.better == 'lower' else '≥'} {self.bench.target}"
        word = "met" if self.met else "MISSED"
        return f"{word:<7}{self.bench.name:<24}n {row['n']:>9,}  {figures}\n{'':<7}{self.bench.what}"


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else float(f"{figure:.4g}")


def in_turn(
    ours: Callable[[], object], reference: Callable[[], object], rounds: int = 5
) -> tuple[float, float]:
    """Median seconds of each, run alternately so that both meet the same weather."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for side, run in zip(seconds, (ours, reference), strict=True):
            began = time.perf_counter()
            run()
            side.append(time.perf_counter() - began)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


_register: dict[str, Bench] = {}
Function = Callable[[Context], Measured]


def bench(
    name: str, what: str, *, unit: str, target: float | None, better: Better = "lower"
) -> Callable[[Function], Function]:
    """Register a function as the bench of that name. Raises ValueError when the name is taken."""

    def enter(run: Function) -> Function:
        if name in _register:
            raise ValueError(f"two benches are named {name}")
        _register[name] = Bench(name, what, unit, target, better, run)
        return run

    return enter


def chosen(prefix: str = "") -> list[Bench]:
    """The benches whose name starts with the prefix, by name."""
    package = importlib.import_module("talent_portal.benches")
    for module in pkgutil.iter_modules(package.__path__, "talent_portal.benches."):
        importlib.import_module(module.name)
    return [_register[name] for name in sorted(_register) if name.startswith(prefix)]


def run(benches: list[Bench], context: Context) -> Iterator[Row]:
    """One row after the other."""
    for each in benches:
        yield Row(each, each.run(context))
