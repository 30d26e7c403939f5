"""Verbs on accounts."""

from __future__ import annotations

from casework.enums import Language
from casework.models import User


def choose_language(*, actor: User, language: str) -> None:
    """Remember the language in which pages and notices reach this account; unknown codes are ignored."""
    if language in Language.values and actor.language != language:
        actor.language = language
        actor.save(update_fields=["language"])
