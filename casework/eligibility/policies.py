"""Which policies there are: upper apps say what each is tried on and by what its effects are told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Labels = Callable[[], Mapping[str, str]]
Exposure = Callable[[int], int | None]


@dataclass(frozen=True)
class Dimension:
    """A column of the facts, as a path from the facts row, and how its values are called."""

    path: str
    labels: Labels


@dataclass(frozen=True)
class Policy:
    """`kind` is the kind of case whose facts its versions are tried on (empty: none); `governs` says whether
    those cases are decided by it. `exposure` gives won a year for so many newly met open cases."""

    code: str
    title: _StrPromise
    kind: str = ""
    governs: bool = True
    nationality: Dimension | None = None
    sector: Dimension | None = None
    statuses: Labels = field(default=dict)
    facts: Labels = field(default=dict)
    """Kinds of facts that officers correct, without the number of a row: "degree.awarded"."""


_book: dict[str, Policy] = {}
_exposure: dict[str, Exposure] = {}


def register_policy(policy: Policy) -> None:
    """Enter a policy. Called from AppConfig.ready. ValueError when the code is taken by another."""
    if _book.setdefault(policy.code, policy) != policy:
        raise ValueError(f"policy {policy.code} is registered twice")


def register_exposure(kind: str, provider: Exposure) -> None:
    """Have `provider` say what newly met open cases of a kind may cost, in won a year (None: unknown)."""
    _exposure[kind] = provider


def policy_of(code: str) -> Policy | None:
    """The policy of that code, None when no app has entered one."""
    return _book.get(code)


def policies() -> list[Policy]:
    """Every policy, in the order of entry."""
    return list(_book.values())


def exposure(kind: str, cases: int) -> int | None:
    """Won a year that so many newly met open cases of a kind may cost; None without a provider."""
    provider = _exposure.get(kind)
    return provider(cases) if provider else None
