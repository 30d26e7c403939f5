"""News of a case on its way up: each kind of case says who writes its notices, inside the transaction."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from casework.models import Case, User


class Event(StrEnum):
    """What a kind of case may want to tell people about."""

    ASKED = "asked"
    ASK_CANCELLED = "ask_cancelled"
    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    DECIDED = "decided"
    CHECK_CHANGED = "check_changed"


class Listener(Protocol):
    def __call__(self, *, case: Case, actor: User | None, now: datetime) -> None: ...


_listeners: dict[tuple[str, Event], list[Listener]] = {}


def hear(kind: str, event: Event | str, listener: Listener) -> None:
    """Have `listener` called whenever `event` happens to a case of this kind. Called from AppConfig.ready."""
    known = _listeners.setdefault((kind, Event(event)), [])
    if listener not in known:
        known.append(listener)


def tell(event: Event, *, case: Case, actor: User | None, now: datetime) -> None:
    """Call the listeners in the caller's transaction, so that what they write commits with the change."""
    for listener in _listeners.get((case.kind, event), ()):
        listener(case=case, actor=actor, now=now)
