"""The officers' home: each app adds its section of work, shown to those whose work it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from casework.models import User


@dataclass(frozen=True)
class Tile:
    """A count that opens the list behind it."""

    value: int
    label: str | Promise
    url: str
    note: str | Promise = ""


@dataclass(frozen=True)
class Section:
    """One app's work. `next_url` takes a POST that fetches the next piece of work; empty: no such button."""

    title: str | Promise
    tiles: Sequence[Tile]
    url: str
    next_url: str = ""
    next_label: str | Promise = ""
    lines: Sequence[tuple[str, str, str]] = ()
    """What cannot wait: (words, address, why)."""
    lines_title: str | Promise = ""
    """Empty: the lines are past their time."""


Provider = Callable[[User], Section | None]
_providers: list[Provider] = []


def on_home(provider: Provider) -> Provider:
    """Decorator: ask `provider` for its section whenever the home page is shown; None shows nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def home_sections(officer: User) -> list[Section]:
    return [section for provider in _providers if (section := provider(officer)) is not None]
