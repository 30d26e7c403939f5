"""The types of a catalogue of criteria: facts, what editions say of them, comparisons, and their joining."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from casework.enums import EditionKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Unit(StrEnum):
    """Units of values and parameters. A parameter in hundredths of GNI is compared with KRW."""

    MONTHS = "months"
    RANK = "rank"
    KRW = "krw"
    GNI_HUNDREDTHS = "gni_hundredths"


class Direction(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a value is spoken of. `change` and `confirm` may use %(threshold)s and %(shortfall)s."""

    label: _StrPromise
    change: _StrPromise
    confirm: _StrPromise


@dataclass(frozen=True, slots=True)
class Fact:
    """An interval in two columns of a facts row (or of the row an upper app hangs on it)."""

    name: str
    low: str
    high: str
    unit: Unit
    wording: Wording = field(compare=False)


@dataclass(frozen=True, slots=True)
class Placed:
    """An interval that depends on an edition: the best rank, or months at the organisations of a list."""

    name: str
    kind: EditionKind
    unit: Unit
    wording: Wording = field(compare=False)

    @property
    def column(self) -> str:
        """`rank` or `months`: the pair of columns of a standing."""
        return "rank" if self.unit == Unit.RANK else "months"


Subject = Fact | Placed


@dataclass(frozen=True, slots=True)
class Comparison:
    """One value against one parameter of the policy version; with `times`, the parameter is hundredths of
    that kind's figure (of the year before the facts)."""

    subject: Subject
    direction: Direction
    parameter: str
    unit: Unit
    times: EditionKind | None = None

    def definition(self) -> str:
        match self.subject:
            case Fact(name=name, low=low, high=high):
                value = f"{name}[{low},{high}]"
            case Placed(name=name, kind=kind, column=column):
                value = f"{name}[{kind.value}.{column}]"
        times = f"*{self.times.value}/100" if self.times else ""
        return f"{value} {self.direction} {self.parameter}:{self.unit}{times}"


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold."""

    parts: tuple[Rule, ...]

    def definition(self) -> str:
        return f"all({', '.join(part.definition() for part in self.parts)})"


@dataclass(frozen=True, slots=True)
class Any:
    """One part is enough."""

    parts: tuple[Rule, ...]

    def definition(self) -> str:
        return f"any({', '.join(part.definition() for part in self.parts)})"


Rule = Comparison | All | Any


@dataclass(frozen=True, slots=True)
class Criterion:
    """One entry of a catalogue. Once an enacted version uses it, its rule never changes: a successor gets a
    new code. `requirements` are the codes of the documents that would prove it."""

    code: str
    title: _StrPromise = field(compare=False)
    legal_source: str
    rule: Rule
    requirements: tuple[str, ...] = ()

    def definition(self) -> str:
        return f"{self.code}: {self.rule.definition()}"

    @property
    def digest(self) -> str:
        """SHA-256 of the rule, in hexadecimal; wording is not part of it."""
        return sha256(self.definition().encode()).hexdigest()


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """Every comparison of a rule, in the order it is written."""
    if isinstance(rule, Comparison):
        yield rule
    else:
        for part in rule.parts:
            yield from comparisons(part)
