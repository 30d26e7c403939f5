"""A change of an agreement in words: what moves, and how far it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from casework.templatetags.krds import krw
from funding.models import Change


def moves(change: Change) -> list[str]:
    """By how much each category rises or falls, in words; reads the change's lines."""
    return [
        f"{line.category.name}: {'+' if line.delta > 0 else '−'}{krw(abs(line.delta))}"
        for line in change.lines.all()
    ]


def change_state(change: Change) -> str:
    """How far a change is, in words."""
    if change.in_force_at:
        return _("In force")
    if change.refused_at:
        return _("Refused")
    return _("Waiting for the second signature") if change.proposed_by_id else _("In review")


def change_tone(change: Change) -> str:
    if change.in_force_at:
        return "success"
    return "danger" if change.refused_at else "info"
