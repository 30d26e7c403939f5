"""Actions that need no page of a claim or request around them: a title, a form, a verb, and the way back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise

from casework.models import User
from funding.admin.actions import DeskAction
from funding.models import DESK_ROLES

Crumb = tuple[str | Promise, str]


class PlainAction(DeskAction):
    """Subclasses say what they are about (`subject`) and the way there (`crumbs`)."""

    template_name: ClassVar[str] = "admin/funding/report_action.html"
    facts: ClassVar[str] = ""
    """A template shown above the form."""

    def crumbs(self) -> list[Crumb]:
        """Words and address of each step between the officer's home and this page."""
        raise NotImplementedError

    def subject(self) -> str:
        """What the action is about, in a line."""
        raise NotImplementedError

    def seen(self) -> str | int:
        """What the officer saw, handed back with the form in `expect`."""
        return ""

    @property
    def expect(self) -> int:
        return self.number("expect")

    def context(self) -> dict[str, Any]:
        return {
            "crumbs": self.crumbs(),
            "subject": self.subject(),
            "seen": self.seen(),
            "facts": self.facts,
        }


def desk_agencies(officer: User) -> frozenset[str]:
    """Agencies at which the officer checks or signs money."""
    return officer.agencies(*DESK_ROLES)
